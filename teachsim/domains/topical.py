"""A domain made of topics: hands every item to the topic that owns its kind.

What is decided here and not in a topic: which misconceptions matter on an item, how their rules mix,
what each hypothesis predicts, and what is kept from one question to the next. A new topic is one module
that fulfils `Topic` and one YAML file of misconceptions and ideas.
"""

from __future__ import annotations

from copy import copy
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from teachsim.domains import index, rules
from teachsim.domains.base import CORRECT, UNKNOWN, Way
from teachsim.domains.rules import Hand, Rulebook
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from random import Random

    from teachsim.domains.base import Answer, Check, Idea, Item, Misconception, Solution, Span
    from teachsim.domains.catalogue import Catalogue
    from teachsim.domains.rules import Rule, Taken

DRAWS = 1000
"""How many random items are tried before a target is said not to show on a kind."""
LONGEST = 200
"""Characters; nothing longer is an item or an answer."""


class Topic(Protocol):
    """One topic: its notation, procedures, rules, claims and checks."""

    @property
    def name(self) -> str:
        """Such as `whole-numbers`; also the stem of its YAML file."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The item kinds it owns."""

    @property
    def book(self) -> Rulebook:
        """Its right rules and mal-rules."""

    @property
    def claims(self) -> Mapping[str, Callable[[Item], bool]]:
        """By misconception id: whether it shows on an item of one of its kinds.

        Written about what the item holds, not by running the rules.
        """

    def parse(self, text: str) -> Item | None:
        """The item, if the text is one of this topic's."""

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand, step by step."""

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer as typed (`52 - 38 = 14` and `14` both read as 14), or None."""

    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether it is right, in a form the item accepts."""

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """The ways in which somebody who got this answer may write it; shares that sum to 1."""

    def plausible(self, item: Item) -> int:
        """How many answers a slip spreads over."""

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The same with one careless error."""

    def guess(self, item: Item, rng: Random) -> Answer:
        """An answer from no idea at all."""

    def generate(self, kind: str, rng: Random) -> Item:
        """A random item of a kind, of school-book size."""

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """Kinds among these that ask the same understanding in another form; the kind itself if none."""

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""


class WholeItem(Protocol):
    """A misconception that answers an item as a whole, in place of the topic's procedure."""

    def ways(self, item: Item) -> list[Way]:
        """What its holders do, most common first; weights sum to 1. Nothing where it does not fire."""

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """One of these solutions with one careless error."""


class _Passed(NamedTuple):
    """What the right solution of an item comes through."""

    slots: tuple[str, ...]
    """In the order in which they were asked."""
    would_fire: frozenset[str]
    """Mal-rules that would have made something else of a situation on the way."""


class _Trial(Hand):
    """The right rules, which note what each of these mal-rules would have done on their way."""

    def __init__(self, book: Rulebook, wrong: Mapping[str, Sequence[Rule]]) -> None:
        """wrong: the mal-rules by slot."""
        super().__init__(book)
        self._wrong = wrong
        self.would_fire: set[str] = set()

    def at(self, slot: str, *situation: Any) -> Taken:
        for rule in self._wrong.get(slot, ()):
            if rule.name not in self.would_fire and rule.apply(*situation) is not None:
                self.would_fire.add(rule.name)
        return super().at(slot, *situation)


class TopicDomain:
    """A domain in the sense of `teachsim.domains.base.Domain`."""

    version = "1"

    def __init__(
        self,
        name: str,
        topics: Sequence[Topic],
        catalogues: Iterable[Catalogue],
        spans: Callable[[str, Callable[[str], Item | None]], list[Span]],
    ) -> None:
        """spans: finds items and answers in running text, given how an item is parsed."""
        self.name = name
        self._topics = tuple(topics)
        self._by_kind = {kind: topic for topic in topics for kind in topic.kinds}
        self._misconceptions: dict[str, Misconception] = {}
        self._ideas: dict[str, Idea] = {}
        for catalogue in catalogues:
            self._misconceptions |= catalogue.misconceptions
            self._ideas |= catalogue.ideas
        self._books = {kind: topic.book for kind, topic in self._by_kind.items()}
        self._whole: dict[str, WholeItem] = {}
        self._definitions: tuple[Mapping[str, Any], ...] = ()
        # A session reads the same few texts again and again: as words, by the guard, by every ear.
        # as many as some hundred sessions at once have at hand; more is memory that is never asked again
        self._parsed = lru_cache(maxsize=16384)(self._fresh_parse)
        self._found = lru_cache(maxsize=4096)(lambda text: spans(text, self.parse))
        self._tests = lru_cache(maxsize=4096)(lambda item, answer: self._topic(item).checks(item, answer))
        self._table = lru_cache(maxsize=8192)(self._fresh_table)
        self._ways = lru_cache(maxsize=2048)(self._fresh_ways)
        self._right = lru_cache(maxsize=2048)(self._fresh_right)
        self._together = lru_cache(maxsize=16384)(self._fresh_together)
        self._passed = lru_cache(maxsize=4096)(self._fresh_passed)
        self._wrong_on = lru_cache(maxsize=None)(self._fresh_wrong_on)

    def extended(
        self,
        misconceptions: Iterable[Misconception],
        book: Rulebook,
        whole: Mapping[str, WholeItem] | None = None,
        definitions: Iterable[Mapping[str, Any]] = (),
    ) -> TopicDomain:
        """A new domain with these misconceptions too, backed by the mal-rules of this book.

        This one stays as it is. No claim is asked for the added ones: where they show is found by
        working the item.

        whole:       those that answer an item whole, by id; they need no rule in the book
        definitions: the added ones as plain data, for a transcript to keep
        """
        other = copy(self)
        other._whole = self._whole | dict(whole or {})
        other._definitions = (*self._definitions, *definitions)
        other._misconceptions = self._misconceptions | {m.id: m for m in misconceptions}
        other._books = {kind: old.merged(book) for kind, old in self._books.items()}
        # what the others keep (texts read, right solutions) holds for both
        other._table = lru_cache(maxsize=8192)(other._fresh_table)
        other._ways = lru_cache(maxsize=2048)(other._fresh_ways)
        other._together = lru_cache(maxsize=16384)(other._fresh_together)
        other._passed = lru_cache(maxsize=4096)(other._fresh_passed)
        other._wrong_on = lru_cache(maxsize=None)(other._fresh_wrong_on)
        return other

    def forget(self) -> None:
        """Drop the solutions and predictions that are kept, so that a measurement sees the work."""
        for kept in (self._table, self._ways, self._right, self._together, self._passed):
            kept.cache_clear()
        index.forget(self)

    @property
    def definitions(self) -> tuple[Mapping[str, Any], ...]:
        """The misconceptions it was extended with, as plain data."""
        return self._definitions

    def book_of(self, kind: str) -> Rulebook:
        """The rules of the topic that owns a kind."""
        return self._books[kind]

    @property
    def book(self) -> Rulebook:
        """The rules of all topics."""
        return reduce(Rulebook.merged, self._books.values())

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of item that can be parsed and generated."""
        return tuple(self._by_kind)

    @property
    def misconceptions(self) -> Mapping[str, Misconception]:
        """The catalogue, by id, topic by topic."""
        return self._misconceptions

    @property
    def ideas(self) -> Mapping[str, Idea]:
        """What is to be understood, by slot."""
        return self._ideas

    def parse(self, text: str) -> Item | None:
        """The item as written, read by the first topic that can; None when none does."""
        return None if len(text) > LONGEST else self._parsed(text)

    def _fresh_parse(self, text: str) -> Item | None:
        return next((item for topic in self._topics if (item := topic.parse(text))), None)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer typed for this item, in its written form."""
        return None if len(text) > LONGEST else self._topic(item).read_answer(item, text)

    def spans(self, text: str) -> list[Span]:
        """The items and answers found in running text, longest first match, left to right."""
        return self._found(text)

    def solve(self, item: Item, held: Sequence[str] = ()) -> Solution:
        """What holders of these misconceptions most often do."""
        return self.ways(item, held)[0].solution

    def ways(self, item: Item, held: Sequence[str]) -> list[Way]:
        """All that they do, most common first; weights sum to 1. The list is shared, only to be read."""
        return self._ways(item, tuple(held))

    def _fresh_ways(self, item: Item, held: tuple[str, ...]) -> list[Way]:
        topic = self._topic(item)
        matter = [m for m in map(self._misconception, held) if item.kind in m.kinds]
        # whoever answers the item whole never comes to the places where the others would show
        if whole := next((ways for m in matter if (ways := self._whole_ways(m, item))), None):
            return whole
        matter = [m for m in matter if m.id not in self._whole]
        if not matter:
            return [Way(1.0, self._right(item))]
        # whether one of them fires is not asked before: to find out costs as much as to work it
        return rules.ways(matter, lambda chosen: topic.solve(item, Hand(self._books[item.kind], chosen)))

    def _whole_ways(self, misconception: Misconception, item: Item) -> list[Way]:
        """What it makes of the item whole; nothing off the slot whose idea would mend it."""
        whole = self._whole.get(misconception.id)
        if whole is None or misconception.slot not in self.slots(item):
            return []
        return whole.ways(item)

    def _fresh_right(self, item: Item) -> Solution:
        topic = self._topic(item)
        return topic.solve(item, Hand(topic.book))

    def _fresh_passed(self, item: Item) -> _Passed:
        topic = self._topic(item)
        hand = _Trial(self._books[item.kind], self._wrong_on(item.kind))
        topic.solve(item, hand)
        return _Passed(tuple(hand.asked), frozenset(hand.would_fire))

    def _fresh_wrong_on(self, kind: str) -> dict[str, list[Rule]]:
        """By slot, the mal-rules of the misconceptions that can show on this kind."""
        book = self._books[kind]
        able = [m for m in self._misconceptions.values() if kind in m.kinds and m.id not in self._whole]
        used = [rule.rule for m in able for rule in m.rules]
        by_slot: dict[str, list[Rule]] = {}
        for rule in (book.wrong[name] for name in dict.fromkeys(used)):
            by_slot.setdefault(rule.slot, []).append(rule)
        return by_slot

    def _can_fire(self, misconception: Misconception, item: Item) -> bool:
        """Whether one of its rules fires somewhere on the way of the right solution.

        Up to the first place at which a holder goes another way the two ways are one, so who fires
        nowhere on it fires nowhere at all. Sparing those makes the table of an unseen item up to six
        times as fast.
        """
        if item.kind not in misconception.kinds:
            return False
        if misconception.id in self._whole:
            return bool(self._whole_ways(misconception, item))
        would_fire = self._passed(item).would_fire
        return any(weighted.rule in would_fire for weighted in misconception.rules)

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The same solution with one careless error in it."""
        if whole := next((self._whole[name] for name in solution.fired if name in self._whole), None):
            return whole.slip(item, solution, rng)
        return self._topic(item).slip(item, solution, rng)

    def guess(self, item: Item, rng: Random) -> Answer:
        """What a student writes who has no idea."""
        return self._topic(item).guess(item, rng)

    def predict(self, item: Item, hypotheses: Sequence[str]) -> dict[str, dict[str, float]]:
        """P(written answer | hypothesis); the inner tables are shared, so they are only to be read."""
        return {hypothesis: self._table(item, hypothesis) for hypothesis in hypotheses}

    def _fresh_table(self, item: Item, hypothesis: str) -> dict[str, float]:
        if hypothesis == UNKNOWN:
            return {}
        held: tuple[str, ...] = ()
        if hypothesis != CORRECT:
            if not self._can_fire(self._misconception(hypothesis), item):
                return self._table(item, CORRECT)
            held = (hypothesis,)
        return self._written(item, self.ways(item, held))

    def _written(self, item: Item, ways: Sequence[Way]) -> dict[str, float]:
        """P(written answer) of those who go these ways."""
        table: dict[str, float] = {}
        for weight, solution in ways:
            for text, share in self._topic(item).forms(item, solution.answer).items():
                table[text] = table.get(text, 0.0) + weight * share
        return table

    def predict_together(self, item: Item, held: Sequence[str]) -> dict[str, float]:
        """P(written answer) of those who hold all of these; the table is shared, only to be read."""
        return self._together(item, tuple(held))

    def _fresh_together(self, item: Item, held: tuple[str, ...]) -> dict[str, float]:
        return self._written(item, self.ways(item, held))

    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether the answer is right, in a form the item accepts."""
        return self._topic(item).grade(item, answer)

    def plausible(self, item: Item) -> int:
        """How many answers a slip or an unknown rule spreads over."""
        return self._topic(item).plausible(item)

    def shows(self, misconception: str, item: Item) -> bool:
        """Whether a holder's answer is wrong here, by the topic's claim."""
        if item.kind not in self._misconception(misconception).kinds:
            return False
        return self._claim(misconception, item)

    def _claim(self, misconception: str, item: Item) -> bool:
        """The topic's claim; of a misconception without one, whether its holder's answer is wrong."""
        claim = self._topic(item).claims.get(misconception)
        if claim is not None:
            return claim(item)
        return not self.grade(item, self.solve(item, (misconception,)).answer)

    def slots(self, item: Item) -> tuple[str, ...]:
        """The slots that the right solution of this item goes through."""
        return self._passed(item).slots

    def generate(self, kind: str, target: str | None, rng: Random) -> Item:
        """A fresh item of this kind; with a target, one on which it shows."""
        topic = self._by_kind.get(kind)
        if topic is None:
            remedy = did_you_mean(kind, self._by_kind, otherwise=f"known are {', '.join(self._by_kind)}")
            raise BadInput(f"no kind {kind!r} in {self.name}", remedy=remedy)
        if target is None:
            return topic.generate(kind, rng)
        misconception = self._misconception(target)
        if kind in misconception.kinds:
            for _ in range(DRAWS):
                item = topic.generate(kind, rng)
                if self._claim(target, item):
                    return item
        raise BadInput(
            f"{target} cannot show on {kind}", remedy=f"it shows on {', '.join(misconception.kinds)}"
        )

    def transfer_kinds(self, kind: str, target: str | None) -> tuple[str, ...]:
        """Kinds that ask the same understanding in another form, and on which the target can show."""
        able = self.kinds if target is None else self._misconception(target).kinds
        return self._by_kind[kind].transfer_kinds(kind, able)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""
        return self._tests(item, answer)

    def _topic(self, item: Item) -> Topic:
        return self._by_kind[item.kind]

    def _misconception(self, name: str) -> Misconception:
        found = self._misconceptions.get(name)
        if found is None:
            remedy = did_you_mean(name, self._misconceptions, otherwise="the catalogue lists them all")
            raise BadInput(f"no misconception {name!r} in {self.name}", remedy=remedy)
        return found
