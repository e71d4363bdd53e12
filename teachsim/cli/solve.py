"""`teachsim solve`: the worked solution of an item, right or as a student with misconceptions works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from teachsim.cli import completion
from teachsim.cli.evidence import WithMinus

if TYPE_CHECKING:
    from teachsim.domains.base import Domain, Item, Solution


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be solved, and how."""

    item: str
    held: tuple[str, ...]
    domain: str | None


@dataclass(frozen=True, slots=True)
class Solved:
    """An item with what came out of it."""

    item: Item
    held: tuple[str, ...]
    solution: Solution
    right: str
    correct: bool
    alternatives: dict[str, float]
    """The answers of lighter rules, with the share of holders who give them."""
    elsewhere: dict[str, tuple[str, ...]]
    """Held misconceptions that cannot show on this kind of item, and the kinds on which they do."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(cls=WithMinus, rich_help_panel="Misconceptions")(solve)


def solve(
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help='An item as in a schoolbook, in quotes: "52 - 38".')
    ],
    held: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="MISCONCEPTION",
            help="Solve it as a student who holds this; may be repeated.",
            autocompletion=completion.misconceptions,
            rich_help_panel="What",
        ),
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            help="The domain to read the item; all are asked if left out.",
            autocompletion=completion.domains,
            rich_help_panel="What",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Solve an item step by step, rightly or as a student with misconceptions would.

    Examples:
      teachsim solve "52 - 38" --as smaller-from-larger
      teachsim solve "3/7 + 1/2" --json
    Exit codes: 0 done, 2 an item or misconception that is not known.
    """
    solved = solved_for(Request(item, tuple(dict.fromkeys(held or ())), domain))
    if json:
        from teachsim.cli.output import print_json

        print_json(as_json(solved))
    else:
        show(solved)


def solved_for(request: Request) -> Solved:
    """The solution asked for. Raises BadInput for an unknown item, misconception or domain."""
    from teachsim.domains.registry import domain_for  # reads the catalogues: 50 ms

    domain, item = domain_for(request.item, request.domain)
    elsewhere = {name: _kinds(domain, name) for name in request.held}
    first, *lighter = domain.ways(item, request.held)
    alternatives: dict[str, float] = {}
    for way in lighter:
        if (text := way.solution.answer.text) != first.solution.answer.text:
            alternatives[text] = alternatives.get(text, 0.0) + way.weight
    return Solved(
        item,
        request.held,
        first.solution,
        domain.solve(item).answer.text,
        domain.grade(item, first.solution.answer),
        alternatives,
        {name: kinds for name, kinds in elsewhere.items() if item.kind not in kinds},
    )


def as_json(solved: Solved) -> dict[str, object]:
    """The document of `solve --json`."""
    return {
        "item": solved.item.text,
        "answer": solved.solution.answer.text,
        "correct_answer": solved.right,
        "correct": solved.correct,
        "steps": [
            {"text": step.text, "rule": step.rule, "misconception": step.misconception}
            for step in solved.solution.steps
        ],
        "alternatives": list(solved.alternatives),
    }


def show(solved: Solved) -> None:
    """The answer in one line, then the steps, each wrong one marked with its rule."""
    from teachsim.cli.output import say, share

    answer = solved.solution.answer.text
    if not solved.held:
        say((answer, "bold"))
    elif solved.correct:
        say((answer, "bold"), "   (right)")
    else:
        say((answer, "bold red"), f"   (right: {solved.right})")
    width = max((len(step.text) for step in solved.solution.steps), default=0)
    for step in solved.solution.steps:
        if step.misconception is None:
            say(f"  {step.text}")
            continue
        of = "" if step.misconception == step.rule else f" of {step.misconception}"
        say(("✗ ", "red"), step.text.ljust(width), (f"   rule {step.rule}{of}", "red"))
    for text, weight in solved.alternatives.items():
        say(f"or {text}   ({share(weight)} of those who hold this)")
    for line in _silent(solved):
        say(line)


def _silent(solved: Solved) -> list[str]:
    """Which of the misconceptions held do not show here."""
    lines = [
        f"{name} does not show on this item: it shows on {', '.join(kinds)}"
        for name, kinds in solved.elsewhere.items()
    ]
    here = [name for name in solved.held if name not in solved.elsewhere]
    if solved.correct and len(here) == 1:
        lines.append("this misconception does not show on this item")
    elif solved.correct and here:
        lines.append("these misconceptions do not show on this item")
    else:
        fired = solved.solution.fired
        lines += [f"{name} does not show on this item" for name in here if name not in fired]
    return lines


def _kinds(domain: Domain, name: str) -> tuple[str, ...]:
    """The kinds on which a misconception can show. Raises BadInput when there is no such one."""
    from teachsim.errors import BadInput, did_you_mean

    if name in domain.misconceptions:
        return domain.misconceptions[name].kinds
    remedy = did_you_mean(name, domain.misconceptions, otherwise="`teachsim list misconceptions` shows all")
    raise BadInput(f"no misconception {name!r} in {domain.name}", place="--as", remedy=remedy)
