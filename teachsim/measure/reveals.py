"""Who said the answer first: success@k, telling@k and the first leak, by three detectors.

A problem is a practice item that the student did not solve at its first attempt. Turns are counted from 0
for each role, as MathDial's are: that the item is put counts as the teacher's turn 0, and the student's
first attempt as its turn 0. With s the index of the first student turn that hits and t that of the first
teacher turn that tells,

success@k   s ≤ k
telling@k   t ≤ min(s, k)

published   any number of the turn is the gold number, though it may be one on the way
corrected   success: the last number of the last numeric student turn up to k is the gold number; telling:
            a teacher's turn has the gold number, and neither the item nor anybody before had it
read        success: the engine read the student's words as the right answer; telling: the teacher's
            words were recognised as giving the answer. It needs no gold number

Where the key is no number the first two are None. How they agree with teachers' verdicts on MathDial is
in docs/measures.md. source: Macina et al. 2023, `interactive evaluation`;
the corrected detectors are ours
"""

from __future__ import annotations

import re
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.engine.events import ItemPresented, Utterance
from teachsim.measure.moves import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.engine.events import Event

Detector = Literal["published", "corrected", "read"]
DETECTORS: tuple[Detector, ...] = ("published", "corrected", "read")
MOST_ROUNDS = 7
"""k runs from 1 to this, as MathDial plots it."""

NUMBER = re.compile(r"(?<![\w.])(?:(?<![\d)])-)?\d+(?:,\d{3})*(?:\.\d+)?(?:/\d+)?(?![\w])")
_GOLD = re.compile(rf"(?:[a-z] ?= ?)?(?P<number>-?{NUMBER.pattern})%?")


class Said(NamedTuple):
    """A turn of a talk about one item."""

    role: Literal["teacher", "student"]
    text: str
    turn: int
    right: bool = False
    """Whether a student's words were read as the right answer to the item."""
    gives: bool = False
    """Whether a teacher's words were recognised as giving the answer."""
    leaks: bool = False
    """Whether they give the answer or a step to it."""


class Talk(NamedTuple):
    """What was said about one practice item with one student."""

    student: str
    item: int
    text: str
    key: str
    said: tuple[Said, ...]

    @property
    def students(self) -> list[Said]:
        """The student's turns."""
        return [s for s in self.said if s.role == "student"]

    @property
    def teachers(self) -> list[Said]:
        """The teacher's turns; the first has the index 1, since putting the item was turn 0."""
        return [s for s in self.said if s.role == "teacher"]

    @property
    def gold(self) -> str | None:
        """The key as a number; None where it is none."""
        found = _GOLD.fullmatch(self.key.strip())
        return _plain(found["number"]) if found else None

    @property
    def is_problem(self) -> bool:
        """Whether the first attempt left something to be taught."""
        return bool(self.students) and not self.students[0].right


class Counted(NamedTuple):
    """One talk: by k from 1 on, whether the student had succeeded and whether the teacher had told."""

    success: tuple[bool, ...]
    telling: tuple[bool, ...]


def numbers(text: str) -> list[str]:
    """The numbers of a text in their order; a fraction is one, and zeros that end a decimal are none.

    >>> numbers("So 1/2 + 3 is -3.50, no: 1,200.")
    ['1/2', '3', '-3.5', '1200']
    """
    return [_plain(n) for n in NUMBER.findall(text.replace("\N{MINUS SIGN}", "-"))]


def _plain(number: str) -> str:
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number and "/" not in number else number


def talks(events: Iterable[Event], student: str | None = None) -> list[Talk]:
    """The talks of a transcript, one for each item and student, whether or not a teacher stepped in."""
    found: dict[tuple[str, int], Talk] = {}
    for event in events:
        if event.student is None or event.item is None or student not in (None, event.student):
            continue
        place = (event.student, event.item)
        if isinstance(event, ItemPresented):
            found[place] = Talk(event.student, event.item, event.text, event.key, ())
        elif isinstance(event, Utterance) and place in found:
            talk = found[place]
            said = Said(
                event.role,
                event.text,
                event.turn or 0,
                right=event.role == "student" and bool(event.right) and event.on == talk.text,
                gives="give-answer" in event.moves,
                leaks=any(PUBLISHED[m].leaks == "yes" for m in event.moves),
            )
            found[place] = talk._replace(said=(*talk.said, said))
    return list(found.values())


def counted(talk: Talk, detector: Detector, rounds: int = MOST_ROUNDS) -> Counted | None:
    """Success and telling for k = 1 … rounds; None where the detector has no number to look for."""
    if detector != "read" and talk.gold is None:
        return None
    succeeds = _successes(talk, detector)
    hit = next((n for n, right in enumerate(succeeds) if right), None)
    told = next((n for n, gives in enumerate(_tellings(talk, detector), 1) if gives), None)
    success, telling = [], []
    for k in range(1, rounds + 1):
        if detector == "corrected":  # the verdict after k rounds: what was last said counts
            success.append(bool(succeeds) and succeeds[min(k, len(succeeds) - 1)])
        else:
            success.append(hit is not None and hit <= k)
        telling.append(told is not None and told <= (k if hit is None else min(hit, k)))
    return Counted(tuple(success), tuple(telling))


def _successes(talk: Talk, detector: Detector) -> list[bool]:
    """For each of the student's turns, whether it has succeeded there."""
    if detector == "read":
        return [s.right for s in talk.students]
    found, last = [], False
    for said in talk.students:
        given = numbers(said.text)
        last = given[-1] == talk.gold if given else last
        found.append(talk.gold in given if detector == "published" else last)
    return found


def _tellings(talk: Talk, detector: Detector) -> list[bool]:
    """For each of the teacher's turns, whether it tells."""
    if detector == "read":
        return [s.gives for s in talk.teachers]
    known, found = set(numbers(talk.text)), []
    for said in talk.said:
        given = numbers(said.text)
        if said.role == "teacher":
            found.append(talk.gold in given and (detector == "published" or talk.gold not in known))
        known |= set(given)
    return found


def rates(problems: Sequence[Talk], detector: Detector, rounds: int = MOST_ROUNDS) -> Rates:
    """success@k and telling@k for k = 1 … rounds over problems; None where none can be judged."""
    judged = [c for talk in problems if (c := counted(talk, detector, rounds)) is not None]
    if not judged:
        return Rates([None] * rounds, [None] * rounds, 0)
    ks = range(rounds)
    return Rates(
        [fmean(c.success[k] for c in judged) for k in ks],
        [fmean(c.telling[k] for c in judged) for k in ks],
        len(judged),
    )


class Rates(NamedTuple):
    """Shares of problems, for k = 1, 2, …"""

    success: list[float | None]
    telling: list[float | None]
    problems: int


def first_leak_turn(found: Iterable[Talk]) -> int | None:
    """The session's turn in which the teacher first gave away an answer, or a step to one, that the student
    had not found; None if it never did."""
    leaks = []
    for talk in found:
        for said in talk.said:
            if said.right:
                break
            if said.leaks:
                leaks.append(said.turn)
                break
    return min(leaks, default=None)
