"""What `teachsim items` says of items, triples and kinds: as JSON objects, and as tables of them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from teachsim.cli.output import say, say_table
from teachsim.domains.aids import aids
from teachsim.domains.grading import difficulty, level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.triples import Triple

Entry = dict[str, Any]

PARTS = ("base", "same_rule", "rule_breaking")


def item_entry(domain: Domain, item: Item, holders: Sequence[str], *, with_aids: bool) -> Entry:
    """An item with its right answer, how hard it is, and what holders of misconceptions answer."""
    hard = difficulty(domain, item)
    entry: Entry = {
        "item": item.text,
        "kind": item.kind,
        "answer": domain.solve(item).answer.text,
        "level": level_of(domain, item),
        "entropy": round(hard.entropy, 4),
        "steps": hard.steps,
        "components": list(hard.slots),
        "holders": {name: domain.solve(item, (name,)).answer.text for name in holders},
    }
    if with_aids:
        found = aids(domain, item)
        entry["aids"] = {
            "concepts": list(found.concepts),
            "hints": list(found.hints),
            "misleading": [one._asdict() for one in found.misleading],
        }
    return entry


def triple_entry(domain: Domain, triple: Triple, *, with_aids: bool) -> Entry:
    """The three items of a triple, and how far its edit goes."""
    holders = (triple.misconception,)
    items = {part: item_entry(domain, getattr(triple, part), holders, with_aids=with_aids) for part in PARTS}
    return {**items, "edit_distance": triple.distance}


def kind_entries(domain: Domain, seed: int) -> list[Entry]:
    """The kinds of a domain, each with an example and what can show on it."""
    return [
        {
            "kind": kind,
            "domain": domain.name,
            "misconceptions": [name for name, m in domain.misconceptions.items() if kind in m.kinds],
            "example": domain.generate(kind, None, Random(f"{seed}/items")).text,
        }
        for kind in domain.kinds
    ]


def show_items(entries: Sequence[Entry]) -> None:
    """One line for each item; then the aids of each, if they have any."""
    _table(
        {
            **{name: entry[name] for name in ("item", "answer", "level")},
            "entropy": f"{entry['entropy']:.2f}",
            **entry["holders"],
        }
        for entry in entries
    )
    _show_aids(entries)


def show_triples(entries: Sequence[Entry]) -> None:
    """Three lines for each triple; then the aids of each item, if they have any."""
    _table(
        {"": part.replace("_", " "), "item": one["item"], "answer": one["answer"], **one["holders"]}
        for entry in entries
        for part, one in ((part, entry[part]) for part in PARTS)
    )
    _show_aids([entry[part] for entry in entries for part in PARTS])


def show_kinds(entries: Sequence[Entry]) -> None:
    """One line for each kind, with how many misconceptions can show on it."""
    _table({**entry, "misconceptions": str(len(entry["misconceptions"]))} for entry in entries)


def _show_aids(entries: Sequence[Entry]) -> None:
    for entry in entries:
        if "aids" not in entry:
            continue
        say()
        say((entry["item"], "bold"))
        say(f"  concepts    {', '.join(entry['aids']['concepts'])}")
        for hint in entry["aids"]["hints"]:
            say(f"  hint        {hint}")
        for one in entry["aids"]["misleading"]:
            say(f"  misleading  {one['text']}   ({one['misconception']})")


def _table(rows: Iterable[dict[str, str]]) -> None:
    listed = list(rows)
    say_table(tuple(listed[0]), [tuple(row.values()) for row in listed])
