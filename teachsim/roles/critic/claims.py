"""Numbers that a sentence says something false of: sums, renamings, comparisons, shares, powers, units.

Read from the words alone, whatever the item, so an error is found in an aside too. What the mathematics of
the item itself makes of a sentence is the ear's (language/grounding.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.calculations import calculations, number, renamings
from teachsim.language.normalising import clauses

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

_N = r"(-?\d+(?:\.\d+)?(?:/\d+)?)"
_IS = r"(?: ?=| is| are| makes?| gives?| equals?| would be| comes? to| leaves?(?: \w+ with)?) "
_END = r"(?![\d/%×÷^]|\.\d| ?[-+×÷] ?\d| ?[a-z]\b(?<! a))"
_BARE = r"(?<![\d/.×÷+^-])(?<![×÷+-] )"
_LESS = "smaller|less|fewer|lower|shorter"
_MORE = "bigger|larger|more|greater|higher|longer"
_SHARES = {"half": 2, "a third": 3, "a quarter": 4, "a fifth": 5, "a tenth": 10}
_PLACES = {"tens": 10, "hundreds": 100, "thousands": 1000, "ones": 1}
_UNITS = {
    ("kilos", "grams"): 1000, ("kg", "g"): 1000, ("metres", "centimetres"): 100, ("m", "cm"): 100,
    ("km", "m"): 1000, ("kilometres", "metres"): 1000, ("cm", "mm"): 10, ("litres", "millilitres"): 1000,
    ("l", "ml"): 1000, ("hours", "minutes"): 60, ("minutes", "seconds"): 60, ("days", "hours"): 24,
    ("weeks", "days"): 7, ("years", "months"): 12, ("dollars", "cents"): 100, ("pounds", "pence"): 100,
}  # fmt: skip
_NAMES = {name.rstrip("s") for pair in _UNITS for name in pair}
_UNIT = "|".join(f"{name}s?" for name in sorted(_NAMES, key=len, reverse=True))

_DENIED = re.compile(r"\b(?:not|never|no|cannot|wrong|\w+n't)\b[^,;:]*$")
"""Words before a claim that deny it: `it can't be that 3 + 4 = 8`."""
_REMAINDER = re.compile(r" ?r(?:emainder)? ?\d")
_TENS_AND_ONES = re.compile(
    r"\b(\d+) (thousands|hundreds|tens)(?:,? and|,)? (\d+) (hundreds|tens|ones)"
    r"(?:(?:,? and|,)? (\d+) (tens|ones))?"
)


def _value(text: str) -> Fraction:
    value = number(text)
    if value is None:
        raise ZeroDivisionError(text)
    return value


def _compared(one: str, other: str, more: bool) -> bool:
    return _value(one) > _value(other) if more else _value(one) < _value(other)


def _power(match: re.Match[str]) -> Fraction:
    return _value(match[1]) ** (int(match[2]) if match[2] else 2 if match[3] == "squared" else 3)


def _factor(written: str) -> int:
    """What stands before a letter: nothing is one."""
    return int(f"{written}1") if written in ("", "-") else int(written)


def _whole(written: str) -> int:
    return int(written) if written.isdigit() else 0


def _pieces(match: re.Match[str]) -> bool:
    value, count, size = _value(match[1]), int(match[2]), int(match[3])
    return count in (value * size // 1, value * size // 1 % 10)


def _converted(match: re.Match[str]) -> bool:
    """Whether two amounts are one, for units that the table knows; the benefit of the doubt for others."""
    for (large, small), factor in _UNITS.items():
        names = (match[2].rstrip("s"), match[4].rstrip("s"))
        if names == (large.rstrip("s"), small.rstrip("s")):
            return _value(match[1]) * factor == _value(match[3])
        if names == (small.rstrip("s"), large.rstrip("s")):
            return _value(match[3]) * factor == _value(match[1])
    return True


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (re.compile(rf"(?<![\d/.]){_N} ?([<>]) ?{_N}"), lambda m: _compared(m[1], m[3], m[2] == ">")),
    (
        re.compile(rf"{_BARE}{_N} is (?:\w+ )?({_LESS}|{_MORE}) than {_N}{_END}"),
        lambda m: _compared(m[1], m[3], re.fullmatch(_MORE, m[2]) is not None),
    ),
    (  # "-5 lies to the right of 0"
        re.compile(rf"{_BARE}{_N} (?:is|sits|lies|stands|comes) (?:to the )?(right|left) of {_N}{_END}"),
        lambda m: _compared(m[1], m[3], m[2] == "right"),
    ),
    (
        re.compile(rf"{_BARE}{_N} (?:and|is|are|equals?)(?: \w+){{0,2}} (?:same|equal|equivalent)(?: \w+)?"
                   rf" (?:as|to) {_N}{_END}"),
        lambda m: _value(m[1]) == _value(m[2]),
    ),
    (
        re.compile(
            rf"{_BARE}{_N} and {_N} (?:are|mean) (?:\w+ )?(?:the same|equal|equivalent)\b(?! bottom| denom)"
        ),
        lambda m: _value(m[1]) == _value(m[2]),
    ),
    (re.compile(rf"{_BARE}(\d+/\d+) equal {_N}{_END}"), lambda m: _value(m[1]) == _value(m[2])),
    (
        re.compile(rf"\b(half|a third|a quarter|a fifth|a tenth) of {_N}{_IS}{_N}{_END}"),
        lambda m: _value(m[2]) / _SHARES[m[1]] == _value(m[3]),
    ),
    (
        re.compile(rf"{_N}(?:%| percent) of {_N}{_IS}{_N}{_END}"),
        lambda m: _value(m[1]) * _value(m[2]) / 100 == _value(m[3]),
    ),
    (  # "30% is 0.03"
        re.compile(rf"{_BARE}{_N}(?:%| percent)(?: as a decimal)?{_IS}(0\.\d+)(?!\d|/| of)"),
        lambda m: _value(m[1]) / 100 == _value(m[2]),
    ),
    (
        re.compile(rf"(?<![\d/.^]){_N} ?(?:\^ ?([2-5])| (squared|cubed)){_IS}(?:just )?{_N}{_END}"),
        lambda m: _power(m) == _value(m[4]),
    ),
    (  # "5^2 is 5 × 2"
        re.compile(
            rf"(?<![\d/.^]){_N} ?(?:\^ ?([2-5])| (squared|cubed))(?:{_IS}| means )(?:just )?{_N} × {_N}{_END}"
        ),
        lambda m: _power(m) == _value(m[4]) * _value(m[5]),
    ),
    (
        re.compile(rf"\bfrom {_N} to {_N},? (?:you|we) (?:multiply|times) (?:it )?(?:by )?{_N}"),
        lambda m: _value(m[1]) * _value(m[3]) == _value(m[2]),
    ),
    (
        re.compile(rf"\bfrom {_N} to {_N},? (?:you|we) add {_N}"),
        lambda m: _value(m[1]) + _value(m[3]) == _value(m[2]),
    ),
    (  # "8 goes into 40 six times"; often a whole number of times is meant, with a rest
        re.compile(rf"{_BARE}(\d+) (?:goes|fits) into (\d+) (?:exactly )?(\d+) times"),
        lambda m: int(m[2]) // int(m[1]) == int(m[3]),
    ),
    (
        re.compile(rf"{_BARE}(\d+) (?:goes|fits) (\d+) times (?:in|into) (\d+)"),
        lambda m: int(m[3]) // int(m[1]) == int(m[2]),
    ),
    (  # terms with one letter: "7n - 2n leaves 9n"
        re.compile(rf"(?<![\w^/+×-])(?<![-+×÷] )(\d*)([a-z]) ?([-+]) ?(\d*)\2{_IS}(-?\d*)\2(?![\w^])"),
        lambda m: _factor(m[1]) + (1 if m[3] == "+" else -1) * _factor(m[4]) == _factor(m[5]),
    ),
    (  # "-2 × n = 2n"
        re.compile(rf"(?<![\w^/+×])(-?\d+) ?× ?([a-z]){_IS}(-?\d*)\2(?![\w^])"),
        lambda m: int(m[1]) == _factor(m[3]),
    ),
    (re.compile(rf"{_BARE}(\d+|nought|zero) and (\d+) (?:makes?|gives?|comes to) (\d+){_END}"),
     lambda m: _whole(m[1]) + int(m[2]) == int(m[3])),
    (  # "0.3 has 3/100": as many pieces as there are, or the digit that stands there
        re.compile(rf"{_BARE}(\d+\.\d+) has (?:only )?(\d+)/(10|100|1000)(?!\d)"),
        _pieces,
    ),
    (
        re.compile(rf"{_BARE}{_N} ?({_UNIT}){_IS}{_N} ?({_UNIT})\b"),
        _converted,
    ),
)  # fmt: skip
"""What is said, and whether it holds."""


def false_claim(sentence: str) -> str | None:
    """What is said of numbers and is not so, as it reads; None where nothing is.

    >>> false_claim("Twelve take away seven is 4.")
    '12 - 7 is 4'
    >>> false_claim("Two thirds are the same thing as 3/6.")
    '2/3 are the same thing as 3/6'
    """
    for clause in clauses(sentence):
        maths = clause.maths
        for one in calculations(maths):
            if _DENIED.search(maths[: one.start]):
                continue
            if one.true is False and not _REMAINDER.match(maths[one.end :]):
                return maths[one.start : one.end]
        for named in renamings(maths):
            before = maths[: named.start]
            if named.true or _DENIED.search(before) or before.rstrip().endswith(("+", "-", "×", "÷", "of")):
                continue
            return f"{named.left} = {named.right}"
        for pattern, holds in _RULES:
            for match in pattern.finditer(maths):
                if _DENIED.search(maths[: match.start()]):
                    continue
                try:
                    if not holds(match):
                        return match[0]
                except (TypeError, ZeroDivisionError):
                    continue
    return None


def composed(sentence: str) -> list[tuple[str, int]]:
    """The numbers that are said by their places, `5 tens and 9 ones`, with their values."""
    found = []
    for clause in clauses(sentence):
        for match in _TENS_AND_ONES.finditer(clause.maths):
            parts = [match[n] for n in range(1, 7) if match[n]]
            value = sum(int(parts[n]) * _PLACES[parts[n + 1]] for n in range(0, len(parts), 2))
            found.append((match[0], value))
    return found
