"""How a student can test an answer about percent without the procedure that gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.percent_rules import Question, shown
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from fractions import Fraction


def checks(question: Question, text: str, value: Fraction, truth: Fraction) -> tuple[Check, ...]:
    """The most concrete first; `text` and `value` are the answer tested."""
    match question.asked:
        case "part":
            found = [_half_of_it(question, text, value), _tenths(question, text, value, truth)]
        case "percentage":
            found = [_more_than_half(question, text, value), _take_it(question, text, value)]
        case "whole":
            found = [_larger_whole(question, text, value), _take_it(question, text, value)]
        case _:
            found = [_more_than_half(question, text, value), _to_a_hundred(question, text, value)]
    return tuple(check for check in found if check)


def _order(one: Fraction, two: Fraction | int) -> int:
    return (one > two) - (one < two)


_MORE = {1: "more than", 0: "exactly", -1: "less than"}


def _half_of_it(question: Question, text: str, value: Fraction) -> Check:
    percent, whole = question.one, question.two
    due, found = _order(percent, 50), _order(value, whole / 2)
    refutes = due != found
    seen = (
        f"{shown(percent)}% is {_MORE[due]} half, {'but' if refutes else 'and'} {text} is {_MORE[found]} half"
    )
    return Check(
        "half",
        (
            f"Is {shown(percent)}% more or less than half of something, and is your answer?",
            f"How does your answer compare with half of {shown(whole)}?",
            f"Take half of {shown(whole)} first. Should {shown(percent)}% be above or below that?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"(?=.*\d).*\bhalf of\b",
    )


def _tenths(question: Question, text: str, value: Fraction, truth: Fraction) -> Check | None:
    percent, whole = question.one, question.two
    if percent % 10 or percent > 150 or percent == 10:
        return None
    refutes = value != truth
    seen = f"10% is {shown(whole / 10)}, so {shown(percent)}% is {shown(truth)}, "
    seen += f"and not {text}" if refutes else "that's what I have"
    return Check(
        "tenth",
        (
            f"Take a tenth of {shown(whole)}. How many of those tenths do you need?",
            f"Cut {shown(whole)} into tenths. How many tenths is {shown(percent)}%?",
            f"If you know a tenth of {shown(whole)}, how do you get {shown(percent)}%?",
        ),
        (seen, f"hm, {seen}", f"with tenths, {seen}"),
        refutes,
        r"(?=.*\d).*\btenths?\b",
    )


def _more_than_half(question: Question, text: str, value: Fraction) -> Check:
    whole, part = question.one, question.two
    if question.asked == "rest":
        part = whole - part
    due, found = _order(part, whole / 2), _order(value, 50)
    refutes = due != found
    what = "what is left" if question.asked == "rest" else shown(part)
    seen = f"{what} is {_MORE[due]} half of {shown(whole)}, {'but' if refutes else 'and'} "
    seen += f"{text} is {_MORE[found]} half"
    return Check(
        "half",
        (
            f"Is {what} more or less than half of {shown(whole)}, and does your percentage say so?",
            f"Take half of {shown(whole)} first. Does your percentage fit?",
            f"Compare {what} with half of {shown(whole)}. What would half be in percent?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"(?=.*\d).*\bhalf of\b",
    )


def _take_it(question: Question, text: str, value: Fraction) -> Check:
    if question.asked == "whole":
        percent, whole, part = question.one, value, question.two
        asks: tuple[str, ...] = (
            f"Put your answer back in: what is {shown(percent)}% of it?",
            f"Going back, is {shown(percent)}% of your answer {shown(part)}?",
            f"Work back: do you get {shown(part)} if you take {shown(percent)}% of your answer?",
        )
    else:
        percent, whole, part = value, question.one, question.two
        asks = (
            f"Put your percentage back in: how much of {shown(whole)} is it?",
            f"Going back, is your percentage of {shown(whole)} really {shown(part)}?",
            f"Work back: do you get {shown(part)} if you take your percentage of {shown(whole)}?",
        )
    back = percent * whole / 100
    refutes = back != part
    seen = f"with {text} I get {shown(back)}, {'and it should be' if refutes else 'just'} {shown(part)}"
    return Check(
        "put-back",
        asks,
        (seen, f"going back, {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\bback\b",
        ("percent-as-number",),
    )


def _larger_whole(question: Question, text: str, value: Fraction) -> Check:
    percent, part = question.one, question.two
    due, found = _order(percent, 100), _order(part, value)
    refutes = due != found
    few = "only " if percent < 100 else ""
    seen = (
        f"{shown(part)} is {_MORE[due]} all of it, {'but' if refutes else 'and'} it's {_MORE[found]} {text}"
    )
    return Check(
        "all-of-it",
        (
            f"If {shown(part)} is {few}{shown(percent)}%, is all of it more or less?",
            f"Is all of it more than {shown(part)}, if that is {shown(percent)}%?",
            f"If {shown(part)} is {shown(percent)}%, how does all of it compare?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"(?=.*\d).*\ball of it\b",
    )


def _to_a_hundred(question: Question, text: str, value: Fraction) -> Check:
    whole, gone = question.one, question.two
    share = 100 * gone / whole
    refutes = share + value != 100
    seen = f"{shown(share)}% is gone, and with {text} that makes {shown(share + value)}%"
    seen += ", but it should be all" if refutes else ", so it fits"
    return Check(
        "all-together",
        (
            f"What percent of {shown(whole)} is the {shown(gone)}, and do both together make everything?",
            f"Take the percentage of the {shown(gone)} and yours together. What should that be?",
            f"Together with the percentage of the {shown(gone)}, what must yours make?",
        ),
        (seen, f"hm, {seen}", f"together, {seen}"),
        refutes,
        r"(?=.*\d).*\btogether\b",
        ("number-as-percent",),
    )
