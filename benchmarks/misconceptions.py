"""How many real students' wrong answers the general engine gives, and how often they are diagnosed.

The records are those of a public catalogue: see tests/data/README.md. No rule may be there for one record
alone, so the figures are given without such rules as well.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains import registry
from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.roles.teacher.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from teachsim.domains.base import Answer, Domain, Item

FIXTURE = Path(__file__).parents[1] / "tests" / "data" / "math_misconceptions.json"
TARGETS = {"R": 47, "R and A": 70, "diagnosed": 44}
FIRST = 2
"""Hypotheses among which the record's label is to be."""
FIRES = 20
"""Generated items of another shape on which a rule must fire to be more than a rule for one record."""
BELIEF_CARDS = {
    "MaE35-2": "numbers-make-the-drawing",
    "MaE36-4": "one-stands-for-all",
    "MaE40-4": "lone-number-turns-the-line",
    "MaE44-2": "goal-decides-the-rest",
    "MaE47-4": "solve-first-to-know",
    "MaE51-4": "shorter-side-other-solution",
}
"""Records of class C whose concept a belief card covers. Its answers are authored, so none of them counts as
given; the others stay on the skip list, because a card of their label is about something else."""
RARELY = 0.05
"""A pair told apart on fewer of the items of its best kind is printed."""


class Record(NamedTuple):
    """One task with a student's answer; the fields are described in tests/data/README.md."""

    id: str
    label: str
    category: str
    """R, A or C: `class` in the file."""
    topic: str
    item: str | None
    answer: str | None
    picture: bool
    right: bool
    skip: str | None

    @property
    def written(self) -> bool:
        """Whether it counts: not canned, and neither question nor answer is a picture."""
        return self.category in ("R", "A") and not self.picture

    @property
    def task(self) -> tuple[str | None, str | None]:
        """The catalogue holds a task twice, and a rule that gives both serves one."""
        return self.item, self.answer


class Source(NamedTuple):
    """A rule by its name, and the domain and misconception in which it made a record's answer."""

    domain: str
    misconception: str
    rule: str


class Outcome(NamedTuple):
    """What the engine made of a record."""

    record: Record
    sources: tuple[frozenset[Source], ...]
    """For each way to the student's answer, the rules that made it; of a right answer often none."""
    reason: str
    """Why there is no such way; empty when there is."""
    suspects: tuple[tuple[str, float], ...]
    """The misconceptions diagnosed from the answer, most probable first."""
    place: int | None
    """Of the first suspect with the record's label, from 1; None when there is none."""
    explained: bool
    """Whether that suspect makes the answer more probable than an unknown rule does."""

    @property
    def reproduced(self) -> bool:
        return not self.reason

    @property
    def diagnosed(self) -> bool:
        return self.place is not None and self.place <= FIRST


class Figures(NamedTuple):
    """What there are targets for."""

    realistic: int
    """R records reproduced."""
    ambitious: int
    """A records reproduced."""
    diagnosed: int
    """R records with a wrong answer whose label is among the first two hypotheses."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--generated", type=int, default=200, help="items of each kind to try a rule on")
    generated: int = parser.parse_args(arguments).generated
    outcomes = [outcome(record) for record in records()]
    _print_topics(outcomes)
    _print_failures(outcomes)
    _print_rules(outcomes, generated)
    _print_pairs(generated)
    _print_skipped(outcomes)


@cache
def domains() -> tuple[Domain, ...]:
    """Whose engines are asked, in the order in which they may read a text."""
    return tuple(registry.domains().values())


@cache
def records() -> tuple[Record, ...]:
    """All records of the fixture, in its order."""
    entries = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return tuple(Record(category=entry.pop("class"), **entry) for entry in entries)


@cache
def outcome(record: Record) -> Outcome:
    """What holders of what the label stands for answer, and what the answer is taken for."""
    if record.skip or record.item is None or record.answer is None:
        return Outcome(record, (), record.skip or "no item or no answer", (), None, False)
    found = _read(record.item)
    if found is None:
        return Outcome(record, (), "no domain reads the item", (), None, False)
    domain, item = found
    answer = domain.read_answer(item, record.answer)
    if answer is None:
        return Outcome(record, (), f"{domain.name} ({item.kind}) does not read the answer", (), None, False)
    sources, reason = _ways_to(domain, item, answer, record.label)
    diagnosis = diagnose(domain, [(item, answer)])
    suspects = tuple((h, p) for h, p in diagnosis.hypotheses if h not in (CORRECT, UNKNOWN))
    places = (n for n, (m, _) in enumerate(suspects, 1) if record.label in domain.misconceptions[m].labels)
    place = next(places, None)
    likely = diagnosis.evidence[0].likelihoods
    explained = place is not None and likely[suspects[place - 1][0]] > likely[UNKNOWN]
    return Outcome(record, sources, reason, suspects, place, explained)


def figures(
    outcomes: Iterable[Outcome], counts: Callable[[Outcome], bool] = lambda o: o.reproduced
) -> Figures:
    """The figures, by another notion of being reproduced if need be."""
    written = [o for o in outcomes if o.record.written]
    return Figures(
        sum(counts(o) for o in written if o.record.category == "R"),
        sum(counts(o) for o in written if o.record.category == "A"),
        sum(o.diagnosed and (counts(o) or not o.reproduced) for o in written if _wrong(o)),
    )


def for_one_record(outcomes: Iterable[Outcome]) -> Mapping[Source, Record]:
    """The rules that give one task's answer only, each with its record."""
    served: dict[str, dict[tuple[str | None, str | None], tuple[Source, Record]]] = {}
    for o in outcomes:
        for source in (source for way in o.sources for source in way):
            served.setdefault(f"{source.domain}/{source.rule}", {})[o.record.task] = (source, o.record)
    return dict(next(iter(tasks.values())) for tasks in served.values() if len(tasks) == 1)


def without(rules: Iterable[Source]) -> Callable[[Outcome], bool]:
    """Whether a record is reproduced when these rules are left out."""
    names = {(source.domain, source.rule) for source in rules}
    return lambda o: any(not {(s.domain, s.rule) for s in way} & names for way in o.sources)


def fires_elsewhere(source: Source, record: Record, items: int) -> int:
    """On how many generated items of another shape than the record's the rule fires.

    items: how many are tried of each kind on which the misconception can show
    """
    domain = next(d for d in domains() if d.name == source.domain)
    misconception = domain.misconceptions[source.misconception]
    found = _read(record.item or "")
    shape = _shape(found[1].text) if found else None
    count = 0
    for kind in misconception.kinds:
        for n in range(items):
            item = domain.generate(kind, None, Random(f"misconceptions/{kind}/{n}"))
            if _shape(item.text) != shape:
                ways = domain.ways(item, [misconception.id])
                count += any(step.rule == source.rule for way in ways for step in way.solution.steps)
    return count


def told_apart(domain: Domain, items: int) -> dict[tuple[str, str], tuple[float, str]]:
    """For each two misconceptions that can show on one kind, how often an item tells them apart.

    items:   how many are generated of each kind
    returns: by pair, the share of items on which their holders write differently, and the kind on which
             it is largest; 0 for a pair that is one misconception as far as anybody can see
    """
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for kind in domain.kinds:
        here = [name for name, m in domain.misconceptions.items() if kind in m.kinds]
        apart: Counter[tuple[str, str]] = Counter()
        for n in range(items):
            tables = domain.predict(domain.generate(kind, None, Random(f"misconceptions/{kind}/{n}")), here)
            apart.update(pair for pair in combinations(here, 2) if tables[pair[0]] != tables[pair[1]])
        for pair in combinations(here, 2):
            best[pair] = max(best.get(pair, (0.0, kind)), (apart[pair] / items, kind))
    return best


def _read(text: str) -> tuple[Domain, Item] | None:
    return next(((domain, item) for domain in domains() if (item := domain.parse(text))), None)


def _ways_to(
    domain: Domain, item: Item, answer: Answer, label: str
) -> tuple[tuple[frozenset[Source], ...], str]:
    """The ways of the label's holders to this answer; none and the reason why where there are none."""
    carriers = [m for m in domain.misconceptions.values() if label in m.labels]
    on_kind = [m for m in carriers if item.kind in m.kinds]
    found = []
    said: dict[str, list[str]] = {}
    for m in on_kind:
        for way in domain.ways(item, [m.id]):
            written = domain.read_answer(item, way.solution.answer.text) or way.solution.answer
            if _plain(written.text) == _plain(answer.text):
                wrong = [step.rule for step in way.solution.steps if step.misconception == m.id]
                found.append(frozenset(Source(domain.name, m.id, rule) for rule in wrong))
            else:
                said.setdefault(m.id, []).append(written.text)
    if found:
        return tuple(found), ""
    if not carriers:
        return (), f"no misconception of {domain.name} carries {label}"
    if not on_kind:
        return (), f"{', '.join(m.id for m in carriers)} cannot show on {item.kind}"
    return (), "; ".join(f"{m} says {' or '.join(texts)}" for m, texts in said.items())


def _plain(text: str) -> str:
    """With a 0 before a bare point, which is a matter of taste: `.13`."""
    return re.sub(r"(?<!\d)\.(?=\d)", "0.", text)


def _wrong(o: Outcome) -> bool:
    """Whether it is one of those to be diagnosed."""
    return o.record.written and o.record.category == "R" and not o.record.right


def _shape(text: str) -> str:
    """The text without its figures' values: `24.8 - 2.26` and `37.5 - 1.08` have one shape."""
    return re.sub(r"\d", "0", text)


def _print_topics(outcomes: Sequence[Outcome]) -> None:
    print(
        "Records of the public catalogue (the even-numbered half) that are written in full. `gives`: some\n"
        "misconception with the record's label gives the student's answer as written. `diagnosed`: of the\n"
        f"R records with a wrong answer, those whose label is among the first {FIRST} hypotheses.\n"
    )
    topics = list(dict.fromkeys(o.record.topic for o in outcomes))
    rows = [_row(topic, [o for o in outcomes if o.record.topic == topic]) for topic in topics]
    rows.append(_row("all", outcomes))
    both = f"{TARGETS['R and A']} with R"
    rows.append(("target", "", str(TARGETS["R"]), "", both, "", str(TARGETS["diagnosed"]), ""))
    print(table(("topic", "R", "gives", "A", "gives", "R wrong", "diagnosed", "C"), rows))
    count = figures(outcomes)
    luck = [o.record.id for o in outcomes if _wrong(o) and o.diagnosed and not o.explained]
    no_rule = [o.record.id for o in outcomes if o.reproduced and not any(o.sources)]
    print(f"\nR and A together: {count.realistic + count.ambitious} given.")
    print(f"Given by the right rules alone, the answer being right: {', '.join(no_rule) or 'none'}.")
    print(f"Diagnosed although no suspect explains the answer: {', '.join(luck) or 'none'}.")


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    written = Counter(o.record.category for o in outcomes if o.record.written)
    count = figures(outcomes)
    canned = sum(o.record.category == "C" for o in outcomes)
    return (
        name, str(written["R"]), str(count.realistic), str(written["A"]), str(count.ambitious),
        str(sum(map(_wrong, outcomes))), str(count.diagnosed), str(canned),
    )  # fmt: skip


def _print_failures(outcomes: Sequence[Outcome]) -> None:
    print("\nNot given, of those that are asked:\n")
    missed = [o for o in outcomes if o.record.written and not o.record.skip and not o.reproduced]
    print(table(("record", "item", "answer", "why"), [(*_shown(o.record), o.reason) for o in missed]))
    print(f"\nNot diagnosed among the first {FIRST}:\n")
    rows = [(*_shown(o.record), _taken_for(o)) for o in outcomes if _wrong(o) and not o.diagnosed]
    print(table(("record", "item", "answer", "taken for"), rows))


def _shown(record: Record) -> tuple[str, ...]:
    return record.id, record.item or "–", record.answer or "–"


def _taken_for(o: Outcome) -> str:
    if not o.suspects:
        return o.reason
    first = ", ".join(f"{m} {p:.2f}" for m, p in o.suspects[:FIRST])
    return f"{first}; label in place {o.place}" if o.place else f"{first}; label nowhere"


def _print_rules(outcomes: Sequence[Outcome], generated: int) -> None:
    single = for_one_record(outcomes)
    elsewhere = {source: fires_elsewhere(source, record, generated) for source, record in single.items()}
    few = [source for source, count in elsewhere.items() if count < FIRES]
    used = {(s.domain, s.rule) for o in outcomes for way in o.sources for s in way}
    print(
        f"\nOf {len(used)} rules that give a record's answer, {len(single)} serve a single task. On how\n"
        f"many of {generated} generated items of each kind they fire whose shape is not the record's:\n"
    )
    rows = [(s.rule, s.misconception, single[s].id, str(n)) for s, n in elsewhere.items()]
    print(table(("rule", "misconception", "record", "fires elsewhere"), rows))
    print()
    left_out = {
        "all rules": (),
        f"without those that fire on fewer than {FIRES} others": few,
        "without all that serve a single task": list(single),
    }
    lines = []
    for name, sources in left_out.items():
        realistic, ambitious, diagnosed = figures(outcomes, without(sources))
        lines.append((name, str(realistic), str(realistic + ambitious), str(diagnosed)))
    print(table(("", "R given", "R and A given", "diagnosed"), lines))


def _print_pairs(generated: int) -> None:
    found = {pair: best for domain in domains() for pair, best in told_apart(domain, generated).items()}
    never = [pair for pair, (share, _) in found.items() if not share]
    print(
        f"\nOf {len(found)} pairs of misconceptions that can show on one kind of item, {len(never)} are\n"
        f"told apart by none of {generated} generated items of each kind, and would be one. Those told\n"
        f"apart by fewer than {RARELY:.0%} of the items of their best kind:\n"
    )
    rows = [(*pair, kind, f"{share:.1%}") for pair, (share, kind) in found.items() if share < RARELY]
    print(table(("misconception", "and", "best kind", "told apart"), rows or [("none", "", "", "")]))


def _print_skipped(outcomes: Sequence[Outcome]) -> None:
    every = [o.record for o in outcomes]
    canned = [r for r in every if r.category == "C"]
    print(
        f"\nNot asked, of {len(every)} records {sum(bool(r.skip) for r in every)}, among them all "
        f"{len(canned)} of class C.\nA belief card is about the concept of {len(BELIEF_CARDS)} of these; its "
        "answers are authored, so it gives none of them:\n"
    )
    print(table(("record", "belief card"), list(BELIEF_CARDS.items())))
    print("\nThe rest:\n")
    reasons: dict[str, list[str]] = {}
    for o in outcomes:
        if o.record.skip and o.record.id not in BELIEF_CARDS:
            reasons.setdefault(o.record.skip, []).append(f"{o.record.id} ({o.record.category})")
    print(table(("why", "records"), [(why, ", ".join(ids)) for why, ids in reasons.items()]))


if __name__ == "__main__":
    main()
