"""Phrases and sentences about quantities as trees: read from words, and put into words again.

`5 less than twice x` is one phrase inside another; `there are 4 times as many apples A as bananas B` is a
sentence about two quantities. What could be meant in two ways (`3 times x plus 2`) is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

from teachsim.domains.expressions.tree import Letter, Number

if TYPE_CHECKING:
    from collections.abc import Iterator

Leaf: TypeAlias = Union[Number, Letter]  # noqa: UP007  the names are only strings here


class Said(NamedTuple):
    """One phrase: its form, what it is about, and the words that only colour it."""

    form: str
    parts: tuple[Phrase, ...]
    words: tuple[str, ...] = ()


Phrase: TypeAlias = Union[Number, Letter, Said]  # noqa: UP007


class Quantity(NamedTuple):
    """A letter with what it counts: `apples A`."""

    name: str
    letter: Letter

    @property
    def text(self) -> str:
        """As written."""
        return f"{self.name} {self.letter.name}".strip()


class Statement(NamedTuple):
    """A sentence that says how quantities hang together."""

    form: str
    """`is` (T is 1 more than B), `many` (4 times as many A as B) or `every` (for every 4 A 5 B)."""
    quantities: tuple[Quantity, ...]
    numbers: tuple[Number, ...] = ()
    phrase: Said | None = None
    """Of `is`: what the quantity is said to be."""


Task: TypeAlias = Union[Said, Statement]  # noqa: UP007


class Form(NamedTuple):
    """What a form of words asks for."""

    sign: str
    """`+`, `-`, `×` or `/`."""
    turned: bool
    """Whether the second part comes first in symbols."""
    words: str
    """With places for the parts, and after them for the words."""


FORMS: dict[str, Form] = {
    "more": Form("+", True, "{0} {2} than {1}"),
    "less": Form("-", True, "{0} {2} than {1}"),
    "sum": Form("+", False, "the sum of {0} and {1}"),
    "plus": Form("+", False, "{0} plus {1}"),
    "increased": Form("+", False, "{0} increased by {1}"),
    "difference": Form("-", False, "the difference of {0} and {1}"),
    "minus": Form("-", False, "{0} minus {1}"),
    "decreased": Form("-", False, "{0} decreased by {1}"),
    "taken": Form("-", True, "{0} {2} from {1}"),
    "product": Form("×", False, "the product of {0} and {1}"),
    "times": Form("×", False, "{0} times {1}"),
    "twice": Form("×", False, "twice {0}"),
    "each": Form("×", False, "{0} for each {1}"),
    "half": Form("/", False, "half of {0}"),
    "quotient": Form("/", False, "the quotient of {0} and {1}"),
    "divided": Form("/", False, "{0} divided by {1}"),
    "into": Form("/", True, "{0} divided into {1}"),
    "shared": Form("/", False, "{0} shared equally among {1}"),
    "fixed": Form("+", False, "{0} and {1}"),
    "groups": Form("/", False, "the number of {2} for {0} {3} with {1} in each"),
    "in-all": Form("×", False, "the number of {3} in {0} {2} with {1} in each"),
}
_MORE = "more older taller longer heavier greater larger higher".split()
_LESS = "less younger shorter lighter fewer smaller lower".split()
_UNITS = "year years cm m km kg dollars points".split()
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_LINKS = {
    "is",
    "are",
    "as",
    "than",
    "and",
    "of",
    "the",
    "for",
    "in",
    "with",
    "there",
    "times",
    "every",
    "each",
}
_MOST_WORDS = 30


class _Unreadable(Exception):
    """The words are no phrase of this grammar."""


def text_of(task: Task | Phrase) -> str:
    """The words of a task.

    >>> text_of(Said("less", (Number("5"), Said("twice", (Letter("x"),))), ("less",)))
    '5 less than twice x'
    """
    match task:
        case Number(text):
            return text
        case Letter(name):
            return name
        case Said(form, parts, words):
            return FORMS[form].words.format(*map(text_of, parts), *words)
    one, *others = [quantity.text for quantity in task.quantities]
    if task.form == "is":
        assert task.phrase is not None
        return f"{one} is {text_of(task.phrase)}"
    times = [number.text for number in task.numbers]
    if task.form == "many":
        return f"there are {times[0]} times as many {one} as {others[0]}"
    return f"for every {times[0]} {one} there are {times[1]} {others[0]}"


def task_of(text: str) -> Task | None:
    """The task that these words set, if they set one.

    >>> task_of("5 less than x").form, task_of("x less than x"), task_of("3 times x plus 2")
    ('less', None, None)
    """
    words = text.replace(",", " ").rstrip(".!? ").split()
    if not 2 < len(words) <= _MOST_WORDS and words[:1] not in (["twice"], ["Twice"]):
        return None
    try:
        found = _Reader(words).task()
    except _Unreadable:
        return None
    return found if _is_fit(found) else None


def leaves(phrase: Task | Phrase) -> Iterator[Leaf]:
    """The numbers and letters of a phrase, in the order of its words."""
    match phrase:
        case Number() | Letter():
            yield phrase
        case Said(_, parts, _):
            for part in parts:
                yield from leaves(part)
        case _:
            yield from (quantity.letter for quantity in phrase.quantities)
            yield from phrase.numbers
            if phrase.phrase is not None:
                yield from leaves(phrase.phrase)


def phrases_in(task: Task | Phrase) -> Iterator[Said]:
    """The phrase and those inside it."""
    match task:
        case Said(_, parts, _):
            yield task
            for part in parts:
                yield from phrases_in(part)
        case Statement(phrase=Said() as phrase):
            yield from phrases_in(phrase)


def letters_in(phrase: Task | Phrase) -> list[str]:
    """The letters, each once, in the order of the words."""
    return list(dict.fromkeys(leaf.name for leaf in leaves(phrase) if isinstance(leaf, Letter)))


def _is_fit(task: Task) -> bool:
    """Every phrase is about a letter, no letter comes twice, and nothing is done with 0 or times 1."""
    named = [leaf.name for leaf in leaves(task) if isinstance(leaf, Letter)]
    if len(set(named)) < len(named) or any(
        int(leaf.text) == 0 for leaf in leaves(task) if isinstance(leaf, Number)
    ):
        return False
    by_one = any(
        Number("1") in phrase.parts and FORMS[phrase.form].sign in "×/" for phrase in phrases_in(task)
    )
    if by_one or not all(letters_in(phrase) for phrase in phrases_in(task)):
        return False
    return not (isinstance(task, Statement) and task.numbers[:1] == (Number("1"),) and task.form == "many")


class _Reader:
    """Descends through the words; there is never a need to go back."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._at = 0

    def task(self) -> Task:
        found = self._sentence() or self._phrase()
        if self._at < len(self._words) or not isinstance(found, Said | Statement):
            raise _Unreadable
        return found

    def _ahead(self) -> str:
        return self._words[self._at].lower() if self._at < len(self._words) else ""

    def _take(self, *wanted: str) -> bool:
        """The next words, if they are these."""
        here = [word.lower() for word in self._words[self._at : self._at + len(wanted)]]
        if here != list(wanted):
            return False
        self._at += len(wanted)
        return True

    def _need(self, *wanted: str) -> None:
        if not self._take(*wanted):
            raise _Unreadable

    def _one_of(self, words: list[str]) -> str:
        word = self._ahead()
        if word not in words:
            return ""
        self._at += 1
        return word

    # --- sentences

    def _sentence(self) -> Statement | None:
        if self._take("there", "are"):
            times = self._times()
            self._need("as", "many")
            one = self._quantity("as")
            return Statement("many", (one, self._quantity("")), (times,))
        if self._take("for", "every"):
            first = self._number()
            one = self._quantity("there", "are")
            second = self._number()
            return Statement("every", (one, self._quantity("")), (first, second))
        return self._is()

    def _times(self) -> Number:
        if self._take("twice"):
            return Number("2")
        number = self._number()
        self._need("times")
        return number

    def _is(self) -> Statement | None:
        """`T is …`, `z equals …`; None where the first words are no quantity."""
        for at in range(min(5, len(self._words))):
            if self._words[at].lower() in ("is", "equals") and at:
                quantity = self._quantity(self._words[at].lower())
                self._take("equal", "to")
                self._take("exactly")
                phrase = self._phrase()
                if not isinstance(phrase, Said):
                    raise _Unreadable
                return Statement("is", (quantity,), (), phrase)
        return None

    def _quantity(self, *until: str) -> Quantity:
        """Up to three words and a letter, and the words behind it, if there are any."""
        start = self._at
        while self._at < len(self._words) and not (until[0] and self._ahead() == until[0]):
            self._at += 1
        *name, letter = self._words[start : self._at] or [""]
        if until[0]:
            self._need(*until)
        known = re.compile(r"[A-Za-z][a-z'-]{1,15}")
        if len(name) > 3 or any(not known.fullmatch(word) or word.lower() in _LINKS for word in name):
            raise _Unreadable
        return Quantity(" ".join(name), self._letter(letter))

    # --- phrases

    def _phrase(self) -> Phrase:
        if self._take("the", "number", "of"):
            return self._groups()
        one = self._term()
        words = self._coloured(one)
        if words is None:
            return one
        form, colour = words
        two = self._term() if FORMS[form].turned or form == "fixed" else self._simple()
        if form == "fixed" and not (isinstance(two, Said) and two.form == "each"):
            raise _Unreadable
        return Said(form, (one, two), colour)

    def _coloured(self, one: Phrase) -> tuple[str, tuple[str, ...]] | None:
        """The form that the next words have, with the words that only colour it."""
        leaf = not isinstance(one, Said)
        unit = self._one_of(_UNITS) if leaf else ""
        for form, adjectives in (("more", _MORE), ("less", _LESS)):
            if leaf and (word := self._one_of(adjectives)):
                self._need("than")
                return form, (f"{unit} {word}".strip(),)
        if unit:
            raise _Unreadable
        if leaf and self._ahead() in ("taken", "subtracted"):
            word = "subtracted" if self._take("subtracted", "from") else "taken away"
            if word == "taken away":
                self._need("taken", "away", "from")
            return "taken", (word,)
        if leaf:
            for form in ("plus", "minus"):
                if self._take(form):
                    return form, ()
            for form in ("increased", "decreased"):
                if self._take(form, "by"):
                    return form, ()
            if self._take("divided", "by"):
                return "divided", ()
            if self._take("divided", "into"):
                return "into", ()
            if self._take("shared", "equally", "among") or self._take("shared", "among"):
                return "shared", ()
            if self._take("and"):
                return "fixed", ()
        return None

    def _term(self) -> Phrase:
        """Something that needs no bracket in words."""
        if self._take("the"):
            for form in ("sum", "difference", "product", "quotient"):
                if self._take(form):
                    if not self._take("between"):
                        self._need("of")
                    one = self._simple()
                    self._need("and")
                    return Said(form, (one, self._simple()))
            raise _Unreadable
        if self._take("twice"):
            return Said("twice", (self._term(),))
        if self._take("half", "of") or self._take("half"):
            return Said("half", (self._term(),))
        leaf = self._leaf()
        if self._take("times"):
            return Said("times", (leaf, self._term()))
        if isinstance(leaf, Number) and (self._take("for", "each") or self._take("for", "every")):
            return Said("each", (leaf, self._leaf()))
        return leaf

    def _simple(self) -> Phrase:
        """A number or a letter, or so many times one."""
        if self._take("twice"):
            return Said("twice", (self._leaf(),))
        if self._take("half", "of"):
            return Said("half", (self._leaf(),))
        leaf = self._leaf()
        return Said("times", (leaf, self._leaf())) if self._take("times") else leaf

    def _groups(self) -> Said:
        """`rows for n girls with 6 in each`, `girls in n rows with 6 in each`."""
        asked = self._noun()
        form = "groups" if self._take("for") else "in-all"
        if form == "in-all":
            self._need("in")
        number = self._leaf()
        other = self._noun()
        self._need("with")
        each = self._leaf()
        self._need("in", "each")
        return Said(form, (number, each), (asked, other) if form == "groups" else (other, asked))

    def _noun(self) -> str:
        word = self._words[self._at] if self._at < len(self._words) else ""
        if not re.fullmatch(r"[a-z]{3,12}", word) or word in _LINKS:
            raise _Unreadable
        self._at += 1
        return word

    def _leaf(self) -> Leaf:
        return self._letter_here() or self._number()

    def _letter_here(self) -> Letter | None:
        word = self._words[self._at] if self._at < len(self._words) else ""
        if not re.fullmatch(r"[A-Za-z]", word):
            return None
        self._at += 1
        return Letter(word)

    def _letter(self, word: str) -> Letter:
        if not re.fullmatch(r"[A-Za-z]", word):
            raise _Unreadable
        return Letter(word)

    def _number(self) -> Number:
        word = self._ahead()
        if word in _WORDS:
            word = str(_WORDS.index(word))
        if not re.fullmatch(r"[1-9][0-9]{0,5}|0", word):
            raise _Unreadable
        self._at += 1
        return Number(word)
