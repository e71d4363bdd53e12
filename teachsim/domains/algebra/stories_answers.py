"""How the answers of frames are written: numbers, ratios, points, rules of functions, and choices."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from teachsim.domains.base import Answer, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

SAME = "the same"
_FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,14}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_NUMBER = re.compile(rf"(-?)(?:({_FIGURES})|(?:([0-9]{{1,9}}) )?([0-9]{{1,12}})/([0-9]{{1,12}}))")
_WHOLE = r"-?[0-9]{1,9}"
_RATIO = re.compile(r"([0-9]{1,9}) ?(?::|/|to|and) ?([0-9]{1,9})")
_POINT = re.compile(rf"\( ?({_WHOLE}) ?, ?({_WHOLE}) ?\)")
_RULE = re.compile(
    r"y ?= ?(-?)([0-9]{1,6}(?:\.[0-9]{1,4}|/[0-9]{1,6})?)? ?x(?: ?([+-]) ?([0-9]{1,9}(?:\.[0-9]{1,4})?))?"
)
_UNIT = re.compile(r"(?<=[0-9]) ?(?:%|[a-z]{1,12}(?: [a-z]{1,12})?)$", re.IGNORECASE)


class Form(Protocol):
    """A way of writing answers."""

    def read(self, text: str, choices: tuple[str, ...]) -> Answer | None:
        """The answer that a text writes; None when it is none."""

    def others(self, answer: Answer) -> tuple[str, ...]:
        """Its other usual forms."""

    def slipped(self, answer: Answer, choices: tuple[str, ...], rng: Random) -> str:
        """It with a careless error."""

    def guessed(self, item: str, choices: tuple[str, ...], rng: Random) -> str:
        """An answer from no idea at all."""

    def stands_in(self, truth: str, item: str) -> bool:
        """Whether the item's text shows this answer."""


def number_of(text: str) -> Fraction | None:
    """What a number is worth, with commas or as a fraction; None where it is none.

    >>> number_of("-1,523"), number_of("1 1/3"), number_of("1/0")
    (Fraction(-1523, 1), Fraction(4, 3), None)
    """
    found = _NUMBER.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    sign, figures, whole, top, bottom = found.groups()
    if figures:
        value = Fraction(figures.replace(",", ""))
    elif int(bottom):
        value = int(whole or 0) + Fraction(int(top), int(bottom))
    else:
        return None
    return -value if sign else value


def _tidied(text: str) -> str:
    return " ".join(text.replace("−", "-").replace("$", "").rstrip("!?").split()).removesuffix(".")


def _off(number: str, rng: Random) -> str:
    """A whole number of a text miscounted; it neither becomes 0 nor gets longer."""
    count = int(number)
    near = [count + n for n in (-2, -1, 1, 2) if count + n > 0]
    changed = rng.choice([n for n in near if len(str(n)) <= len(number)])
    return str(changed).zfill(len(number))


class NumberForm:
    """A number, with or without its unit."""

    def read(self, text: str, choices: tuple[str, ...]) -> Answer | None:
        """The number; of several joined by `=` the last."""
        text = _UNIT.sub("", _tidied(text).rpartition("=")[2].strip())
        value = number_of(text)
        return None if value is None else Answer(text, "number", value)

    def others(self, answer: Answer) -> tuple[str, ...]:
        """Without commas, or as a fraction."""
        value = answer.value
        return (str(value),) if isinstance(value, Fraction) else ()

    def slipped(self, answer: Answer, choices: tuple[str, ...], rng: Random) -> str:
        """Its last figures miscounted."""
        *_, last = re.finditer(r"[0-9]+", answer.text)
        return answer.text[: last.start()] + _off(last[0], rng)

    def guessed(self, item: str, choices: tuple[str, ...], rng: Random) -> str:
        """Two whole numbers of the item put together somehow."""
        found = [int(figures) for figures in re.findall(r"[0-9]{1,9}", item)] or [rng.randint(2, 20)]
        one, two = rng.choice(found), rng.choice(found)
        return str(rng.choice((one + two, abs(one - two), one + rng.randint(1, 9))))

    def stands_in(self, truth: str, item: str) -> bool:
        """Its size is one of the numbers in the text, or one of a fraction's two."""
        value = abs(number_of(truth) or 0)
        found = re.findall(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", item)
        return any(number_of(text) == value for text in found)


class _PairForm:
    """Two whole numbers in a fixed form."""

    _pattern: re.Pattern[str]
    _written: str

    def _same_form(self, text: str, one: int, two: int) -> str:
        return re.sub(_WHOLE, "{}", text).format(one, two)

    def others(self, answer: Answer) -> tuple[str, ...]:
        """None but itself."""
        return ()

    def slipped(self, answer: Answer, choices: tuple[str, ...], rng: Random) -> str:
        """One of the two miscounted."""
        pair = [int(found) for found in re.findall(_WHOLE, answer.text)]
        place = rng.randrange(2)
        pair[place] += rng.choice((1, 2) if pair[place] in (1, 2, -1, -2, 0) else (-1, 1))
        if not pair[place]:
            pair[place] = 1
        return self._same_form(answer.text, *pair)

    def guessed(self, item: str, choices: tuple[str, ...], rng: Random) -> str:
        """Two numbers of the item, or near them."""
        found = [int(figures) for figures in re.findall(r"[0-9]{1,9}", item)] or [1, 2]
        return self._written.format(rng.choice(found) + rng.choice((0, 1)), rng.choice(found) + 1)

    def stands_in(self, truth: str, item: str) -> bool:
        """The same text, spaces aside."""
        return truth.replace(" ", "") in item.replace(" ", "")


class RatioForm(_PairForm):
    """A ratio, `7:5`, `7/5` or `7 to 5`; also `35 and 25`."""

    _written = "{}:{}"

    def read(self, text: str, choices: tuple[str, ...]) -> Answer | None:
        """The ratio; `and` stays what it is, two numbers."""
        text = _tidied(text)
        found = _RATIO.fullmatch(text) if text.isascii() else None
        if found is None or not int(found[2]):
            return None
        pair = (int(found[1]), int(found[2]))
        return Answer(text, "relation", ("and", *pair) if "and" in text else pair)

    def others(self, answer: Answer) -> tuple[str, ...]:
        """As a fraction, or in words; two numbers stay two numbers."""
        if not isinstance(answer.value, tuple) or answer.value[0] == "and":
            return ()
        one, two = answer.value
        return tuple(text for text in (f"{one}:{two}", f"{one}/{two}", f"{one} to {two}"))


class PointForm(_PairForm):
    """A pair of coordinates, `(3, 2)`."""

    _written = "({}, {})"

    def read(self, text: str, choices: tuple[str, ...]) -> Answer | None:
        """The pair, with the space behind the comma."""
        text = _tidied(text)
        found = _POINT.fullmatch(text) if text.isascii() else None
        if found is None:
            return None
        pair = (int(found[1]), int(found[2]))
        return Answer(self._written.format(*pair), "relation", pair)


class RuleForm:
    """The rule of a linear function, `y = 2x + 1`."""

    def read(self, text: str, choices: tuple[str, ...]) -> Answer | None:
        """The rule, with the spaces of its usual form."""
        text = _tidied(text)
        found = _RULE.fullmatch(text) if text.isascii() else None
        if found is None:
            return None
        slope = number_of(found[2]) if found[2] else Fraction(1)
        if slope is None:
            return None
        number = Fraction(found[4] or 0) * (-1 if found[3] == "-" else 1)
        slope = -slope if found[1] else slope
        after = f" {found[3]} {found[4]}" if found[4] else ""
        return Answer(f"y = {found[1]}{found[2] or ''}x{after}", "relation", (slope, number))

    def others(self, answer: Answer) -> tuple[str, ...]:
        """None but itself."""
        return ()

    def slipped(self, answer: Answer, choices: tuple[str, ...], rng: Random) -> str:
        """Its last number miscounted, or one put behind it."""
        found = list(re.finditer(r"[0-9]+", answer.text))
        if not found or answer.text.endswith("x"):
            return f"{answer.text} + {rng.randint(1, 3)}"
        return answer.text[: found[-1].start()] + _off(found[-1][0], rng)

    def guessed(self, item: str, choices: tuple[str, ...], rng: Random) -> str:
        """Numbers of the item in it."""
        found = [int(figures) for figures in re.findall(r"[0-9]{1,9}", item)] or [1]
        return f"y = {rng.choice(found) + 2}x + {rng.choice(found) + 1}"

    def stands_in(self, truth: str, item: str) -> bool:
        """Never: items are tables."""
        return truth in item


class ChoiceForm:
    """One of several things.

    reads: what a sentence chooses, for those who do not write the bare choice; an index, or None
    """

    def __init__(self, reads: Callable[[str, tuple[str, ...]], str | None] | None = None) -> None:
        self._reads = reads

    def read(self, text: str, choices: tuple[str, ...]) -> Answer | None:
        """The choice that the text names, and no other."""
        plain = _tidied(text).lower().removeprefix("it's ").removeprefix("is ")
        for choice in choices:
            if plain.removeprefix("the ") == choice.lower().removeprefix("the "):
                return Answer(choice, "relation", choice)
        chosen = self._reads(plain, choices) if self._reads else None
        return None if chosen is None else Answer(chosen, "relation", chosen)

    def others(self, answer: Answer) -> tuple[str, ...]:
        """None but itself."""
        return ()

    def slipped(self, answer: Answer, choices: tuple[str, ...], rng: Random) -> str:
        """Another choice."""
        return rng.choice([choice for choice in choices if choice != answer.text])

    def guessed(self, item: str, choices: tuple[str, ...], rng: Random) -> str:
        """Any of them."""
        return rng.choice(choices)

    def stands_in(self, truth: str, item: str) -> bool:
        """A choice may stand in the item."""
        return False


def named_in(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice that a sentence names first; with a word such as `slower`, the other one.

    >>> named_in("the frog is going faster than the clown", ("clown", "frog", "the same"))
    'frog'
    >>> named_in("each plant grew the same", ("8 to 11", "12 to 15", "the same"))
    'the same'
    """
    if re.search(r"\b(?:same|equal|equally|alike)\b", text):
        meant = "different" if "not" in text.split() else SAME
        return meant if meant in choices else None
    found = {choice: re.search(rf"(?<!\w){re.escape(choice.lower())}(?!\w)", text) for choice in choices}
    places = sorted((match.start(), choice) for choice, match in found.items() if match)
    if not places:
        return None
    first = places[0][1]
    if re.search(r"\b(?:slower|slowly|weaker|less)\b", text):
        others = [choice for choice in choices if choice not in (first, SAME)]
        return others[0] if len(others) == 1 else None
    return first


_SAID = re.compile(r"\b(?:I (?:got|get|say|think it's|have)|answer is|it must be)[:,]? +", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?:the same|different|linear|not linear|exponential|something else"
    r"|[0-9]{1,9} to [0-9]{1,9}|[0-9.]{1,9} [a-z]{1,9} in [0-9.]{1,9} [a-z]{1,9}|[A-Z][a-z]{1,11})(?![\w'])"
)
_COLON = re.compile(r"[0-9]{1,9}:[0-9]{1,9}(?!\w|\.[0-9])")
_FIGURED = re.compile(r"(?<![\w.,])-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\w])")


def answers_in(text: str) -> Iterator[Span]:
    """Answers in running text that no expression writes: points, rules, ratios, choices, `1,523`.

    A choice only where it is said to be the answer, because its words are everybody's.
    """
    for form, pattern in ((PointForm(), _POINT), (RuleForm(), _RULE), (NumberForm(), _FIGURED)):
        for match in pattern.finditer(text):
            if answer := form.read(match[0], ()):
                yield Span(match.start(), match.end(), match[0], None, answer)
    for said in _SAID.finditer(text):
        if found := _COLON.match(text, said.end()) or _CHOICE.match(text, said.end()):
            worth = tuple(map(int, found[0].split(":"))) if ":" in found[0] else found[0]
            yield Span(found.start(), found.end(), found[0], None, Answer(found[0], "relation", worth))
