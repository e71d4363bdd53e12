"""How phrases become expressions and sentences become equations, rightly and wrongly.

The slots are `phrase-words` (which operation the words ask for), `phrase-order` (what comes first in
symbols), `equation-sides` (which quantity the operation belongs to) and `letter-per-quantity` (a number
that is known stays a number, and each unknown quantity has its own letter).
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, TypeVar

from teachsim.domains.algebra.phrases_grammar import FORMS, Said, Statement, text_of
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import (
    Equation,
    Letter,
    Number,
    Power,
    Product,
    Quotient,
    Signed,
    Sum,
    children,
    letters_of,
    number,
    signed,
    terms_of,
    with_children,
)
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.domains.algebra.phrases_grammar import Phrase, Task
    from teachsim.domains.base import Step
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()

P = TypeVar("P")
PAIR = 2


# --- which operation the words ask for ----------------------------------------------------------------


@book.right_rule(slot="phrase-words")
def what_the_words_ask_for(said: Said) -> str:
    """The operation that the words stand for."""
    return FORMS[said.form].sign


@book.mal_rule(slot="phrase-words", source="Stacey & MacGregor 1994; Booth 1984")
def adding_is_writing_side_by_side(said: Said) -> str | None:
    """What is added is joined, as in `3 apples`.

    >>> adding_is_writing_side_by_side(Said("sum", (Number("3"), Letter("y"))))
    'join'
    """
    return "join" if FORMS[said.form].sign == "+" else None


@book.mal_rule(slot="phrase-words", source="Capraro & Joffrion 2006")
def more_and_less_are_signs(said: Said) -> str | None:
    """`less than` is the sign <, and `more than` is >.

    >>> more_and_less_are_signs(Said("less", (Number("5"), Letter("x")), ("less",)))
    '<'
    """
    return {"more": ">", "less": "<"}.get(said.form)


@book.mal_rule(slot="phrase-words", source="MacGregor & Stacey 1997")
def times_makes_a_power(said: Said) -> str | None:
    """So many times something is written with a small number above it.

    >>> times_makes_a_power(Said("twice", (Letter("x"),)))
    '^'
    """
    if said.form == "twice":
        return "^"
    numbers = sum(isinstance(part, Number) for part in said.parts)
    return "^" if said.form in ("times", "product") and numbers == 1 else None


@book.mal_rule(slot="phrase-words", source="Capraro & Joffrion 2006")
def in_each_means_times(said: Said) -> str | None:
    """Wherever there are so many in each, one multiplies.

    >>> in_each_means_times(Said("groups", (Letter("n"), Number("6")), ("rows", "girls")))
    '×'
    """
    return "×" if said.form == "groups" else None


# --- what comes first ---------------------------------------------------------------------------------


@book.right_rule(slot="phrase-order")
def start_with_what_is_changed(said: Said) -> bool:
    """Whether the part that is spoken last is written first: that from which something is taken."""
    return FORMS[said.form].turned


@book.mal_rule(slot="phrase-order", source="Clement, Lochhead & Monk 1981; Capraro & Joffrion 2006")
def write_as_it_is_spoken(said: Said) -> bool | None:
    """From left to right, word by word.

    >>> write_as_it_is_spoken(Said("less", (Number("5"), Letter("x")), ("less",)))
    False
    >>> write_as_it_is_spoken(Said("minus", (Letter("x"), Number("5"))))
    """
    return False if FORMS[said.form].turned else None


# --- which side ---------------------------------------------------------------------------------------


@book.right_rule(slot="equation-sides")
def make_the_sides_equal(statement: Statement, phrase: Node | None) -> Equation:
    """The operation goes with the smaller number, so that both sides come to the same."""
    one, *others = [quantity.letter for quantity in statement.quantities]
    if statement.form == "is":
        assert phrase is not None
        return Equation(one, phrase)
    if statement.form == "many":
        return Equation(one, Product((statement.numbers[0], others[0])))
    first, second = statement.numbers
    return Equation(times(second, one), times(first, others[0]))


@book.mal_rule(slot="equation-sides", source="Clement, Lochhead & Monk 1981; Clement 1982")
def number_beside_what_is_named_with_it(statement: Statement, phrase: Node | None) -> Equation | None:
    """The number goes beside the quantity that is named with it, as a label: 4 times as many A is 4A.

    >>> from teachsim.domains.algebra.phrases_grammar import Quantity
    >>> a, b = Quantity("apples", Letter("A")), Quantity("bananas", Letter("B"))
    >>> written(number_beside_what_is_named_with_it(Statement("many", (a, b), (Number("4"),)), None))
    '4A = B'
    """
    one, *others = statement.quantities
    if statement.form == "many":
        return Equation(Product((statement.numbers[0], one.letter)), others[0].letter)
    if statement.form == "every":
        first, second = statement.numbers
        return (
            None if first == second else Equation(times(first, one.letter), times(second, others[0].letter))
        )
    said = statement.phrase
    other = _the_letter_changed(said)
    if said is None or other is None:
        return None
    changed = Said(said.form, tuple(one.letter if part == other else part for part in said.parts))
    return Equation(_plainly(changed), other)


@book.mal_rule(slot="equation-sides", source="MacGregor & Stacey 1993")
def difference_the_wrong_way_round(statement: Statement, phrase: Node | None) -> Equation | None:
    """More and less tell of a difference, which is written with its parts exchanged.

    >>> from teachsim.domains.algebra.phrases_grammar import Quantity
    >>> t, said = Quantity("", Letter("T")), Said("more", (Number("1"), Letter("B")), ("more",))
    >>> written(difference_the_wrong_way_round(Statement("is", (t,), (), said), Letter("B")))
    'B - T = 1'
    """
    said = statement.phrase
    if said is None or said.form not in ("more", "less"):
        return None
    by, other = said.parts
    named, told = statement.quantities[0].letter, _plainly(other)
    pair = (told, named) if said.form == "more" else (named, told)
    return Equation(_put_together("-", pair), _plainly(by))


def _the_letter_changed(said: Said | None) -> Letter | None:
    """The letter that a number is done to, if a phrase is nothing but that."""
    if said is None or any(isinstance(part, Said) for part in said.parts):
        return None
    letters = [part for part in said.parts if isinstance(part, Letter)]
    if len(letters) != 1:
        return None
    sign, turned, _ = FORMS[said.form]
    return letters[0] if sign in "+×" or _in_order(said.form, said.parts, turned)[0] == letters[0] else None


# --- letters ------------------------------------------------------------------------------------------


@book.right_rule(slot="letter-per-quantity")
def known_numbers_and_one_letter_each(found: Node) -> Node:
    """Numbers that are known stay, and each unknown quantity keeps its own letter."""
    return found


@book.mal_rule(slot="letter-per-quantity", source="Swafford & Langrall 2000")
def one_letter_for_everything(found: Node) -> Node | None:
    """Whatever is unknown is n, and a number that stands alone gets an n as well.

    >>> from teachsim.domains.expressions.parser import parse
    >>> written(one_letter_for_everything(parse("W = 20 + 2H")))
    'n = 20n + 2n'
    """
    if not isinstance(found, Equation) or len(letters_of(found)) < PAIR:
        return None
    return Equation(_all_n(found.left), _all_n(found.right))


@book.mal_rule(slot="letter-per-quantity", source="Swafford & Langrall 2000")
def numbers_become_letters(found: Node) -> Node | None:
    """Every number gets a letter of its own.

    >>> from teachsim.domains.expressions.parser import parse
    >>> written(numbers_become_letters(parse("W = 20 + 2H")))
    'W = x + yH'
    """
    free = iter(c for c in "xyz" + ascii_lowercase if c not in letters_of(found))
    changed = _lettered(found, free)
    return None if changed == found else changed


def _all_n(side: Node) -> Node:
    def one(term: Node) -> Node:
        if isinstance(term, Number):
            return Product((term, Letter("n"))) if term.text != "1" else Letter("n")
        return _renamed(term)

    terms = terms_of(side)
    return one(side) if len(terms) == 1 else Sum(tuple(Signed(sign, one(term)) for sign, term in terms))


def _renamed(node: Node) -> Node:
    if isinstance(node, Letter):
        return Letter("n")
    return with_children(node, tuple(map(_renamed, children(node))))


def _lettered(node: Node, free: Iterator[str]) -> Node:
    if isinstance(node, Number):
        return Letter(next(free))
    return with_children(node, tuple(_lettered(part, free) for part in children(node)))


# --- the procedure ------------------------------------------------------------------------------------


def times(by: Number, node: Node) -> Node:
    """So many of something; one of it is the thing itself."""
    return node if by.text == "1" else Product((by, node))


def translated(task: Task, hand: Hand) -> tuple[str, tuple[Step, ...]]:
    """What is written, and the steps."""
    steps: list[Step] = []
    if isinstance(task, Said):
        found = _symbols(task, hand, steps)
        if isinstance(found, str):
            return found, tuple(steps)
        return _lettering(found, hand, steps), tuple(steps)
    phrase = None
    if task.phrase is not None:
        phrase = _node(_symbols(task.phrase, hand, steps))
    taken = hand.at("equation-sides", task, phrase)
    steps.append(_line(taken, text_of(task), written(taken.value)))
    return _lettering(taken.value, hand, steps), tuple(steps)


def _lettering(found: Node, hand: Hand, steps: list[Step]) -> str:
    taken = hand.at("letter-per-quantity", found)
    if taken.misconception is not None:
        before, after = written(found), written(taken.value)
        steps.append(
            taken.step(
                f"{before} → {after}",
                f"with letters that is {after}",
                f"I put in letters, so it's {after}",
                f"then I write it with letters as {after}",
            )
        )
    return written(taken.value)


def _symbols(phrase: Phrase, hand: Hand, steps: list[Step]) -> Node | str:
    if not isinstance(phrase, Said):
        return phrase
    words = hand.at("phrase-words", phrase)
    order = hand.at("phrase-order", phrase) if words.value in ("-", "/") else None
    turned = FORMS[phrase.form].turned if order is None else order.value
    parts = tuple(map(_node, (_symbols(part, hand, steps) for part in phrase.parts)))
    if words.value in ("<", ">"):
        found: Node | str = f"{written(parts[0])} {words.value} {written(parts[1])}"
    else:
        found = _put_together(words.value, _in_order(phrase.form, parts, turned))
    taken = order or words
    steps.append(_line(taken, text_of(phrase), found if isinstance(found, str) else written(found)))
    return found


def _node(found: Node | str) -> Node:
    assert not isinstance(found, str), "more and less never stand inside another phrase"
    return found


def _in_order(form: str, parts: Sequence[P], turned: bool) -> tuple[P | Number, ...]:
    """The parts as they stand in symbols, with the 2 that `twice` and `half` do not name."""
    if form in ("twice", "half"):
        return (Number("2"), *parts) if form == "twice" else (*parts, Number("2"))
    return tuple(reversed(parts)) if turned else tuple(parts)


def _put_together(sign: str, parts: Sequence[Node]) -> Node:
    one, two = parts
    match sign:
        case "+" | "-":
            return Sum((*terms_of(one), signed(two) if sign == "+" else Signed("-", two)))
        case "/":
            return Quotient(one, two)
        case "^":
            return Power(two, one) if isinstance(one, Number) else Power(one, two)
        case "join":
            return _joined(one, two)
    return _multiplied(one, two)


def _multiplied(one: Node, two: Node) -> Node:
    """A number first, without a sign."""
    return Product((two, one)) if isinstance(two, Number) else Product((one, two))


def _joined(one: Node, two: Node) -> Node:
    """`5` and `x` are 5x, `5` and `2x` are 7x, `x` and `y` are xy."""
    if isinstance(one, Number) and isinstance(two, Product) and isinstance(two.factors[0], Number):
        return Product((number(one.value + two.factors[0].value), *two.factors[1:]))
    if isinstance(two, Number) and isinstance(one, Product) and isinstance(one.factors[0], Number):
        return _joined(two, one)
    return _multiplied(one, two)


def _plainly(phrase: Phrase) -> Node:
    """A phrase in symbols by the right rules."""
    if not isinstance(phrase, Said):
        return phrase
    sign, turned, _ = FORMS[phrase.form]
    return _put_together(sign, _in_order(phrase.form, tuple(map(_plainly, phrase.parts)), turned))


def right_node(task: Task) -> Node:
    """A task in symbols, as it should be."""
    if isinstance(task, Said):
        return _plainly(task)
    return make_the_sides_equal(task, None if task.phrase is None else _plainly(task.phrase))


def _line(taken: Taken, words: str, symbols: str) -> Step:
    return taken.step(
        f"{words} → {symbols}",
        f"{words} is {symbols}",
        f"I write {words} as {symbols}",
        f"for {words} you put {symbols}",
        f"{words}, that's {symbols}",
    )
