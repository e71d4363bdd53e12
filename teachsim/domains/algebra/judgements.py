"""Is it true always, sometimes or never: notation, claims, checks and fresh items. `JUDGEMENTS` is the topic.

How an equation is judged, rightly and wrongly, is in `judgements_rules`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING

from teachsim.domains.algebra.judgements_rules import ALWAYS, NEVER, SOMETIMES, Judged, book, gap, truth, work
from teachsim.domains.algebra.phrases_meaning import SIDE, holds, root_of, stripped
from teachsim.domains.algebra.phrases_topic import WordTopic, Worked, check, plain
from teachsim.domains.base import Answer, Item
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation, letters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from random import Random

    from teachsim.domains.algebra.phrases_meaning import Point
    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

KINDS = ("always-sometimes-never", "true-if")
_SIDES = r"[^=:,;?.\"]{1,40}=[^=:,;?.\"]{1,40}"
_VERDICT = r"(?:true )?always,? sometimes,? or never(?: true)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:is it )?{_VERDICT}: (?P<asked>{_SIDES}?)(?:,? if (?P<given>{_SIDES}))?",
        rf"is (?P<asked>{_SIDES}?) {_VERDICT}",
        rf"(?:if )?(?P<given>{_SIDES}?)[,.:] can (?P<asked>{_SIDES}?)(?: be true)?",
        rf"can (?P<asked>{_SIDES}?)(?: be true)?(?:,? if (?P<given>{_SIDES}))?",
    )
)
_VERDICTS = (
    (
        NEVER,
        r"never(?: true)?|no|impossible|(?:no, )?(?:it|they|[A-Za-z]) (?:can't|cannot|can never) be\b.{0,60}",
    ),
    (
        SOMETIMES,
        r"sometimes(?: true)?|yes|it (?:depends|can be)|(?:it|they) can(?: be.{0,40})?|true if .{1,60}",
    ),
    (ALWAYS, r"always(?: true)?|for (?:all|every|any) numbers?"),
)
_MOST_LETTERS = 4
_MOST_TRIES = 200


class Judgements(WordTopic):
    """The topic of judging when an equation is true."""

    name = "judgements"
    kinds = KINDS
    book = book
    transfers: Mapping[str, tuple[str, ...]] = {KINDS[0]: (KINDS[1],), KINDS[1]: (KINDS[0],)}
    items_in_text = re.compile(
        rf"\balways, sometimes or never: {SIDE} ?= ?{SIDE}(?:, if {SIDE} ?= ?{SIDE})?", re.IGNORECASE
    )
    answers_in_text = re.compile(r"\b(?:always|sometimes|never) true\b", re.IGNORECASE)

    def parse(self, text: str) -> Item | None:
        """The item: `always, sometimes or never: a + b = a + c`, perhaps with `, if b + g = 8`."""
        line = plain(text)
        if not line or "=" not in line:
            return None
        for form in _FORMS:
            match = form.fullmatch(line.rstrip("?. "))
            if match and (task := _task(**match.groupdict())):
                return Item("algebra", KINDS[task.given is not None], task.text, task)
        return None

    def work(self, item: Item, hand: Hand) -> Worked:
        """Judge it with the rules of this hand."""
        text, steps = work(item.data, hand)
        return Worked(Answer(text, "relation"), steps)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """One of the three verdicts."""
        line = plain(text)
        line = stripped(line) if line else ""
        found = (verdict for verdict, form in _VERDICTS if re.fullmatch(form, line, re.IGNORECASE))
        verdict = next(found, None)
        return None if verdict is None else Answer(verdict, "relation")

    def grade(self, item: Item, answer: Answer) -> bool:
        """The right one of the three."""
        return answer.text == truth(item.data)

    def others(self, item: Item) -> Sequence[str]:
        """All three verdicts."""
        return (ALWAYS, SOMETIMES, NEVER)

    def plausible(self, item: Item) -> int:
        """Three."""
        return 3

    def answer_in_text(self, text: str) -> Answer | None:
        """A verdict."""
        return Answer(text.lower(), "relation")

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Numbers that make it true, or false."""
        return tuple(_with_numbers(item.data, answer.text))

    def generate(self, kind: str, rng: Random) -> Item:
        """Short equations with small numbers."""
        while True:
            equation, given = _fresh(rng) if kind == KINDS[0] else _fresh_with_given(rng)
            item = self.parse(f"always, sometimes or never: {equation}" + (f", if {given}" if given else ""))
            if item is not None and item.kind == kind:
                return item

    # --- claims, told from the equation as it is written

    @staticmethod
    def _two_letters_alone_differ(item: Item) -> bool:
        """All else being the same, one letter stands where another one does on the other side."""
        found = gap(item.data.equation) or {}
        return truth(item.data) != NEVER and sorted(map(len, found)) == [1, 1] and not sum(found.values())

    @staticmethod
    def _a_letter_comes_again(item: Item) -> bool:
        text = written(item.data.equation)
        again = any(text.count(letter) > 1 for letter in item.data.letters)
        return again and item.data.given is None and truth(item.data) != SOMETIMES

    @staticmethod
    def _holds_for_some_numbers(item: Item) -> bool:
        return item.data.given is None and truth(item.data) == SOMETIMES

    @staticmethod
    def _sides_are_switched(item: Item) -> bool:
        one, two = (
            written(side).split(" - ") for side in (item.data.equation.left, item.data.equation.right)
        )
        plain = len(one) == len(two) == 2 and not re.search(r"[+()]|^-|-$| -\d", " ".join([*one, *two]))
        return plain and one == two[::-1] and truth(item.data) != ALWAYS

    claims: Mapping[str, Callable[[Item], bool]] = {
        "different-letters-differ": _two_letters_alone_differ,
        "same-letter-may-differ": _a_letter_comes_again,
        "one-try-decides": _holds_for_some_numbers,
        "switches-around-minus": _sides_are_switched,
    }


JUDGEMENTS = Judgements()


def _task(asked: str, given: str | None = None) -> Judged | None:
    found = [_equation(text) for text in ([asked] if given is None else [asked, given])]
    if None in found:
        return None
    equation, known = (*found, None)[:2]
    assert equation is not None
    if known is not None and not any(gap(known) or {}):
        return None
    task = Judged(equation, known)
    return task if 0 < len(task.letters) <= _MOST_LETTERS and letters_of(equation) else None


def _equation(text: str) -> Equation | None:
    node = parse(text)
    return node if isinstance(node, Equation) and gap(node) is not None else None


# --- checks -------------------------------------------------------------------------------------------


def _points(letters: Sequence[str], line: Equation | None) -> Iterator[Point]:
    """Small numbers for the letters, then halves; with a line, numbers on which that holds."""
    known = {} if line is None else gap(line) or {}
    last = next((key[0] for key in known if key), None)
    free = [letter for letter in letters if letter != last]
    numbers = [*map(Fraction, range(2, 21)), *(Fraction(n, 2) for n in range(1, 41, 2))]
    for chosen in product(numbers[: 8 if len(free) > 2 else None], repeat=len(free)):
        point = dict(zip(free, chosen, strict=True))
        if line is None or last is None:
            yield point
        elif (root := root_of(line, last, point)) is not None:
            yield {letter: (point | {last: root})[letter] for letter in letters}


def _with_numbers(task: Judged, text: str) -> Iterator[Check]:
    right = truth(task)
    refutes = text != right
    wanted = right == ALWAYS or (right == SOMETIMES and text != ALWAYS)
    line = task.given or (task.equation if wanted and right == SOMETIMES else None)
    tried = islice(_points(task.letters, line), _MOST_TRIES)
    fitting = (point for point in tried if min(point.values()) > 0)
    point = next((point for point in fitting if holds(task.equation, point) == wanted), None)
    if point is None:
        return
    shown = " and ".join(f"{_number(number)} for {letter}" for letter, number in point.items())
    words = written(task.equation)
    seen = f"with {shown} in every place {words} is {'true' if wanted else 'not true'}"
    if right != SOMETIMES:
        seen += ", and it's the same with any number"
    seen += f", so {text} can't be right" if refutes else f", and I said {text}"
    yield check(
        "with-numbers",
        (
            f"Put {shown}. Is {words} true then?",
            f"What do both sides come to if you put {shown}?",
            f"Put {shown}, and then other numbers. When is it true?",
        ),
        seen,
        refutes=refutes,
        cue=r"\bput \S+ for\b",
        slots=("when-is-it-true",),
    )


def _number(number: Fraction) -> str:
    return str(number if number.denominator == 1 else float(number))


# --- fresh items --------------------------------------------------------------------------------------

_SETS = ("abc", "xyz", "mnp", "pqr", "rst", "kmn", "bgh")


def _fresh(rng: Random) -> tuple[str, str]:
    one, two, three = list(rng.choice(_SETS))
    m, n = rng.sample(range(2, 13), 2)
    equation = rng.choice(
        (
            f"{one} = {two}",
            f"{one} + {two} = {one} + {three}",
            f"{one} + {m} = {two} + {m}",
            f"{m}{one} = {m}{two}",
            f"{one} + {two} = {two} + {one}",
            f"{one} - {two} = {two} - {one}",
            f"{one} - {m} = {m} - {one}",
            f"{one} + {one} = 2{one}",
            f"{one} + {one} + {m} = 2{one} + {m}",
            f"{one} + {m} = {one} + {n}",
            f"{one} = {one} + {m}",
            f"{one} + {m} = {m + n}",
            f"{m}{one} = {one} + {n}",
            f"{m}({one} + {n}) = {m}{one} + {m * n}",
            f"{m}({one} + {n}) = {m}{one} + {n}",
        )
    )
    return equation, ""


def _fresh_with_given(rng: Random) -> tuple[str, str]:
    one, two, three = list(rng.choice(_SETS))
    total, m = rng.randint(5, 30), rng.randint(2, 9)
    return rng.choice(
        (
            (f"{one} = {two}", f"{one} + {two} = {total}"),
            (f"{one} = {two}", f"{one} + {two} = {total}"),
            (f"{one} + {m} = {two} + {m}", f"{one} + {two} = {total}"),
            (f"{one} = {two}", f"{one} = {two} + {m}"),
            (f"{one} = {three}", f"{one} + {two} + {three} = {total}"),
            (f"{one} + {two} + {m} = {total + m}", f"{one} + {two} = {total}"),
            (f"{one} - {two} = {two} - {one}", f"{one} + {two} = {total}"),
        )
    )
