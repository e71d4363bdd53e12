"""Whether what a file refers to exists and fits: agents, domains, misconceptions, kinds, items.

Everything is looked up in the plain data, so that a mistake in one place of a file does not hide
those in others; what has not the shape to be looked up is left to `shape`.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from teachsim.errors import BadFile, BadInput
from teachsim.scenario.find import FOLDERS, Kind, find, kind_of_folder, unknown
from teachsim.scenario.people import traits, weak_students
from teachsim.scenario.shape import Finding, nearest
from teachsim.scenario.yamlfile import read, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.domains.base import Domain, Item
    from teachsim.scenario.yamlfile import DataPath, YamlFile


def references(file: YamlFile, kind: Kind) -> Iterator[Finding]:
    """What is wrong with a file of this kind beyond its shape."""
    yield from _id(file, kind)
    match kind:
        case "scenario":
            yield from _agents(file)
            yield from _same_names(file)
            yield from _budget(file)
            name = _text(file, ("domain",))
            domain = _domain(name) if name else None
            if isinstance(domain, Finding):
                yield domain
            elif domain:
                yield from _kinds(file, domain)
                yield from _target(file, domain)
                yield from _items(file, domain)
                yield from weak_students(file, domain)
        case "student":
            yield from _holds(file)
            yield from traits(file)
        case "teacher":
            yield from _policy(file)
        case "experiment" if isinstance(file.data, dict):
            from teachsim.scenario.experiment_check import experiment_findings  # loads what it names

            yield from experiment_findings(file)
        case _:
            pass


# --- names ------------------------------------------------------------------------------------


def _id(file: YamlFile, kind: Kind) -> Iterator[Finding]:
    """A card is asked for by its file's name, so it must call itself by it."""
    given = _text(file, ("id",))
    at_home = kind_of_folder(file.path)
    if at_home and at_home[0] != kind:
        where = "/".join(FOLDERS[at_home[0]])
        yield Finding(
            ("kind",), f"a {kind} in the folder {where}", f"move the file to {'/'.join(FOLDERS[kind])}"
        )
        return
    if not given:
        return
    here = at_home[1] if at_home else file.path.stem
    if given != here and (at_home or given.rpartition("/")[2] != here):
        yield Finding(
            ("id",),
            f"the id {shortened(given)} is not the file's name",
            f"write {here!r}, or rename the file",
        )


def _policy(file: YamlFile) -> Iterator[Finding]:
    name = _text(file, ("policy",))
    if name is None:
        return
    from teachsim.roles.teacher.policies import POLICIES, offered

    if name not in POLICIES and name not in (others := offered()):
        known = [*POLICIES, *others]
        remedy = nearest(name, known, f"the policies are {', '.join(known)}")
        yield Finding(("policy",), f"no policy {shortened(name)}", remedy)


def _agents(file: YamlFile) -> Iterator[Finding]:
    paths: list[tuple[Kind, DataPath]] = [("student", p) for p in _entries(file, ("students",))]
    paths.append(("teacher", ("teacher",)))
    paths += [("critic", p) for p in _entries(file, ("critics",))]
    known = {kind: find(kind) for kind in FOLDERS}
    for kind, path in paths:
        name = _text(file, path)
        if name is None or name in known[kind]:
            continue
        from teachsim.scenario.load import offered  # asks the installed packages: some 20 ms

        if not offered(kind, name):
            error = unknown(kind, name, known[kind])
            yield Finding(path, error.message, error.remedy or "")
    yield from _twice(file, ("students",))
    yield from _twice(file, ("critics",))


def _twice(file: YamlFile, path: DataPath) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in _entries(file, path):
        name = _text(file, entry)
        if name in seen:
            yield Finding(entry, f"{shortened(name)} is listed twice", "keep it once")
        elif name is not None:
            seen.add(name)


def _same_names(file: YamlFile) -> Iterator[Finding]:
    """Students who cannot be told apart: what is heard in class is known by the name of who said it."""
    students = {path: _text(file, path) for path in _entries(file, ("students",))}
    known = find("student") if len(students) > 1 else {}
    called: dict[str, str] = {}
    for path, student in students.items():
        if student is None or student not in known or student in called.values():
            continue  # told where agents are looked up
        try:
            name = _text(read(known[student]), ("name",))
        except BadFile:
            continue  # told when that file is checked
        if name is None:
            continue
        if (other := called.setdefault(name, student)) != student:
            yield Finding(
                path, f"{student!r} and {other!r} are both called {shortened(name)}",
                "give one of the cards another `name`, or take another student",
            )  # fmt: skip


# --- what the domain knows --------------------------------------------------------------------


def _domain(name: str) -> Domain | Finding:
    from teachsim.domains import registry  # reads the catalogues: some 50 ms

    try:
        return registry.domain(name)
    except BadFile:
        raise  # a misconception file of one's own, which names its own places
    except BadInput as error:
        return Finding(("domain",), error.message, error.remedy or "`teachsim list domains` shows all")


def _catalogues(names: set[str], slots: set[str]) -> tuple[list[str], list[str]]:
    """Misconceptions and ideas of as many domains as it takes to find these: of all, if one is nowhere."""
    from teachsim.domains import registry

    known: list[str] = []
    ideas: list[str] = []

    def named() -> Iterator[str]:
        yield from registry.BUILT_IN
        yield from (point.name for point in entry_points(group=registry.GROUP))

    for name in named():  # each that is not needed saves its 100 ms
        domain = registry.domain(name)
        known += domain.misconceptions
        ideas += domain.ideas
        if names <= set(known) and slots <= set(ideas):
            break
    return known, ideas


def _kinds(file: YamlFile, domain: Domain) -> Iterator[Finding]:
    for key in ("kinds", "transfer-kinds"):
        for path in _entries(file, ("items", key)):
            kind = _text(file, path)
            if kind is not None and kind not in domain.kinds:
                otherwise = f"its kinds are {', '.join(domain.kinds)}"
                yield Finding(
                    path, f"{domain.name} has no item kind {shortened(kind)}",
                    nearest(kind, domain.kinds, otherwise),
                )  # fmt: skip
        yield from _twice(file, ("items", key))


def _target(file: YamlFile, domain: Domain) -> Iterator[Finding]:
    path = ("items", "target")
    target = _text(file, path)
    if target is None:
        return
    if target not in domain.misconceptions:
        yield Finding(path, *_no_misconception(target, list(domain.misconceptions), f" in {domain.name}"))
        return
    shows_on = domain.misconceptions[target].kinds
    for entry in _entries(file, ("items", "kinds")):
        kind = _text(file, entry)
        if kind in domain.kinds and kind not in shows_on:
            yield Finding(
                entry, f"the target {target!r} cannot show on items of kind {kind!r}",
                f"it shows on {', '.join(shows_on)}",
            )  # fmt: skip


def _items(file: YamlFile, domain: Domain) -> Iterator[Finding]:
    kinds = _listed(file, domain, "kinds")
    transfer = _listed(file, domain, "transfer-kinds")
    seen: dict[str, str] = {}
    for key in ("practice", "near", "transfer"):
        allowed = kinds if key != "transfer" else transfer
        for path in _entries(file, ("items", key)):
            text = _text(file, path)
            if not text:
                continue
            item = domain.parse(text)
            if item is None:
                yield Finding(
                    path, f"{domain.name} cannot read the item {shortened(text)}",
                    "write it as in a schoolbook, such as 52 - 38, 1/4 + 2/3 or 0.7 + 0.6",
                )  # fmt: skip
                continue
            yield from _unfit(path, item, allowed)
            if seen.setdefault(item.text, key) != key or _repeated(file, path, text):
                yield Finding(
                    path, f"the item {text!r} stands in {seen[item.text]} already",
                    "take another: what is tested must not have been met",
                )  # fmt: skip


def _listed(file: YamlFile, domain: Domain, key: str) -> list[str]:
    """The kinds that items may have; none where one is unknown, since it may mean any."""
    kinds = [_text(file, p) or "" for p in _entries(file, ("items", key))]
    return kinds if all(kind in domain.kinds for kind in kinds) else []


def _unfit(path: DataPath, item: Item, listed: list[str]) -> Iterator[Finding]:
    if listed and item.kind not in listed:
        key = "kinds" if path[1] != "transfer" else "transfer-kinds"
        yield Finding(
            path, f"the item {item.text!r} is of kind {item.kind!r}, which is not listed",
            f"add {item.kind!r} to `{key}`, or take an item of kind {' or '.join(listed)}",
        )  # fmt: skip


def _repeated(file: YamlFile, path: DataPath, text: str) -> bool:
    before = [_text(file, p) for p in _entries(file, path[:-1])][: int(path[-1])]
    return text in before


def _holds(file: YamlFile) -> Iterator[Finding]:
    held = {entry: _text(file, (*entry, "misconception")) for entry in _entries(file, ("holds",))}
    node = file.node(("knows",))
    known_slots = list(node.keys) if node else []
    misconceptions, slots = _catalogues({name for name in held.values() if name}, set(known_slots))
    seen: set[str] = set()
    for entry, name in held.items():
        path = (*entry, "misconception")
        if name is None:
            continue
        if name in seen:
            yield Finding(path, f"{shortened(name)} is held twice", "keep it once")
        elif name not in misconceptions:
            yield Finding(path, *_no_misconception(name, misconceptions))
        seen.add(name)
    for slot in known_slots:
        if slot not in slots:
            otherwise = f"the ideas are {', '.join(slots)}"
            yield Finding(
                ("knows", slot), f"no idea {shortened(slot)}", nearest(slot, slots, otherwise), True
            )


def _no_misconception(name: str, known: list[str], where: str = "") -> tuple[str, str]:
    return (
        f"no misconception {shortened(name)}{where}",
        nearest(name, known, "`teachsim list misconceptions` shows all"),
    )


# --- numbers that belong together ---------------------------------------------------------------


def _budget(file: YamlFile) -> Iterator[Finding]:
    practice = _value(file, ("items", "practice"))
    count = len(practice) if isinstance(practice, list) else practice
    turns = _value(file, ("budget", "turns"))
    per_item = _value(file, ("budget", "turns-per-item"))
    interventions = _value(file, ("budget", "interventions"))
    if not isinstance(count, int):
        count = 6 if practice is None else 0
    if isinstance(turns, int) and turns < 1:
        return  # told by `shape`
    if isinstance(turns, int) and count and turns < count:
        yield Finding(
            ("budget", "turns"), f"{turns} turns are too few for {count} practice items",
            f"write at least {count}, one for each item, or practise fewer items",
        )  # fmt: skip
    if isinstance(turns, int) and isinstance(per_item, int) and per_item > turns:
        yield Finding(
            ("budget", "turns-per-item"), f"one item cannot take {per_item} of {turns} turns",
            f"write at most {turns}",
        )  # fmt: skip
    if isinstance(interventions, float) and 0 < interventions <= 1 and count and interventions * count < 1:
        yield Finding(
            ("budget", "interventions"), f"{interventions:g} of {count} practice items is less than one",
            "write a larger share, or 0 for a teacher who never steps in",
        )  # fmt: skip


# --- plain data -------------------------------------------------------------------------------


def _value(file: YamlFile, path: DataPath) -> Any:
    node = file.node(path)
    return None if node is None or isinstance(node.data, bool) else node.data


def _text(file: YamlFile, path: DataPath) -> str | None:
    value = _value(file, path)
    return value if isinstance(value, str) else None


def _entries(file: YamlFile, path: DataPath) -> list[DataPath]:
    value = _value(file, path)
    return [(*path, n) for n in range(len(value))] if isinstance(value, list) else []
