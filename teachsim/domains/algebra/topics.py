"""The topics of algebra: expressions, equations, proportions, and putting numbers in.

A topic reads its items and answers, works them (`working`), and knows what counts as right.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra import notation
from teachsim.domains.algebra.answers import (
    as_expression,
    as_number,
    as_relation,
    expression_answer,
    expression_forms,
    in_decimals,
    is_finished,
    number_forms,
    number_in,
    only_letter,
)
from teachsim.domains.algebra.checks import checks_of_equation, checks_of_expression, checks_of_value
from teachsim.domains.algebra.claims import CLAIMS
from teachsim.domains.algebra.formulas import ANY, RIGHT, simplified, solution
from teachsim.domains.algebra.making import text_of
from teachsim.domains.algebra.substitution_claims import SUBSTITUTING
from teachsim.domains.algebra.terms import Term, joined, terms
from teachsim.domains.algebra.working import (
    ANY_NUMBER,
    BOOK,
    NO_SOLUTION,
    Worked,
    evaluate,
    proportion_parts,
    simplify,
    solve,
)
from teachsim.domains.base import Answer, Item, Solution, last_replaced
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation, Letter, Number, children, letters_of, numeral
from teachsim.domains.expressions.values import polynomial, value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from teachsim.domains.base import Check
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Hand

_TRANSFER = {
    "like-terms": ("expanding",),
    "expanding": ("bracket-equation", "like-terms"),
    "squares": ("bracket-products",),
    "bracket-products": ("squares",),
    "one-sided-equation": ("both-sides-equation", "bracket-equation", "fraction-equation"),
    "both-sides-equation": ("bracket-equation", "one-sided-equation"),
    "bracket-equation": ("expanding", "both-sides-equation", "one-sided-equation"),
    "fraction-equation": ("one-sided-equation",),
    "proportion": ("ratio",),
    "ratio": ("proportion",),
}


class Topic(ABC):
    """What the topics share."""

    name = "expressions-and-equations"
    kinds: tuple[str, ...] = ()
    book = BOOK
    claims: Mapping[str, Callable[[Item], bool]] = CLAIMS

    @abstractmethod
    def parse(self, text: str) -> Item | None:
        """The item, if the text is one of this topic's."""

    @abstractmethod
    def worked(self, item: Item, hand: Hand) -> Worked:
        """The lines of a student with this hand, and what came out."""

    @abstractmethod
    def answer(self, item: Item, result: Node | str) -> Answer:
        """What came out as an answer."""

    @abstractmethod
    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer as typed, in its written form."""

    @abstractmethod
    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether it is right, in a form the item accepts."""

    @abstractmethod
    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """The ways in which somebody who got this answer may write it; shares that sum to 1."""

    @abstractmethod
    def changed(self, answer: Answer, rng: Random) -> Answer:
        """The answer with one number in it miscounted."""

    @abstractmethod
    def guess(self, item: Item, rng: Random) -> Answer:
        """An answer from no idea at all."""

    @abstractmethod
    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand."""
        result, steps = self.worked(item, hand)
        solution = Solution(self.answer(item, result), steps, tuple(hand.fired))
        return self._in_decimals(item, solution) if "." in item.text else solution

    def _in_decimals(self, item: Item, solution: Solution) -> Solution:
        """A solution with decimals where the item has them: the trees hold exact fractions."""
        answer = self.read_answer(item, in_decimals(solution.answer.text)) or solution.answer
        steps = tuple(
            replace(step, text=in_decimals(step.text), says=tuple(map(in_decimals, step.says)))
            for step in solution.steps
        )
        return replace(solution, answer=answer, steps=steps)

    def plausible(self, item: Item) -> int:
        """About thirty numbers or expressions."""
        return 30

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """One number of the result miscounted by one or two."""
        return solution.with_answer(self.changed(solution.answer, rng))

    def generate(self, kind: str, rng: Random) -> Item:
        """A random item of a kind that does not hold its own answer."""
        while True:
            item = self.parse(text_of(kind, rng))
            if item is not None and item.kind == kind and self._is_worth_asking(item):
                return item

    def _is_worth_asking(self, item: Item) -> bool:
        """Whether it has an answer that can be told from words and from the item."""
        return True

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """Kinds among these that ask the same understanding in another form."""
        return tuple(other for other in _TRANSFER.get(kind, ()) if other in able) or (kind,)


def numbers_of(node: Node) -> list[int]:
    """The whole numbers written in a tree."""
    here = [int(node.value)] if isinstance(node, Number) else []
    return here + [number for part in children(node) for number in numbers_of(part)]


class Expressions(Topic):
    """Simplifying and expanding."""

    kinds = notation.EXPRESSIONS

    def parse(self, text: str) -> Item | None:
        """An expression with something to simplify or expand."""
        return notation.expression_item(text)

    def worked(self, item: Item, hand: Hand) -> Worked:
        """Brackets off, then like terms together."""
        return simplify(item.data, hand)

    def answer(self, item: Item, result: Node | str) -> Answer:
        """The expression that stands last."""
        assert not isinstance(result, str)
        return expression_answer(result)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An expression; of several joined by `=` the last."""
        return as_expression(text.strip().rstrip(".!?").rpartition("=")[2])

    def grade(self, item: Item, answer: Answer) -> bool:
        """Worth the same for every number, without brackets or like terms left."""
        node = parse(answer.text)
        if node is None or isinstance(node, Equation) or not is_finished(answer.text):
            return False
        return polynomial(node) == polynomial(item.data)

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out, or the other way round."""
        return expression_forms(answer.text)

    def changed(self, answer: Answer, rng: Random) -> Answer:
        """One coefficient miscounted, or a term added to what is no sum of terms."""
        parts = terms(parse(answer.text) or Number("0"))
        off = Fraction(rng.choice((-1, 1, -2, 2)))
        if parts is None:
            old = [number for number in numbers_of(parse(answer.text) or Number("1")) if number > 1]
            number = rng.choice(old or [1])
            return as_expression(answer.text.replace(str(number), str(number + 1), 1)) or answer
        place = rng.randrange(len(parts))
        coefficient = parts[place].coefficient + off
        parts[place] = parts[place]._replace(coefficient=coefficient or 2 * off)
        return expression_answer(joined(parts))

    def guess(self, item: Item, rng: Random) -> Answer:
        """Numbers of the item before its letters."""
        letters = list(letters_in(item.data))
        numbers = numbers_of(item.data) or [1]
        one, two = (Fraction(rng.choice(numbers) + rng.choice((0, 0, 1))) for _ in range(2))
        parts = [Term(one or Fraction(1), (rng.choice(letters),))]
        if rng.random() < 0.6:
            parts.append(Term(two or Fraction(1)))
        return expression_answer(joined(parts))

    def _is_worth_asking(self, item: Item) -> bool:
        """A letter alone would be taken for a word."""
        found = simplified(item.data, RIGHT) if item.kind in ("like-terms", "expanding") else {}
        return len(found) != 1 or not (next(iter(found)) and next(iter(found.values())) == 1)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Trying a number, bags, and whether it can be shorter."""
        return checks_of_expression(item.data, answer.text, right=self.grade(item, answer))


def letters_in(node: Node) -> list[str]:
    """The letters of a tree, each as often as it is written."""
    here = [node.name] if isinstance(node, Letter) else []
    return here + [name for part in children(node) for name in letters_in(part)]


class Equations(Topic):
    """Linear equations with one letter."""

    kinds: tuple[str, ...] = notation.EQUATIONS

    def parse(self, text: str) -> Item | None:
        """An equation that is not solved yet."""
        return notation.equation_item(text)

    def worked(self, item: Item, hand: Hand) -> Worked:
        """The letter alone on one side."""
        return solve(item.data, hand)

    def answer(self, item: Item, result: Node | str) -> Answer:
        """What the letter is."""
        if isinstance(result, str):
            return Answer(result, "relation")
        return Answer(f"{only_letter(item.data)} = {written(result)}", "relation", numeral(result))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """`x = 3`, `3` or `no solution`; `2x = 12` is a line on the way, not an answer."""
        return as_relation(text.strip().rstrip(".!?"), only_letter(item.data))

    def truth(self, item: Item) -> Fraction | str:
        """What the letter is, by formula; or that no number or any number fits."""
        found = solution(item.data, RIGHT)
        if isinstance(found, str):
            return ANY_NUMBER if found == ANY else NO_SOLUTION
        return found

    def grade(self, item: Item, answer: Answer) -> bool:
        """The right number, however it is written."""
        truth = self.truth(item)
        if isinstance(truth, str):
            return answer.text == truth
        letter, _, number = answer.text.partition(" = ")
        return letter == only_letter(item.data) and number_in(number) == truth

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """The number as it came out, as a decimal or as a mixed number."""
        letter, found, number = answer.text.partition(" = ")
        worth = number_in(number) if found else None
        if worth is None:
            return {answer.text: 1.0}
        return {f"{letter} = {form}": share for form, share in number_forms(worth, number).items()}

    def changed(self, answer: Answer, rng: Random) -> Answer:
        """The number miscounted."""
        letter, found, number = answer.text.partition(" = ")
        worth = (number_in(number) if found else None) or Fraction(0)
        name = letter if len(letter) == 1 else "x"
        return Answer(text := f"{name} = {_off(worth, rng)}", "relation", number_in(text.partition(" = ")[2]))

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The number miscounted; the letter of the item where the answer had none."""
        letter = only_letter(item.data)
        if " = " not in solution.answer.text:
            new = Answer(f"{letter} = {rng.randint(1, 9)}", "relation")
            last = replace(solution.steps[-1], text=new.text)
            return replace(solution, answer=new, steps=(*solution.steps[:-1], last))
        slipped = super().slip(item, solution, rng)
        old, new_text = (s.answer.text.partition(" = ")[2] for s in (solution, slipped))
        last = solution.steps[-1]
        line = last_replaced(last.text, solution.answer.text, slipped.answer.text)
        if line == last.text:
            line = last_replaced(last.text, f"{old} = {letter}", f"{new_text} = {letter}")
        says = tuple(last_replaced(clause, old, new_text) for clause in last.says)
        return replace(slipped, steps=(*solution.steps[:-1], replace(last, text=line, says=says)))

    def guess(self, item: Item, rng: Random) -> Answer:
        """A number of the item, or near one."""
        number = rng.choice(numbers_of(item.data) or [1]) + rng.choice((-1, 0, 0, 1))
        return Answer(f"{only_letter(item.data)} = {number}", "relation", Fraction(number))

    def _is_worth_asking(self, item: Item) -> bool:
        """Just one number fits."""
        return not isinstance(self.truth(item), str)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Putting the answer in."""
        return checks_of_equation(item.data, answer.text)


class Proportions(Equations):
    """Two fractions or ratios that are equal."""

    kinds = notation.PROPORTIONS

    def parse(self, text: str) -> Item | None:
        """A proportion with one letter."""
        return notation.proportion_item(text)

    def truth(self, item: Item) -> Fraction | str:
        """The fourth number."""
        parts = proportion_parts(item.data)
        assert parts is not None
        a, b, c, d = (numeral(part) or Fraction(0) for part in parts)
        return b * c / (a or d) if not a or not d else a * d / (b or c)


class Substitution(Topic):
    """Putting numbers in for letters."""

    kinds = notation.SUBSTITUTION
    claims: Mapping[str, Callable[[Item], bool]] = SUBSTITUTING

    def parse(self, text: str) -> Item | None:
        """An expression with a number for each of its letters."""
        return notation.substitution_item(text)

    def worked(self, item: Item, hand: Hand) -> Worked:
        """The numbers put in, then worked out."""
        return evaluate(item.data.expression, item.data.given, hand)

    def answer(self, item: Item, result: Node | str) -> Answer:
        """The number that comes out."""
        assert not isinstance(result, str)
        number = numeral(result)
        return Answer(written(result) if number is None else str(number), "number", number)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A number; of several joined by `=` the last. A division by 0 was left as it stood."""
        text = text.strip().rstrip(".!?").rpartition("=")[2]
        if found := as_number(text):
            return found
        left = as_expression(text) if "/" in text or "÷" in text else None
        return left if left and not letters_of(parse(text) or Number("0")) else None

    def grade(self, item: Item, answer: Answer) -> bool:
        """The right number, however it is written."""
        return number_in(answer.text) == value(item.data.expression, dict(item.data.given))

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """The number as it came out, as a decimal or as a mixed number."""
        worth = number_in(answer.text)
        return {answer.text: 1.0} if worth is None else number_forms(worth, answer.text)

    def changed(self, answer: Answer, rng: Random) -> Answer:
        """The number miscounted."""
        text = _off(number_in(answer.text) or Fraction(0), rng)
        return Answer(text, "number", number_in(text))

    def guess(self, item: Item, rng: Random) -> Answer:
        """A number of the item, or near one."""
        numbers = [*numbers_of(item.data.expression), *(int(number) for _, number in item.data.given)]
        number = rng.choice(numbers) + rng.choice((0, 1, 10))
        return Answer(str(number), "number", Fraction(number))

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Writing a product as a sum."""
        truth = value(item.data.expression, dict(item.data.given))
        return () if truth is None else checks_of_value(item.data, answer.text, truth)


def _off(worth: Fraction, rng: Random) -> str:
    return str(worth + Fraction(rng.choice((-1, 1, -2, 2)), worth.denominator))


TOPICS: tuple[Topic, ...] = (Substitution(), Proportions(), Equations(), Expressions())
"""In the order in which they are asked to read a text."""
