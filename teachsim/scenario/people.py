"""Whether what a student's card says of the student goes together, and whether its weakness can show.

A trait that another one makes meaningless is refused, so that no card says more than is played.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.errors import BadFile
from teachsim.scenario.find import find
from teachsim.scenario.shape import Finding
from teachsim.scenario.yamlfile import read, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import Weakness
    from teachsim.scenario.yamlfile import DataPath, YamlFile


def traits(file: YamlFile) -> Iterator[Finding]:
    """What a card's traits say against each other, and what it holds against its weakness."""
    asks, why = _number(file, "asks-for-help"), _number(file, "asks-why")
    sure = _number(file, "confidence")
    match _value(file, ("traits", "help")):
        case "avoids" if asks:
            yield _against(
                "asks-for-help", f"who avoids help does not ask in {asks:g} of cases",
                "write 0, or leave it out, or write `help: asks`",
            )  # fmt: skip
        case "avoids" if why:
            yield _against(
                "asks-why", "who avoids help asks no questions back", "leave it out, or write `help: asks`"
            )
        case "abuses" if asks == 0:
            yield _against(
                "asks-for-help", "who abuses help asks for it", "write more than 0, or leave it out"
            )
    match _value(file, ("traits", "self-belief")):
        case "over" if sure is not None and sure < 0.5:
            yield _against("confidence", f"over-confident with a confidence of {sure:g}", "write 0.5 or more")
        case "under" if sure is not None and sure > 0.5:
            yield _against(
                "confidence", f"under-confident with a confidence of {sure:g}", "write 0.5 or less"
            )
    yield from _holds_as_weak(file)


def _against(trait: str, message: str, remedy: str) -> Finding:
    return Finding(("traits", trait), message, remedy)


def _holds_as_weak(file: YamlFile) -> Iterator[Finding]:
    """What is held must be of the weakness that the card names."""
    from teachsim.domains.registry import domains  # reads the catalogues: some 50 ms
    from teachsim.roles.student.families import WEAKNESSES, family, weakness_of

    weakness = _weakness(file)
    if weakness is None:
        return
    slots = {m.id: m.slot for domain in domains().values() for m in domain.misconceptions.values()}
    held = _value(file, ("holds",))
    for n in range(len(held) if isinstance(held, list) else 0):
        path: DataPath = ("holds", n, "misconception")
        name = _value(file, path)
        if not isinstance(name, str) or name not in slots:
            continue  # told where names are looked up
        shows = weakness_of(name, slots[name])
        if shows != weakness:
            some = next((f for d in domains().values() if (f := family(weakness, d))), ())
            known = f"write `weakness: {shows}`" if shows in WEAKNESSES else "leave out `weakness`"
            yield Finding(
                path,
                f"{shortened(name)} is no misconception of the weakness {weakness!r}",
                f"{known}, or hold one of that family, such as {', '.join(some[:3])}",
            )


def weak_students(file: YamlFile, domain: Domain) -> Iterator[Finding]:
    """Students of a scenario whose weakness has no misconception that shows on its items."""
    from teachsim.roles.student.families import family, nothing_shows, remedy

    kinds = _value(file, ("items", "kinds"))
    if not isinstance(kinds, list) or any(kind not in domain.kinds for kind in kinds):
        return  # told where kinds are looked up
    known = find("student")
    names = _value(file, ("students",))
    for n, name in enumerate(names if isinstance(names, list) else ()):
        if not isinstance(name, str) or name not in known:
            continue
        try:
            card = read(known[name])
        except BadFile:
            continue  # told when that file is checked
        weakness = _weakness(card)
        if weakness is None or _value(card, ("holds",)) or family(weakness, domain, kinds):
            continue
        yield Finding(("students", n), nothing_shows(name, weakness, kinds), remedy(domain))


def _weakness(file: YamlFile) -> Weakness | None:
    """The weakness that a card names; None if it names none or there is none such."""
    from teachsim.roles.student.families import WEAKNESSES

    named = _value(file, ("weakness",))
    return next((one for one in WEAKNESSES if one == named), None)


def _number(file: YamlFile, trait: str) -> float | None:
    value = _value(file, ("traits", trait))
    return value if isinstance(value, int | float) else None


def _value(file: YamlFile, path: DataPath) -> Any:
    node = file.node(path)
    return None if node is None or isinstance(node.data, bool) else node.data
