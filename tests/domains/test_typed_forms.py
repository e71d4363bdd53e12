"""Items and wrong answers as people type them: each is read, and explained by who would answer so."""

from __future__ import annotations

import pytest

from teachsim.domains.base import UNKNOWN
from teachsim.domains.registry import domain_for
from teachsim.roles.teacher.diagnosis import diagnose

FIRST = 2
"""Hypotheses among which the expected one is to be."""

TYPED = """
smaller-from-larger
    74 - 46 -> 32 ; 74-46 -> 32 ; 74 − 46 = -> 32 ; What is 74 - 46? -> 32 ; 503 - 247 -> 344 ;
    what's 74 - 46 -> 32 ; 74 take away 46 -> 32 ; Subtract 46 from 74 -> 32 ; Calculate: 503 - 247 -> 344
drops-carry
    47 + 38 -> 75 ; 47 plus 38 -> 75
writes-both-digits
    47 + 38 -> 715
add-tops-and-bottoms
    3/7 + 1/2 -> 4/9 ; 3/7+1/2 -> 4/9 ; 3/7 + 1/2 = ? -> 4/9 ; What is 3/7 + 1/2? -> 4/9 ;
    Add 3/7 and 1/2 -> 4/9 ; 1/2 + 1/3 = -> 2/5 ; 2/3 - 1/6 -> 1/3 ; 2 1/2 + 1 2/3 -> 3 3/5 ; ½ + ⅓ -> 2/5 ;
    2½ + 1⅔ -> 3 3/5 ; 3 ⁄ 7 + 1 ⁄ 2 -> 4/9
no-regrouping-mixed
    7 - 2 1/3 -> 5 1/3 ; 7-2 1/3 -> 5 1/3 ; 4 1/5 - 1 3/5 -> 3 2/5 ; 4 - 3/5 -> 4 3/5
divides-without-inverting
    3/5 ÷ 2/7 -> 6/35 ; 6 ÷ 1/2 -> 3 ; 6 / 1/2 -> 3 ; Find 3/5 ÷ 2/7. -> 6/35 ; Divide 3/5 by 2/7 -> 6/35
inverts-dividend
    3/5 / 2/7 -> 10/21 ; 3/5 : 2/7 -> 10/21 ; 3/5÷2/7 -> 10/21 ; (3/5) / (2/7) -> 10/21
scales-both-parts
    3/7 * 4 -> 12/28 ; 3/7 × 4 -> 12/28 ; 3/7 x 4 -> 12/28 ; 3/7·4 -> 12/28 ; 3/7 ⋅ 4 -> 12/28 ;
    4 × 3/7 -> 12/28 ; 4 * 3/7 -> 12/28 ; Multiply 3/7 by 4 -> 12/28
wrong-sign-of-sum
    -9 + 4 -> 5 ; -9+4 -> 5 ; −9 + 4 -> 5 ; (-9) + 4 -> 5 ; 7 + -10 -> 3 ; -9 + 4 = -> 5 ;
    What is -9 + 4? -> 5
minus-covers-sum
    -9 + 4 -> -13 ; −9+4 -> −13
ignores-signs
    -9 + 4 -> 13 ; -12 / 4 -> 3 ; -12/4 -> 3 ; 12 : -4 -> 3 ; 7 + -10 -> 17 ; 3 × -4 -> 12 ; -15 + 8 -> 23 ;
    -8 - 3 -> 5 ; -9 - 4 -> 5 ; -4 × 5 -> 20 ; -4 · 5 -> 20 ; -20 ÷ 5 -> 4
negatives-add-to-positive
    -3 - 5 -> 8 ; -9 - 4 -> 13
minus-negative-stays-minus
    -3 - -5 -> -8 ; -3 - (-5) -> -8 ; 5 - -3 -> 2 ; 6 - (-2) -> 4
turns-difference-round
    4 - 9 -> 5 ; 3 - 8 -> 5
any-minus-makes-minus
    -6 × -3 -> -18 ; -6 * -3 -> -18 ; (-6)(-3) -> -18 ; -12 ÷ -4 -> -3 ; (-4) × (-5) -> -20
adds-either-side-of-point
    0.7 + 0.6 -> 0.13 ; .7 + .6 -> .13 ; .7 + .6 -> 0.13 ; 0.7+0.6 -> 0.13 ; 0.7 + 0.6 = ? -> 0.13
aligns-right
    1.5 + 0.25 -> 0.40 ; 0.3 + 0.12 -> 0.15 ; 5 + 0.3 -> 0.8 ; 5.3 - 2 -> 5.1 ; 0.25 + 0.5 -> 0.30 ;
    0.25 + .5 -> .30 ; 12.5 + 3 -> 12.8 ; 0.3 + 0.09 -> 0.12
brings-digits-down
    3.2 - 1.15 -> 2.15 ; 4 - 0.7 -> 4.7
remainder-as-decimal
    4.72 ÷ 3 -> 1.571 ; 4.72 / 3 -> 1.571 ; 17 ÷ 5 -> 3.2 ; 17/5 -> 3.2 ; Calculate 4.72 ÷ 3 -> 1.571 ;
    4.72 ÷ 3 = ? -> = 1.571 ; 4.72÷3 -> 1.571 ; 25 ÷ 4 -> 6.1 ; 25/4 -> 6.1
point-stays-in-line
    0.3 × 0.4 -> 1.2 ; 0.3 * 0.4 -> 1.2 ; .3 × .4 -> 1.2 ; 0.4 × 0.2 -> 0.8 ; 0.4 x 0.2 -> 0.8
negative-exponent-negates
    3^-2 -> -9 ; 3^(-2) -> -9 ; 3⁻² -> -9 ; 2^-3 -> -8 ; 10^-2 -> -100 ; 5^-1 -> -5 ; 2⁻³ -> -8
exponent-as-times
    3^-2 -> -6 ; 2^3 -> 6 ; 2³ -> 6 ; 5² -> 10 ; 5^2 -> 10 ; 2^-3 -> -6 ; 2^5 -> 10 ; 10^-3 -> -30
zero-power-is-not-one
    4^0 -> 0 ; 10^0 -> 0 ; 7^0 -> 7
multiplies-bases-too
    3^2 × 3^4 -> 9^6 ; 2^3 * 2^4 -> 4^7 ; 5^2 × 5^3 -> 25^5
multiplies-exponents
    2^3 * 2^4 -> 2^12 ; 2^3 × 2^2 -> 2^6
reduces-numerator-only
    simplify 6/9 -> 2/9 ; Simplify 6/9 -> 2/9 ; simplify: 6/9 -> 2/9 ; Simplify the fraction 6/9 -> 2/9 ;
    simplify 12/18 -> 6/18 ; Simplify 10/15 -> 5/15 ; reduce 8/12 to lowest terms -> 4/12 ;
    write 6/9 in simplest form -> 2/9 ; 6/9 in lowest terms -> 2/9
reduces-by-guessing
    simplify 6/9 -> 3/3 ; Write 6/9 in its simplest form -> 3/3
longer-is-larger
    0.06 __ 0.3 -> 0.06 > 0.3 ; 0.06 _ 0.3 -> > ; 0.06 ? 0.3 -> > ; 0.06 ___ 0.3 -> 0.06 > 0.3 ;
    .06 __ .3 -> .06 > .3 ; 0.06 [] 0.3 -> > ; 0.06 □ 0.3 -> > ; 0.45 __ 0.6 -> 0.45 > 0.6 ;
    0.5 __ 0.50 -> 0.5 < 0.50 ; Which is larger, 0.45 or 0.6? -> 0.45 ;
    Which is bigger: 0.45 or 0.6? -> 0.45 ; Compare 0.45 and 0.6 -> 0.45 > 0.6 ; 0.06 ☐ 0.3 -> > ;
    fill in < or >: 0.06 __ 0.3 -> > ; 0.125 _ 0.5 -> 0.125 > 0.5 ; 3.14 __ 3.9 -> 3.14 > 3.9 ;
    Which is greater: 0.08 or 0.2? -> 0.08
bigger-denominator-bigger
    1/5 __ 1/3 -> 1/5 > 1/3 ; 1/5 __ 1/3 -> > ; 1/4 ? 1/3 -> 1/4 > 1/3 ;
    Which is bigger, 1/4 or 1/3? -> 1/4 ; compare 1/4 and 1/3 -> 1/4 > 1/3
squares-each-term
    (y - 5)^2 -> y^2 - 25 ; (y-5)^2 -> y^2-25 ; (y - 5)^2 -> y^2 + 25 ; (y − 5)² -> y² − 25 ;
    expand (y - 5)^2 -> y^2 - 25 ; Expand (y - 5)^2 -> y^2 + 25 ; Expand: (y - 5)² -> y^2 + 25 ;
    (x + 3)^2 -> x^2 + 9 ; (a+b)^2 -> a^2+b^2 ; (2x + 3)^2 -> 4x^2 + 9 ; (x - 4)^2 -> x^2 - 16 ;
    (x − 4)² -> x² + 16 ; (m + 2)^2 -> m^2 + 4 ; expand (3x - 1)^2 -> 9x^2 - 1 ;
    Multiply out (y - 5)^2 -> y^2 - 25 ; Expand and simplify (y - 5)^2 -> y^2 - 25
firsts-and-lasts-only
    (x+3)(x+2) -> x^2+6 ; (x + 3)(x - 2) -> x^2 - 6 ; (y-5)(y-5) -> y^2 + 25
multiplies-first-term-only
    3(x+4) = 21 -> x = 17/3 ; 3(x + 4) = 21 -> 17/3 ; 3(x+4) = 21 -> 5 2/3 ; solve 3(x+4) = 21 -> x = 17/3 ;
    Solve for x: 3(x+4) = 21 -> x=17/3 ; 3*(x+4) = 21 -> x=17/3 ; 3 × (x + 4) = 21 -> x=17/3 ;
    2(x + 3) -> 2x + 3 ; 3(2x - 5) -> 6x - 5 ; expand 2(x+3) -> 2x+3 ; 2(x - 3) = 8 -> 5.5 ;
    5(x - 2) = 15 -> 17/5 ; 4(n - 3) = 20 -> n = 23/4 ; 4(n-3)=20 -> 23/4 ; 5(x+2)=35 -> x = 33/5 ;
    2(3x + 1) = 14 -> 13/6 ; 4(x + 2) -> 4x + 2 ; expand 4(x - 2) -> 4x - 2 ; -3(x + 2) -> -3x + 2
keeps-sign-moving-number
    2x + 3 = 11 -> x = 7 ; 2x+3=11 -> 7 ; Solve 2x + 3 = 11 -> x = 7 ; Solve for x: 2x + 3 = 11 -> x = 7 ;
    solve for x: 2x+3 = 11 -> 7 ; 2*x + 3 = 11 -> 7 ; 2 x + 3 = 11 -> 7 ; 11 = 2x + 3 -> 7 ;
    x + 5 = 12 -> 17 ; x - 5 = 12 -> 7 ; 5x - 3 = 2x + 9 -> 2 ; Solve for n: 2n + 7 = 15 -> n = 11 ;
    solve: 2n + 7 = 15 -> 11 ; Solve the equation 2n + 7 = 15 -> 11 ; Find x: 2x + 7 = 15 -> 11 ;
    What is x if 2x + 7 = 15? -> 11 ; 2x + 7 = 15, x = ? -> 11 ; 2x + 7 = 15. Find x. -> 11 ;
    2x+7=15 solve for x -> 11 ; 3x - 4 = 11 -> 7/3 ; 3x - 4 = x + 10 -> 3
repeats-the-operation
    n/4 = 5 -> 5/4 ; n/4 = 5 -> 1.25 ; n / 4 = 5 -> 1.25 ; n ÷ 4 = 5 -> 1.25 ; 4x = 12 -> 48 ;
    1/3 n = 5 -> 5/3 ; 1/3 n + 2 = 5 -> 1 ; (1/2)x = 6 -> 3 ; 1/2 x = 6 -> 3 ; 2/3 x = 8 -> 16/3 ;
    y/3 = 12 -> 4 ; 5x = 20 -> 100 ; x/3 = 6 -> 2 ; x ÷ 3 = 6 -> 2 ; 1/2 x + 3 = 7 -> 2 ;
    1/4 n - 2 = 3 -> 5/4 ; (1/3)n = 4 -> 4/3 ; 0.5x = 6 -> 3 ; 0.5 x = 6 -> 3
subtracts-coefficient
    4x = 12 -> 8 ; 3x = 12 -> 9 ; 5x = 20 -> 15
drops-minus-of-coefficient
    9 - 1/3 n = 15 -> 18 ; 9 - 1/3n = 15 -> 18 ; 9 - (1/3)n = 15 -> 18 ; 9 - n/3 = 15 -> 18 ; -x = 5 -> 5 ;
    -3x = 12 -> 4 ; -2x + 5 = 11 -> 3 ; -4x = 20 -> 5
keeps-sign-moving-letter
    5x - 3 = 2x + 9 -> 12/7 ; 6x + 5 = 2x + 13 -> 1
adds-in-proportion
    4/7 = x/21 -> 18 ; 4/7 = x/21 -> x = 18 ; x/21 = 4/7 -> 18 ; 4:7 = x:21 -> 18 ; 2/3 = 8/x -> 9 ;
    3/x = 6/8 -> 5 ; 3:4 = 9:x -> 10 ; 4/5 = 12/n -> 13 ; 6/8 = x/12 -> 10 ; 2/5 = x/20 -> 17 ;
    x/9 = 2/3 -> 8 ; 3/4 = 9/x -> 10 ; 3:4 = x:12 -> 11 ; 5 : 2 = 20 : x -> 17
letters-put-together-too
    3x + 4x -> 7x^2 ; 2x + 3x -> 5x^2
conjoins-unlike-terms
    3x + 4 -> 7x ; 3x + 4 + 2x -> 9x ; simplify 3x + 4 -> 7x ; simplify 3x + 2y + 4x -> 9xy ;
    Simplify: 2a + 3b + a -> 6ab ; 2x + 3y -> 5xy ; simplify 2x + 3y -> 5xy ; 4a + 2 + 3a -> 9a ;
    7x - 2x + 3 -> 8x ; 2a + 3b -> 5ab ; simplify 6 + 2n -> 8n
minus-to-first-term-only
    -2(x - 3) -> -2x - 6 ; Expand -2(x - 3) -> -2x - 6 ; 5 - (x - 2) -> 3 - x ; -(x - 4) -> -x - 4
percent-as-amount
    20% of 60 -> 40 ; 25% of 40 -> 15 ; What is 30% of 50? -> 20
divides-by-percentage
    20% of 60 -> 3 ; What is 20% of 60? -> 3 ; What is 25% of 80? -> 3.2 ; what is 5% of 80 -> 16 ;
    What number is 20% of 60? -> 3 ; 20 percent of 60 -> 3
drops-percent-sign
    20 % of 60 -> 1200
whole-over-part
    15 is what percent of 60? -> 400%
percent-times-number
    30 is 20% of what number? -> 6 ; 18 is 30% of what number? -> 5.4
digits-side-by-side
    Evaluate 3x when x = 4 -> 34 ; 3x when x = 4 -> 34 ; 3x if x=4 -> 34 ; 3x, x = 4 -> 34 ;
    2x + 1 for x = 3 -> 24 ; evaluate 4n when n = 3 -> 43 ; If n = 3, what is 4n? -> 43 ;
    Find the value of 4n if n = 3 -> 43 ; 4n when n=3 -> 43 ; 2a + b for a = 3 and b = 4 -> 27
power-as-times
    x^2 when x = 5 -> 10 ; x^3 when x = 2 -> 6
left-to-right
    2 + 3 × 4 -> 20 ; 2+3*4 -> 20 ; 2 + 3 x 4 -> 20 ; 20 - 8 / 4 -> 3 ; 3 + 4(2 + 1) -> 21 ;
    8 - 2(3 - 1) -> 12 ; 3 + 2 × 5 -> 25 ; 3+2*5 -> 25 ; 10 - 2 × 3 -> 24
adds-before-subtracting
    10 - 3 + 2 -> 5
multiplies-before-dividing
    12 ÷ 2 × 3 -> 2 ; 12 / 3 × 2 -> 2
passes-over-brackets
    (2 + 3) × 4 -> 14 ; 2 × (3 + 4) -> 10
unshifted-partial-product
    24 × 13 -> 96 ; 24 * 13 -> 96 ; 34 x 12 -> 102 ; 35 × 24 -> 210 ; 35*24 -> 210
quotient-zero-omitted
    408 ÷ 4 -> 12 ; 612 / 6 -> 12 ; 624 ÷ 6 -> 14 ; 812 / 4 -> 23
drops-remainder
    17 ÷ 5 -> 3
point-from-the-left
    2.5 × 10 -> 2.50 ; 3.4 × 100 -> 3.400
two-negatives-make-positive
    -5 + -3 -> 8
adds-whole-to-top
    write 3 5/6 as an improper fraction -> 8/6 ; write 2 3/4 as an improper fraction -> 5/4
whole-before-top
    write 23/6 as a mixed number -> 2 3/6 ; 17/5 as a mixed number -> 1 7/5 ;
    Convert 17/5 into a mixed number -> 1 7/5
never-below-zero
    x + 7 = 3 -> 4
adds-before-multiplying
    24 ÷ 4 + 2 -> 4
multiplies-whole-by-top
    Change 2 3/4 to an improper fraction -> 10/4
"""
"""A misconception, and below it, indented, items with the answers its holders give."""


def rows() -> list[tuple[str, str, str]]:
    found = []
    misconception = ""
    for line in TYPED.strip().splitlines():
        if not line.startswith(" "):
            misconception = line
            continue
        for cell in filter(str.strip, line.split(" ;")):
            item, _, answer = cell.partition(" -> ")
            found.append((item.strip(), answer.strip(), misconception))
    return found


@pytest.mark.parametrize(("typed", "answered", "misconception"), rows())
def test_a_typed_answer_is_explained_by_who_would_give_it(
    typed: str, answered: str, misconception: str
) -> None:
    domain, item = domain_for(typed)
    answer = domain.read_answer(item, answered)
    assert answer is not None
    assert not domain.grade(item, answer)
    found = diagnose(domain, [(item, answer)])
    likely = found.evidence[0].likelihoods
    assert misconception in [h.name for h in found.hypotheses[:FIRST]]
    assert likely[misconception] > likely[UNKNOWN]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3 × x for x = 4", "evaluate 3 × x for x = 4"),  # written out: nobody puts its digits side by side
        ("12/16", None),  # a fraction below 1 asks nothing
        ("x = 4", None),
        ("add 3 and", None),
        ("subtract 3/5 from 1/5", None),
        ("of 24", None),
        ("½", None),
        ("what is x", None),
    ],
)
def test_what_asks_nothing_or_something_else_is_not_bent_into_a_task(typed: str, read: str | None) -> None:
    from teachsim.domains.registry import domains

    found = [item.text for domain in domains().values() if (item := domain.parse(typed))]
    assert found == ([read] if read else [])
