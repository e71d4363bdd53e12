"""Questions about concepts, and belief cards that answer them. `CONCEPTS` is the topic `concepts`.

Here nothing is worked out that a procedure would: what a holder says is an authored answer with slots from
the item. All of it is data, in `misconceptions/concepts.yaml`; how that is read stands in `concepts_cards`.
Strength, checks, doubt and revision work as for any other misconception.
"""

from __future__ import annotations

import re
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.algebra.concepts_cards import Card, cards, says
from teachsim.domains.algebra.concepts_templates import Sum, all_hold, is_number
from teachsim.domains.algebra.phrases_topic import WordTopic, Worked, check, plain
from teachsim.domains.base import Answer, Item
from teachsim.domains.rules import Rule, Rulebook
from teachsim.domains.topical import DRAWS
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random
    from typing import Any

    from teachsim.domains.algebra.concepts_cards import Cards, Form, Question
    from teachsim.domains.algebra.concepts_templates import Slots, Template
    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

UNSAID = "that's how it looks to me"
"""The reason of a card that gives none."""
_ONE_NUMBER = re.compile(r"[^0-9]{0,40}?(-?[0-9]{1,12})[^0-9]{0,40}")


class Asked(NamedTuple):
    """What an item asks."""

    kind: str
    slots: tuple[tuple[str, str], ...]
    """What stands in each slot, sorted by their names."""


class Told(NamedTuple):
    """An answer and its reason."""

    answer: str
    because: str


class Concepts(WordTopic):
    """The topic of questions and cards in one file."""

    name = "concepts"

    def __init__(self, found: Cards) -> None:
        self.catalogue = found.catalogue
        self._questions = found.questions
        self.kinds = tuple(found.questions)
        self.transfers = {kind: question.transfer for kind, question in found.questions.items()}
        self.book = Rulebook()
        for slot in dict.fromkeys(question.slot for question in found.questions.values()):
            self.book.right[slot] = Rule(f"right-about-{slot}", slot, self._rightly)
        for card in found.cards.values():
            self.book.wrong[card.id] = Rule(card.id, card.slot, partial(self._wrongly, card), card.source)
        self.claims = {card.id: partial(_claimed, card) for card in found.cards.values()}

    @cached_property
    def items_in_text(self) -> re.Pattern[str]:
        """Where a question may stand in running text."""
        forms = [form.in_text for question in self._questions.values() for form in question.forms]
        return re.compile(rf"(?<![\w.])(?:{'|'.join(forms)})", re.IGNORECASE)

    @cached_property
    def answers_in_text(self) -> re.Pattern[str]:
        """Where an answer that is no number may stand in running text, the longest first."""
        said = {_loose(q, one[0]) for q in self._questions.values() if not q.numeric for one in q.answers}
        longest_first = sorted(said, key=len, reverse=True)
        return re.compile(rf"(?<![\w.])(?:{'|'.join(longest_first)})(?![\w])", re.IGNORECASE)

    def parse(self, text: str) -> Item | None:
        """The item, if the text is one of the questions."""
        line = plain(text)
        if not line or not line.isascii():
            return None
        for question in self._questions.values():
            for form in question.forms:
                found = re.fullmatch(form.whole, line, re.IGNORECASE)
                if found and (item := _item(question, form, found)):
                    return item
        return None

    def work(self, item: Item, hand: Hand) -> Worked:
        """What this student answers, and the one line that says why."""
        question = self._questions[item.kind]
        taken = hand.at(question.slot, item.data)
        answer, because = taken.value
        step = taken.step(
            f"{because}: {answer}",
            f"{because}, so I say {answer}",
            f"{because}, so my answer is {answer}",
            f"{because}, and that's why I say {answer}",
            f"well, {because}, so I'd say {answer}",
        )
        return Worked(self._answer(item, answer), (step,))

    def slot_of(self, kind: str) -> str:
        """The slot at which a question is answered."""
        return self._questions[kind].slot

    def answered(self, kind: str, answer: str) -> Callable[[Asked], Told | None]:
        """A mal-rule that answers one kind of question so. Raises BadInput for what is no answer to it."""
        card = Card("", "", "", {kind: says(self._questions[kind], answer, UNSAID)})
        return partial(self._wrongly, card)

    def _rightly(self, asked: Asked) -> Told:
        question = self._questions[asked.kind]
        slots = dict(asked.slots)
        return Told(question.right.filled(slots), question.because.filled(slots))

    def _wrongly(self, card: Card, asked: Asked) -> Told | None:
        """What the card says; None where that is right, or where it has nothing to say."""
        said = card.says.get(asked.kind)
        if said is None:
            return None
        slots = dict(asked.slots)
        answer = said.answer.filled(slots)
        return None if answer == self._rightly(asked).answer else Told(answer, said.because.filled(slots))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """One of the answers that may be given here, in full or in short; else a number, if one is asked."""
        line = plain(text)
        if not line:
            return None
        question = self._questions[item.kind]
        if question.numeric:
            found = _ONE_NUMBER.fullmatch(line)
            return Answer(str(int(found[1])), "number") if found else None
        line = _bare(line)
        for full, *short in self._in_words(item):
            if line in (_bare(full), *map(_bare, short)):
                return Answer(full, "relation")
        return None

    def _in_words(self, item: Item) -> list[list[str]]:
        """Each answer that may be given here, with its shorter forms behind it."""
        slots = dict(item.data.slots)
        question = self._questions[item.kind]
        return [[form.filled(slots) for form in one] for one in question.answers]

    def grade(self, item: Item, answer: Answer) -> bool:
        """The right one of them."""
        read = self.read_answer(item, answer.text)
        return read is not None and read.text == self._rightly(item.data).answer

    def others(self, item: Item) -> Sequence[str]:
        """All that may be answered, each once."""
        return list(dict.fromkeys(one[0] for one in self._in_words(item)))

    def plausible(self, item: Item) -> int:
        """As many as there are answers; some more numbers, where one is asked."""
        return 10 if self._questions[item.kind].numeric else max(2, len(self.others(item)))

    def answer_in_text(self, text: str) -> Answer | None:
        """An answer in its full words."""
        return Answer(text, "relation")

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """The ways that stand beside the question."""
        question, slots = self._questions[item.kind], dict(item.data.slots)
        refutes = not self.grade(item, answer)
        end = "that doesn't go with what I said" if refutes else "that goes with what I said"
        return tuple(
            check(
                test.name,
                tuple(ask.filled(slots) for ask in test.asks),
                f"{test.finds.filled(slots)}, and {end}",
                refutes=refutes,
                cue=test.cue,
                slots=test.slots,
            )
            for test in question.tests
        )

    def generate(self, kind: str, rng: Random) -> Item:
        """A random row and form with fresh numbers.

        raises: BadInput for a question whose numbers hardly ever go together
        """
        question = self._questions[kind]
        for _ in range(DRAWS):
            form = rng.choice(question.forms)
            slots: Slots = dict(rng.choice(question.rows))
            for slot, how in (question.draw | form.draw).items():
                slots[slot] = _fresh(how, slots, rng)
            item = self.parse(form.text.filled(slots))
            if item is not None and item.kind == kind:
                return item
        raise BadInput(
            f"no numbers drawn for the question {kind!r} go together",
            place=kind,
            remedy="widen its `draw`, or ask less of its `needs`",
        )


def _fresh(how: Any, slots: Slots, rng: Random) -> str:
    if isinstance(how, Sum):
        return str(how.worth(slots))
    return str(rng.choice(how["of"]) if isinstance(how, dict) else rng.randint(*how))


def _item(question: Question, form: Form, found: re.Match[str]) -> Item | None:
    """The item of these slots; None where they do not go together."""
    read = {name: value if is_number(name) else value.lower() for name, value in found.groupdict().items()}
    row = next((row for row in question.rows if _fits(row, read)), None)
    if row is None:
        return None
    slots = row | {name: str(int(v)) for name, v in read.items() if is_number(name)} | {"form": form.name}
    if not all_hold(question.needs, slots):
        return None
    return Item("algebra", question.kind, form.text.filled(slots), Asked(question.kind, _sorted(slots)))


def _fits(row: Mapping[str, str], read: Mapping[str, str]) -> bool:
    return all(row[name].lower() == value for name, value in read.items() if not is_number(name))


def _sorted(slots: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(slots.items()))


def _claimed(card: Card, item: Item) -> bool:
    """What the card itself says about where it shows."""
    return all_hold(card.says[item.kind].shows_if, dict(item.data.slots))


def _bare(text: str) -> str:
    line = " ".join(text.lower().rstrip(".!? ").split())
    return re.sub(r"^(?:(?:it's|it is|i'd say|i say) )?(?:(?:the|an?) )?", "", line)


def _loose(question: Question, answer: Template) -> str:
    """A regular expression for an answer with anything in its slots."""
    rows: Mapping[str, list[str]] = {name: [row[name] for row in question.rows] for name in question.rows[0]}
    return "".join(
        re.escape(part)
        if n % 2 == 0 and isinstance(part, str)
        else "(?:" + "|".join(map(re.escape, sorted(set(rows[part]), reverse=True))) + ")"
        if isinstance(part, str) and part in rows
        else "-?[0-9]{1,6}"
        for n, part in enumerate(answer.parts)
    )


CONCEPTS = Concepts(cards("algebra"))
"""The topic of questions about concepts."""
