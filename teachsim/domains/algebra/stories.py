"""Small word problems as short texts: notation, fresh items, tests. `STORIES` is the topic `stories`.

How its items are worked is in `stories_rules`, on which items a misconception shows in `stories_claims`;
what it shares with other frames is in `stories_frames` and `stories_answers`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.stories_base import WHOLE, Story, pattern
from teachsim.domains.algebra.stories_changes import FeeAndRate, FeeAndUnits, UndoPercent, UndoScale
from teachsim.domains.algebra.stories_claims import CLAIMS
from teachsim.domains.algebra.stories_frames import FrameTopic, N, numbers, seen, shown
from teachsim.domains.algebra.stories_rules import Ages, Bill, Depends, Drying, Groups, Painters, Than, book
from teachsim.domains.base import Check

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from random import Random

    from teachsim.domains.base import Answer


class _Bill(Story):
    slot = "several-things"
    deal: bool

    def read(self, found: re.Match[str]) -> Bill | None:
        """Both sorts; something is left, or saved."""
        many, price, other_many, other_price, money = numbers(*found.groups())
        bill = Bill(many, price, other_many, other_price, money, self.deal)
        fit = bill.total > bill.money if self.deal else bill.money > bill.total
        return bill if fit and all(bill[:5]) else None

    def truth(self, data: Bill) -> str:
        """The difference."""
        return shown(abs(data.money - data.many * data.price - data.other_many * data.other_price))

    def make(self, rng: Random) -> Bill | None:
        """Shop sizes."""
        count, other = rng.randint(2, 9), rng.randint(2, 9)
        price, other_price = rng.randint(2, 12), rng.randint(2, 12)
        total = count * price + other * other_price
        if self.deal:
            money = total - rng.randint(1, min(30, total // 2))
        else:
            money = next(note for note in (20, 50, 100, 200, 500) if note > total)
        if price == other_price or count == other:
            return None
        one, cost, two, other_cost, paid = map(Fraction, (count, price, other, other_price, money))
        return Bill(one, cost, two, other_cost, paid, self.deal)


class Change(_Bill):
    """`3 at $4 and 2 at $7, paid with $50: how much change?`."""

    kind = "shop-change"
    deal = False
    patterns = (pattern(rf"{N} at {N} and {N} at {N}, paid with {N}: how much change"),)

    def text(self, data: Bill) -> str:
        """As written."""
        a, b, c, d, money = map(shown, data[:5])
        return f"{a} at ${b} and {c} at ${d}, paid with ${money}: how much change?"

    def back(self, data: Bill, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """Bill and change together."""
        return "what do bill and change make?", "bill and change make", data.total + value, data.money


class Saved(_Bill):
    """`7 at $1,089 and 12 at $325, or all for $10,000: how much is saved?`."""

    kind = "deal-saving"
    deal = True
    patterns = (pattern(rf"{N} at {N} and {N} at {N}, or all for {N}: how much is saved"),)

    def text(self, data: Bill) -> str:
        """As written."""
        a, b, c, d, money = map(shown, data[:5])
        return f"{a} at ${b} and {c} at ${d}, or all for ${money}: how much is saved?"

    def back(self, data: Bill, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """The offer and the saving together."""
        return (
            "what do the offer and the saving make?",
            "the offer and the saving make",
            data.money + value,
            data.total,
        )


_GROUPED = rf"{WHOLE} [a-z]{{2,12}}, {WHOLE} (?:to|in) (?:a|each) [a-z]{{2,12}}: how many"


class _Groups(Story):
    slot = "what-the-rest-means"
    full_only: bool

    def read(self, found: re.Match[str]) -> Groups | None:
        """More things than go into one."""
        things, size = map(int, found.groups())
        return Groups(things, size, self.full_only) if things > size > 1 else None

    def truth(self, data: Groups) -> str:
        """Up for all, down for full ones."""
        down = data.things // data.size
        return shown(down if self.full_only or down * data.size == data.things else down + 1)

    def make(self, rng: Random) -> Groups | None:
        """Mostly with a rest."""
        size = rng.randint(3, 12)
        things = size * rng.randint(2, 12) + rng.randint(0, size - 1)
        return Groups(things, size, self.full_only)

    def tests(self, data: Groups, answer: Answer) -> Iterator[Check]:
        """How many go into so many groups."""
        value = Fraction(str(answer.value))
        room, right = value * data.size, Fraction(self.truth(data).replace(",", ""))
        what, one = ("eggs", "box") if self.full_only else ("people", "bus")
        refutes = value != right
        if value.denominator > 1:
            seen_so = f"{answer.text} would be a piece of a {one}, and there are no pieces"
        elif self.full_only:
            seen_so = f"{answer.text} of them take {shown(room)} {what} and there are {data.things}"
        else:
            seen_so = f"there's room for {shown(room)} of the {data.things} {what}"
        end = "that doesn't fit" if refutes else "that fits"
        yield Check(
            "picture-them",
            (
                f"Picture yours, each {one} with its {what}. Does it come out with {data.things}?",
                f"Can you picture each {one}, and what happens to all the {what}?",
                f"Try to picture every {one} and count the {what} in it.",
            ),
            seen(f"{seen_so}, {end}"),
            refutes,
            r"\bpicture\b.*\b(?:bus|box)\b",
        )


class ForAll(_Groups):
    """`29 people, 4 to a bus: how many buses for all?`."""

    kind = "groups-for-all"
    full_only = False
    patterns = (pattern(rf"{_GROUPED} [a-z]{{2,12}} for all"),)

    def text(self, data: Groups) -> str:
        """As written."""
        return f"{data.things} people, {data.size} to a bus: how many buses for all?"


class FullOnes(_Groups):
    """`29 eggs, 4 to a box: how many full boxes?`."""

    kind = "full-groups"
    full_only = True
    patterns = (pattern(rf"{_GROUPED} full [a-z]{{2,12}}"),)

    def text(self, data: Groups) -> str:
        """As written."""
        return f"{data.things} eggs, {data.size} to a box: how many full boxes?"


class MoreThan(Story):
    """`Ann has 12, 5 more than Ben: how many has Ben?`, or `Ann has 12, Ben has 5 more: ...`."""

    kind = "more-than"
    slot = "compare-words"
    patterns = (
        pattern(
            rf"Ann has {WHOLE}, (?P<turned>){WHOLE} (more than|fewer than|times as many as) Ben:"
            r" how many has Ben"
        ),
        pattern(rf"Ann has {WHOLE}, Ben has {WHOLE} (more|fewer|times as many): how many has Ben"),
    )

    def read(self, found: re.Match[str]) -> Than | None:
        """Nobody has less than nothing, or a part of one."""
        known, *_, by, words = found.groups()
        how, turned = words.split()[0].lower(), "turned" in found.groupdict()
        task = Than(int(known), int(by), how, turned)
        gets_less = (how == "fewer") != turned if how != "times" else False
        if gets_less and task.by >= task.known:
            return None
        return None if how == "times" and (task.by == 1 or (turned and task.known % task.by)) else task

    def text(self, data: Than) -> str:
        """As written."""
        known, by, how, turned = data
        words = f"{how} as many" if how == "times" else how
        if turned:
            return (
                f"Ann has {known}, {by} {words} {'as' if how == 'times' else 'than'} Ben: how many has Ben?"
            )
        return f"Ann has {known}, Ben has {by} {words}: how many has Ben?"

    def truth(self, data: Than) -> str:
        """From who has more."""
        known, by, how, turned = data
        if how == "times":
            return shown(Fraction(known, by) if turned else known * by)
        return shown(known - by if (how == "more") == turned else known + by)

    def make(self, rng: Random) -> Than | None:
        """Mostly the turned ones."""
        how = rng.choice(("more", "fewer", "times"))
        turned = rng.random() < 0.7
        by = rng.randint(2, 6) if how == "times" else rng.randint(3, 12)
        known = by * rng.randint(3, 9) if how == "times" else rng.randint(15, 40)
        return Than(known, by, how, turned)

    def back(self, data: Than, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """Whoever has more, from the other."""
        known, by, how, turned = data
        one, other = (value, Fraction(known)) if turned else (Fraction(known), value)
        if how == "times":
            return "who has how many times as many?", "times as many makes", one * by, other
        due = one + by if how == "more" else one - by
        return f"does the one with {how} have it?", f"so many {how} makes", due, other


class _Depends(Story):
    slot = "what-depends"
    shape: type[Ages | Drying | Painters]

    def read(self, found: re.Match[str]) -> Depends | None:
        """Three numbers; ages go on."""
        task = self.shape(*map(int, found.groups()))
        if isinstance(task, Ages) and task.later < task.one:
            return None
        return None if task[0] == task[2] else task

    def truth(self, data: Depends) -> str:
        """By what stays the same."""
        one, two, later = data
        return {
            Ages: shown(later + two - one), Drying: shown(two), Painters: shown(Fraction(one * two, later)),
        }[self.shape]  # fmt: skip


class AgesLater(_Depends):
    """`Ann is 3 when Ben is 5: how old is Ben when Ann is 6?`."""

    kind = "ages-later"
    shape = Ages
    patterns = (pattern(rf"Ann is {WHOLE} when Ben is {WHOLE}: how old is Ben when Ann is {WHOLE}"),)

    def text(self, data: Ages) -> str:
        """As written."""
        return f"Ann is {data.one} when Ben is {data.two}: how old is Ben when Ann is {data.later}?"

    def make(self, rng: Random) -> Ages | None:
        """Children."""
        one = rng.randint(2, 8)
        two = rng.choice([age for age in range(2, 13) if age != one])
        return Ages(one, two, one * rng.randint(2, 4))

    def back(self, data: Ages, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """How many years apart."""
        return (
            "how many years lie between them, then and now?",
            "the years between them are",
            abs(value - data.later),
            abs(Fraction(data.two - data.one)),
        )


class DryingTime(_Depends):
    """`3 shirts dry in 2 hours: how many hours for 6 shirts?`."""

    kind = "drying-time"
    shape = Drying
    reads_off = True
    patterns = (pattern(rf"{WHOLE} shirts dry in {WHOLE} hours: how many hours for {WHOLE} shirts"),)

    def text(self, data: Drying) -> str:
        """As written."""
        return f"{data.things} shirts dry in {data.hours} hours: how many hours for {data.others} shirts?"

    def make(self, rng: Random) -> Drying | None:
        """Twice or three times as many."""
        things = rng.randint(2, 6)
        return Drying(things, rng.randint(2, 9), things * rng.randint(2, 4))

    def back(self, data: Drying, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """One shirt on its own line."""
        return (
            "how long does each shirt hang there?",
            "each shirt hangs there for",
            value,
            Fraction(data.hours),
        )


class PaintersTime(_Depends):
    """`3 painters take 4 days: how many days for 6 painters?`."""

    kind = "painters-time"
    shape = Painters
    patterns = (pattern(rf"{WHOLE} painters take {WHOLE} days: how many days for {WHOLE} painters"),)

    def text(self, data: Painters) -> str:
        """As written."""
        return f"{data.people} painters take {data.days} days: how many days for {data.others} painters?"

    def make(self, rng: Random) -> Painters | None:
        """Whole days."""
        people, days, others = rng.randint(2, 6), rng.randint(3, 24), rng.randint(2, 12)
        return None if people == others or people * days % others else Painters(people, days, others)

    def back(self, data: Painters, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """Days of one painter."""
        return (
            "how many days of work is that for one painter alone?",
            "for one alone it's",
            value * data.others,
            Fraction(data.people * data.days),
        )


_FRAMES = (
    Change(), Saved(), ForAll(), FullOnes(), MoreThan(), AgesLater(), DryingTime(), PaintersTime(),
    UndoScale(), UndoPercent(), FeeAndRate(), FeeAndUnits(),
)  # fmt: skip
STORIES = FrameTopic(
    "stories",
    book,
    CLAIMS,
    _FRAMES,
    {
        "shop-change": ("deal-saving",),
        "deal-saving": ("shop-change",),
        "groups-for-all": ("full-groups",),
        "full-groups": ("groups-for-all",),
        "ages-later": ("drying-time", "painters-time"),
        "drying-time": ("painters-time", "ages-later"),
        "painters-time": ("drying-time", "ages-later"),
        "undo-scale": ("undo-percent",),
        "undo-percent": ("undo-scale",),
        "fee-and-rate": ("fee-and-units",),
        "fee-and-units": ("fee-and-rate",),
    },
)
"""The topic of word problems."""
