"""`teachsim list`: what there is, as a table or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.engine.cards import Card
    from teachsim.errors import BadInput
    from teachsim.scenario.find import Kind

Entry = dict[str, Any]
"""One thing there is, as its JSON object."""


class Listed(NamedTuple):
    """The things of a sort, and what is wrong with the files that could not be read."""

    entries: list[Entry]
    bad: tuple[BadInput, ...] = ()


class Sort(NamedTuple):
    """A sort of thing that can be listed."""

    listed: Callable[[], Listed]
    columns: tuple[str, ...]
    """The fields shown to people."""
    headings: tuple[str, ...] = ()
    """What stands above them, where it is not the field itself."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("list", rich_help_panel="Files")(list_)


def _sorts(incomplete: str) -> list[str]:
    return [sort for sort in SORTS if sort.startswith(incomplete)]


def list_(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            help="scenarios, teachers, students, critics, rubrics, misconceptions, kcs, policies or domains; "
            "how many there are of each if left out.",
            autocompletion=_sorts,
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """List what there is: in this folder, and what comes with teachsim.

    Examples:
      teachsim list scenarios
      teachsim list misconceptions --json
    Exit codes: 0 done, 2 a word that cannot be listed. A bad file is marked with ! and stops nothing.
    """
    if what is None:
        _overview(json=json)
        return
    sort = _sort(what)
    listed = sort.listed()
    if json:
        from teachsim.cli.output import print_json

        print_json(listed.entries)
        _warn(listed)
    else:
        show(listed, sort.columns, sort.headings or sort.columns)


def show(listed: Listed, columns: tuple[str, ...], headings: tuple[str, ...]) -> None:
    """Aligned columns, then a line for each bad file."""
    from teachsim.cli.output import say, say_table

    say_table(
        headings,
        [[_cell(entry[column]) for column in columns] for entry in listed.entries],
        dispensable=_DISPENSABLE,
    )
    for bad in listed.bad:
        say(("! ", "red"), f"{bad.place}: {bad.message}")


_DISPENSABLE = ("path", "source", "labels", "kinds")
"""Columns that a narrow terminal can do without, the first to go first."""


def _overview(*, json: bool) -> None:
    from teachsim.cli.output import narrate, print_json, say_table

    found = {name: sort.listed() for name, sort in SORTS.items()}
    if json:
        print_json({name: len(listed.entries) for name, listed in found.items()})
        for listed in found.values():
            _warn(listed)
        return
    say_table(
        ("what", "how many"),
        [(name, str(len(one.entries)) + _bad_files(len(one.bad))) for name, one in found.items()],
    )
    narrate("`teachsim list scenarios` shows the scenarios, and so for the others")


def _bad_files(number: int) -> str:
    return f"  ! {number} bad file{'' if number == 1 else 's'}" if number else ""


def _warn(listed: Listed) -> None:
    from teachsim.cli.output import narrate

    for bad in listed.bad:
        narrate(f"warning: left out: {bad.place}: {bad.message}")


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _sort(what: str) -> Sort:
    from teachsim.errors import BadInput, did_you_mean

    if what in SORTS:
        return SORTS[what]
    # the singular is what people type first
    remedy = did_you_mean(what, SORTS, otherwise=f"there are {', '.join(SORTS)}")
    raise BadInput(f"cannot list {what!r}", place="teachsim list", remedy=remedy)


# --- files ------------------------------------------------------------------------------------


def _cards(kind: Kind, fields: tuple[str, ...]) -> Listed:
    """The cards of a kind that are right, with these fields; and one problem of each that is not."""
    from teachsim.scenario.check import checked  # pydantic and PyYAML: 100 ms
    from teachsim.scenario.find import find

    entries: list[Entry] = []
    bad: list[BadInput] = []
    for name, path in find(kind).items():
        card, problems = checked(path, kind)
        if card is None or problems:
            bad.append(problems[0])
            continue
        entries.append({"id": name, **{field: _field(card, field) for field in fields}, "path": str(path)})
    return Listed(entries, tuple(bad))


def _field(card: Card, field: str) -> object:
    if field == "holds":
        return [holding.misconception for holding in getattr(card, field)]
    if field == "weakness":
        return _weakness(card)
    if field == "marks":
        from teachsim.roles.teacher.policies import marks_of

        return list(marks_of(getattr(card, "policy", "")))
    return getattr(card, field)


def _weakness(card: Card) -> list[str]:
    """The weakness that a student's card names, or those that what it holds shows."""
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms
    from teachsim.roles.student.families import weakness_of

    named = getattr(card, "weakness", None)
    if named is not None:
        return [named]
    slots = {m.id: m.slot for domain in domains().values() for m in domain.misconceptions.values()}
    held = [h.misconception for h in getattr(card, "holds", ())]
    shown = [weakness_of(one, slots[one]) for one in held if one in slots]
    return list(dict.fromkeys(one for one in shown if one is not None))


def _scenarios() -> Listed:
    return _cards("scenario", ("name", "domain"))


def _students() -> Listed:
    return _cards("student", ("name", "holds", "weakness"))


def _teachers() -> Listed:
    return _cards("teacher", ("name", "description", "policy", "marks"))


def _critics() -> Listed:
    return _cards("critic", ("name", "description", "mode"))


def _rubrics() -> Listed:
    from teachsim.roles.critic.rubrics import Rubric
    from teachsim.scenario.check import checked  # pydantic and PyYAML: 100 ms
    from teachsim.scenario.find import find

    entries: list[Entry] = []
    bad: list[BadInput] = []
    for name, path in find("rubric").items():
        rubric, problems = checked(path, "rubric")
        if problems or not isinstance(rubric, Rubric):
            bad.append(problems[0])
            continue
        entries.append(
            {
                "id": name,
                "name": rubric.name,
                "per": rubric.per,
                "items": [item.id for item in rubric.items],
                "by_rule": sum(item.rule is not None for item in rubric.items),
                "source": rubric.source,
                "path": str(path),
            }
        )
    return Listed(entries, tuple(bad))


# --- what is built in -------------------------------------------------------------------------


def _misconceptions() -> Listed:
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms
    from teachsim.roles.student.families import weakness_of

    return Listed(
        [
            {
                "id": m.id,
                "name": m.name,
                "domain": domain.name,
                "slot": m.slot,
                "weakness": weakness_of(m.id, m.slot),
                "labels": list(m.labels),
                "source": m.source,
            }
            for domain in domains().values()
            for m in domain.misconceptions.values()
        ]
    )


def _kcs() -> Listed:
    from teachsim.domains.graph import components
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms

    return Listed(
        [
            {
                "id": component.slot,
                "name": component.name,
                "domain": domain.name,
                "prerequisites": list(component.prerequisites),
                "misconceptions": list(component.misconceptions),
            }
            for domain in domains().values()
            for component in components(domain).values()
        ]
    )


def _policies() -> Listed:
    from teachsim.errors import BadInput
    from teachsim.roles.teacher.policies import POLICIES, find_policy, offered  # pydantic: 100 ms

    entries: list[Entry] = []
    bad: list[BadInput] = []
    for name in (*POLICIES, *offered()):
        try:
            policy = find_policy(name)
        except BadInput as error:
            bad.append(error)
        else:
            entries.append({"id": name, "description": policy.description, "marks": list(policy.marks)})
    return Listed(entries, tuple(bad))


def _domains() -> Listed:
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms

    return Listed(
        [
            {
                "id": domain.name,
                "version": domain.version,
                "kinds": list(domain.kinds),
                "misconceptions": len(domain.misconceptions),
            }
            for domain in domains().values()
        ]
    )


SORTS: dict[str, Sort] = {
    "scenarios": Sort(_scenarios, ("id", "name", "domain", "path")),
    "teachers": Sort(_teachers, ("id", "policy", "marks", "description", "path")),
    "students": Sort(_students, ("id", "name", "holds", "weakness", "path")),
    "critics": Sort(_critics, ("id", "mode", "description", "path")),
    "rubrics": Sort(
        _rubrics, ("id", "per", "by_rule", "items", "path"), ("id", "per", "by rule", "items", "path")
    ),
    "misconceptions": Sort(_misconceptions, ("id", "name", "slot", "labels", "source")),
    "kcs": Sort(
        _kcs,
        ("id", "name", "domain", "prerequisites", "misconceptions"),
        ("id", "name", "domain", "needs", "blocked by"),
    ),
    "policies": Sort(_policies, ("id", "marks", "description")),
    "domains": Sort(_domains, ("id", "version", "misconceptions", "kinds")),
}
