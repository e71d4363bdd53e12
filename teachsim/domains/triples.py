"""Item triples for a misconception: base, same rule, rule broken; and the two measures taken on them.

The *old method* is that of whoever holds the misconception. A triple of a misconception M is

base           an item that M's holder gets right: there the old method works
same_rule      another item of the base's kind, worked rightly by the same rules at the same slots, that
               the holder gets right too
rule_breaking  a small edit of the base on which M shows: the holder's answer is wrong, and by M

Both measures are then exact. *Transfer* is the share of right answers on same_rule; *over-application*
the share of answers on rule_breaking that are the holder's. Where the old method fails on every item of
M's own kinds, the base may be of another kind: leaving the percent sign out is wrong in every `30% of 20`,
and right in `30 × 20`.
source: MATH-Perturb (Huang et al. 2025) for the variants; the misconception as their method is ours
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.edits import distance, double_edits, edits
from teachsim.domains.grading import known, reach
from teachsim.domains.numerals import digits, numerals, rewritten, shape
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from random import Random

    from teachsim.domains.base import Domain, Item, Misconception

BREAKING = 6
"""Items on which the misconception shows that are edited for each triple."""
ENOUGH = 8
"""Edits among which one is taken when they are equally near."""
REFRAMED = 60
"""Items of each kind whose wording is tried where no small edit leads to a base."""
FURTHEST = 35
"""Characters by which other words may differ, so that it is still seen to be about the same."""
VARIANTS = 150
"""Draws in which the same-rule variant is looked for."""

_ODD = re.compile(r"[-+×÷] -|(?<![\d.])0[a-z/]|(?<![A-Za-z])([a-z])\1(?![A-Za-z])|(?<![\d.])1[a-z]\b")
"""Written as no schoolbook would: `3x + -4x`, `0n`, `0/3`, `nn`, `1x`."""


class Triple(NamedTuple):
    """Three items about one misconception."""

    misconception: str
    base: Item
    same_rule: Item
    rule_breaking: Item

    @property
    def distance(self) -> int:
        """How many characters of the base the rule-breaking edit changes."""
        return distance(self.base.text, self.rule_breaking.text)


class Answered(NamedTuple):
    """What somebody wrote on one item of a triple."""

    triple: Triple
    text: str


def triples(domain: Domain, name: str, n: int, rng: Random, *, kind: str | None = None) -> list[Triple]:
    """n triples of a misconception with different rule-breaking items, these of one kind if it is named.

    Of the edits tried for each, the one that keeps the base within the misconception's kinds and
    changes the fewest characters is taken.
    raises: BadInput when there is no such misconception, it cannot show on the kind, or too few are found
    """
    misconception = known(domain, name)
    kinds = misconception.kinds if kind is None else (kind,)
    found: dict[str, Triple] = {}
    for _ in range(4 * n):
        triple = _triple(domain, misconception, kinds, rng)
        if triple is not None:
            found.setdefault(triple.rule_breaking.text, triple)
        if len(found) == n:
            return list(found.values())
        if triple is None and not found:
            break
    if found:
        raise BadInput(f"only {len(found)} of {n} different triples for {name} found", remedy="ask for fewer")
    raise BadInput(
        f"no triple for {name}: its holder gets none of the items right that are a small edit away",
        remedy=f"`teachsim items --target {name}` gives items on which it shows",
    )


def transfer(domain: Domain, answers: Iterable[Answered]) -> float | None:
    """The share of right answers to the same-rule items, from 0 to 1; None when there is no answer.

    What cannot be read as an answer is not right.
    """
    return _share(_right(domain, one.triple.same_rule, one.text) for one in answers)


def over_application(domain: Domain, answers: Iterable[Answered]) -> float | None:
    """The share of answers to the rule-breaking items that are the holder's, from 0 to 1; None of none.

    A wrong answer to which another rule or a slip leads does not count.
    """
    return _share(
        is_one_of(
            domain,
            one.triple.rule_breaking,
            one.text,
            holders_answers(domain, one.triple.rule_breaking, (one.triple.misconception,)),
        )
        for one in answers
    )


def holders_answers(domain: Domain, item: Item, names: Iterable[str]) -> set[str]:
    """The wrong answers of holders of these misconceptions, as they write them and as they are read.

    Empty where the item breaks none of their rules; a name that the domain does not know is left out.
    """
    breaking = tuple(name for name in names if name in domain.misconceptions and fails(domain, name, item))
    tables = domain.predict(item, breaking) if breaking else {}
    found: set[str] = set()
    for text in (text for name in breaking for text in tables[name]):
        read = domain.read_answer(item, text)
        if read is None or not domain.grade(item, read):
            found |= {text} if read is None else {text, read.text}
    return found


def is_one_of(domain: Domain, item: Item, text: str, answers: Container[str]) -> bool:
    """Whether a text is one of these answers to the item, as it stands or as it is read."""
    read = domain.read_answer(item, text)
    return text in answers or (read is not None and read.text in answers)


def _right(domain: Domain, item: Item, text: str) -> bool:
    answer = domain.read_answer(item, text)
    return answer is not None and domain.grade(item, answer)


def _share(claims: Iterable[bool]) -> float | None:
    listed = list(claims)
    return sum(listed) / len(listed) if listed else None


class _Edit(NamedTuple):
    """A base with the item that an edit makes of it; the lesser, the better."""

    odd: bool
    """Whether nobody would write the base like that."""
    elsewhere: bool
    """Whether the base is of a kind on which the misconception cannot show."""
    distance: int
    off_slot: bool
    """Whether the right solution of the base does not even pass the misconception's slot."""
    tie: float
    base: Item
    breaking: Item


def _triple(domain: Domain, misconception: Misconception, kinds: Sequence[str], rng: Random) -> Triple | None:
    """The best of the edits of a few items; None when none of them leads to a triple."""
    found: list[_Edit] = []
    drawn: list[Item] = []
    for n in range(BREAKING):
        breaking = domain.generate(kinds[n % len(kinds)], misconception.id, rng)
        if not fails(domain, misconception.id, breaking):
            continue
        drawn.append(breaking)
        found += _nearest(domain, misconception, breaking, rng)
        best = min((edit[:4] for edit in found), default=None)
        if best is not None and best <= (False, False, 1, n >= BREAKING // 2):
            break
    if not found:
        for breaking in drawn:
            found += _edited(
                domain, misconception, breaking, _reframed(domain, misconception, breaking, rng), rng
            )
    for edit in sorted(found, key=lambda edit: edit[:5])[:BREAKING]:
        variant = next(_variants(domain, misconception.id, edit, rng), None)
        if variant is not None:
            return Triple(misconception.id, edit.base, variant, edit.breaking)
    return None


def works(domain: Domain, name: str, item: Item) -> bool:
    """Whether all holders of a misconception get the item right."""
    return not domain.shows(name, item) and all(
        domain.grade(item, way.solution.answer) for way in domain.ways(item, (name,))
    )


def fails(domain: Domain, name: str, item: Item) -> bool:
    """Whether the misconception makes its holders' most common answer to the item wrong."""
    if not domain.shows(name, item):
        return False
    solution = domain.solve(item, (name,))
    return name in solution.fired and not domain.grade(item, solution.answer)


def _nearest(domain: Domain, misconception: Misconception, breaking: Item, rng: Random) -> Iterator[_Edit]:
    """Small edits of an item where the misconception's holder is right, nearest first.

    They end ENOUGH behind the first that is as good as any, or where they go further than it.
    """
    texts = edits(breaking.text)
    rng.shuffle(texts)
    texts.sort(key=lambda text: distance(text, breaking.text))
    good: list[_Edit] = []
    for edit in _edited(domain, misconception, breaking, map(domain.parse, texts), rng):
        if good and edit.distance > good[0].distance:
            break
        yield edit
        good += [edit] if not (edit.odd or edit.elsewhere) else []
        if len(good) == ENOUGH:
            break


def _edited(
    domain: Domain,
    misconception: Misconception,
    breaking: Item,
    bases: Iterable[Item | None],
    rng: Random,
) -> Iterator[_Edit]:
    """Those that the misconception's holder gets right, as bases of an item that he does not."""
    longest = max(reach(domain, breaking.kind), digits(breaking.text))
    for base in bases:
        if base is None or base.text == breaking.text or digits(base.text) > longest:
            continue
        away = distance(base.text, breaking.text)
        if away <= FURTHEST and works(domain, misconception.id, base):
            yield _Edit(
                _ODD.search(base.text) is not None,
                base.kind not in misconception.kinds,
                away,
                misconception.slot not in domain.slots(base),
                rng.random(),
                base,
                breaking,
            )


def _reframed(
    domain: Domain, misconception: Misconception, breaking: Item, rng: Random
) -> Iterator[Item | None]:
    """Items in other words with the numbers of this one, or all but one of them.

    Of its own kinds, where the words' own numbers serve as well, and of those whose right solution
    passes a slot that this one's passes too.
    """
    slots = set(domain.slots(breaking))
    given = [numeral.text for numeral in numerals(breaking.text)]
    yield from map(domain.parse, double_edits(breaking.text))
    for kind in domain.kinds:
        own = kind in misconception.kinds
        for _ in range(REFRAMED if own else REFRAMED // 10):
            frame = domain.generate(kind, None, rng)
            if not own and not slots & set(domain.slots(frame)):
                break
            if own:
                yield frame
            found = numerals(frame.text)
            if not given or len(found) != len(given):
                continue
            for kept in range(len(given) + 1):
                new = {n: text for n, text in enumerate(given) if n != kept}
                yield domain.parse(rewritten(frame.text, found, new))


def _variants(domain: Domain, name: str, edit: _Edit, rng: Random) -> Iterator[Item]:
    """Items worked by the same rules as the base: in its words, else in others, else edits of the base."""
    base, method = edit.base, _method(domain, edit.base)

    def suits(item: Item | None) -> bool:
        return (
            item is not None
            and item.kind == base.kind
            and item.text not in {base.text, edit.breaking.text}
            and _method(domain, item) == method
            and works(domain, name, item)
        )

    drawn = [domain.generate(base.kind, None, rng) for _ in range(VARIANTS)]
    yield from (item for item in drawn if shape(item.text) == shape(base.text) and suits(item))
    for _ in range(VARIANTS):
        item = domain.parse(_renumbered(base.text, rng))
        if (
            item is not None
            and not _ODD.search(item.text)
            and suits(item)
            and _form(domain, item) == _form(domain, base)
        ):
            yield item
    near = (domain.parse(text) for text in edits(base.text))
    yield from (item for item in (*drawn, *near) if item is not None and suits(item))


def _method(domain: Domain, item: Item) -> tuple[frozenset[str], frozenset[str]]:
    """The slots that the right solution passes, and the rules it uses there."""
    return frozenset(domain.slots(item)), frozenset(step.rule for step in domain.solve(item).steps)


def _form(domain: Domain, item: Item) -> str:
    return shape(domain.solve(item).answer.text)


def _renumbered(text: str, rng: Random) -> str:
    """The text with some of its numerals drawn anew, as long as they were."""
    found = numerals(text)
    new = {
        n: "".join(_digit(character, first=at == 0 and numeral.digits > 1, rng=rng)
                   for at, character in enumerate(numeral.text))
        for n, numeral in enumerate(found)
        if rng.random() < 0.7
    }  # fmt: skip
    return rewritten(text, found, new)


def _digit(character: str, *, first: bool, rng: Random) -> str:
    if not character.isdigit() or character == "0":
        return character
    return str(rng.randint(1, 9) if first else rng.randrange(10))
