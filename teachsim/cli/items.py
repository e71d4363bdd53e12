"""`teachsim items`: fresh items of a kind, graded, telling, in triples, with their aids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from teachsim.cli import completion

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.domains.grading import Level

MOST = 1000
"""Items at once; a longer list is better made seed by seed."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which items are wanted."""

    kind: str | None
    domain: str | None
    target: str | None
    level: str | None
    component: str | None
    apart: tuple[str, ...]
    n: int
    seed: int


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Misconceptions")(items)


def _kinds(incomplete: str) -> list[str]:
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms

    return [kind for one in domains().values() for kind in one.kinds if kind.startswith(incomplete)]


def _components(incomplete: str) -> list[str]:
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms

    return [slot for one in domains().values() for slot in one.ideas if slot.startswith(incomplete)]


def _levels(incomplete: str) -> list[str]:
    from teachsim.domains.grading import LEVELS  # with it the shapes of items

    return [level for level in LEVELS if level.startswith(incomplete)]


def items(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help="The kind of item; the first of --target's if left out. Alone, all kinds are listed.",
            autocompletion=_kinds,
        ),
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            help="The domain of the kind; the first that has it if left out.",
            autocompletion=completion.domains,
            rich_help_panel="What",
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="MISCONCEPTION",
            help="It shows on every item.",
            autocompletion=completion.misconceptions,
            rich_help_panel="What",
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="easy, medium, hard, or extrapolation: longer numbers than the others have.",
            autocompletion=_levels,
            rich_help_panel="What",
        ),
    ] = None,
    component: Annotated[
        str | None,
        typer.Option(
            metavar="SLOT",
            help="The right solution needs this knowledge component.",
            autocompletion=_components,
            rich_help_panel="What",
        ),
    ] = None,
    apart: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MISCONCEPTION",
            help="Holders of these give different answers, each from each; repeat it.",
            autocompletion=completion.misconceptions,
            rich_help_panel="What",
        ),
    ] = None,
    n: Annotated[int, typer.Option("-n", min=1, max=MOST, help="How many.", rich_help_panel="What")] = 5,
    seed: Annotated[int, typer.Option(help="Same seed, same items.", rich_help_panel="What")] = 0,
    triples: Annotated[
        bool,
        typer.Option(
            "--triples",
            help="Of --target: an item its holder gets right, one alike, and a small edit that fails.",
            rich_help_panel="Output",
        ),
    ] = False,
    aids: Annotated[
        bool,
        typer.Option(
            "--aids", help="With concepts, hints, and hints that mislead.", rich_help_panel="Output"
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Make items of a kind: of a level, on which a misconception shows, in triples, with aids.

    Examples:
      teachsim items whole-subtraction --target smaller-from-larger --level hard
      teachsim items --target add-tops-and-bottoms --triples -n 2
    Exit codes: 0 done, 2 a word that is not known, or no such items.
    """
    request = Request(kind, domain, target, level, component, tuple(dict.fromkeys(apart or ())), n, seed)
    if request.kind is None and request.target is None:
        _kinds_listed(request, json=json)
    elif triples:
        _triples(request, aids=aids, json=json)
    else:
        _items(request, aids=aids, json=json)


# --- which domain and kind --------------------------------------------------------------------------


def place(request: Request) -> tuple[Domain, str]:
    """The domain and the kind that are asked for. Raises BadInput when there are none such."""
    from teachsim.domains.registry import domain, domains  # reads the catalogues: 50 ms
    from teachsim.errors import BadInput, did_you_mean

    among = [domain(request.domain)] if request.domain else list(domains().values())
    within = f" in {among[0].name}" if len(among) == 1 else ""
    if request.kind is not None:
        for one in among:
            if request.kind in one.kinds:
                return one, request.kind
        known = [kind for one in among for kind in one.kinds]
        remedy = did_you_mean(request.kind, known, otherwise="`teachsim items` lists the kinds")
        raise BadInput(f"no kind {request.kind!r}{within}", place="teachsim items", remedy=remedy)
    target = request.target or ""
    for one in among:
        if target in one.misconceptions:
            return one, one.misconceptions[target].kinds[0]
    names = [name for one in among for name in one.misconceptions]
    remedy = did_you_mean(target, names, otherwise="`teachsim list misconceptions` shows all")
    raise BadInput(f"no misconception {target!r}{within}", place="--target", remedy=remedy)


def _named(domain: Domain, request: Request) -> Level | None:
    """The level asked for, once every name in the request is known. BadInput says which is not."""
    from teachsim.domains.grading import component_named, known, level_named

    for name, option in ((request.target, "--target"), *((name, "--apart") for name in request.apart)):
        if name is not None:
            known(domain, name, place=option)
    if request.component is not None:
        component_named(domain, request.component, place="--component")
    return None if request.level is None else level_named(request.level, place="--level")


# --- making them ----------------------------------------------------------------------------------


def _items(request: Request, *, aids: bool, json: bool) -> None:
    from random import Random

    from teachsim.cli.item_entries import item_entry, show_items
    from teachsim.cli.output import print_json
    from teachsim.domains.grading import made

    domain, kind = place(request)
    found = made(
        domain, kind, target=request.target, level=_named(domain, request), component=request.component,
        apart=request.apart, n=request.n, rng=Random(f"{request.seed}/items"),
    )  # fmt: skip
    holders = tuple(dict.fromkeys(filter(None, (request.target, *request.apart))))
    entries = [item_entry(domain, item, holders, with_aids=aids) for item in found]
    if json:
        print_json({"domain": domain.name, "kind": kind, "seed": request.seed, "items": entries})
    else:
        show_items(entries)


def _triples(request: Request, *, aids: bool, json: bool) -> None:
    from random import Random

    from teachsim.cli.item_entries import show_triples, triple_entry
    from teachsim.cli.output import print_json
    from teachsim.domains.triples import triples
    from teachsim.errors import BadInput

    if request.target is None or request.level or request.component or request.apart:
        raise BadInput(
            "triples are made for a misconception, and of any level",
            place="--triples",
            remedy="name --target, and leave --level, --component and --apart out",
        )
    domain, _ = place(request)
    _named(domain, request)
    rng = Random(f"{request.seed}/triples")
    found = triples(domain, request.target, request.n, rng, kind=request.kind)
    entries = [triple_entry(domain, triple, with_aids=aids) for triple in found]
    if json:
        head = {"domain": domain.name, "misconception": request.target, "seed": request.seed}
        print_json({**head, "triples": entries})
    else:
        show_triples(entries)


def _kinds_listed(request: Request, *, json: bool) -> None:
    from teachsim.cli.item_entries import kind_entries, show_kinds
    from teachsim.cli.output import print_json
    from teachsim.domains.registry import domain, domains  # reads the catalogues: 50 ms
    from teachsim.errors import BadInput

    if request.level or request.component or request.apart:
        raise BadInput(
            "no kind of item is named", place="teachsim items", remedy="`teachsim items` lists the kinds"
        )
    among = [domain(request.domain)] if request.domain else list(domains().values())
    entries = [entry for one in among for entry in kind_entries(one, request.seed)]
    if json:
        print_json(entries)
    else:
        show_kinds(entries)
