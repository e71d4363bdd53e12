"""A population of students under the conditions that studies compare, through the product's own functions.

Each student has one slot and one misconception. A condition is six turns; each is heard, answered and
learned from by `hear`, `do`, `forget` and `p_correct` of teachsim.roles.student, so nothing of the model
is repeated here. What is here: which moves a condition consists of, what the student does on hearing
them, and tests.

As in a session, conflict is computed: it exists only where the student's own rule was at work and gave
a wrong answer that it can see to be wrong. What a session computes by running rules on items is drawn
here with the probability that the rules would have, since studies do not tell their items.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.engine.events import Effects, SlotEffect
from teachsim.language.acts import Act
from teachsim.roles.student.effects import FORCES, ON_TRUST, Force
from teachsim.roles.student.learning import do, forget, hear, tiring
from teachsim.roles.student.mind import Mind, SlotMind, p_correct, readiness
from teachsim.roles.student.parameters import PARAMETERS, PUPILS, SHAKEN, Learning, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.language.acts import ActKind, Effort

SLOT, WRONG, KIND = "slot", "wrong", "kind"
WEEK = 7.0
WORDS = 25
"""Of a teacher's turn: too few to tire."""

Does = Literal[
    "listens", "tests", "practises", "explains-error", "explains", "recalls", "says-why", "retries"
]


class Step(NamedTuple):
    """One turn of a condition: what it can do at most, and what the student does on hearing it."""

    force: Force
    does: Does = "listens"
    seen: bool = True
    """Whether the student can see a conflict for itself; else it takes it on trust."""
    praises: bool = False
    """Whether a wrong answer is praised."""


class Studied(NamedTuple):
    """What the moves of studies do that the language of a session has no single move for."""

    practice: Force = Force(information=0.161, conflict=0.084)
    """A problem with feedback and the right answer afterwards."""
    erroneous: Force = Force(information=0.088, conflict=0.23)
    """A wrong solution, like the student's own, to be found fault with, put right and explained."""
    exploring: Force = Force(evoked=0.322)
    """Problems with material, and nobody who says anything."""
    guided: Force = Force(information=0.352, conflict=0.249)
    """Hints that lead to the rule."""


STUDIED = Studied()


def steps(studied: Studied = STUDIED) -> dict[str, Step]:
    """What can happen in a turn, by name."""
    return {
        "nothing": Step(Force()),
        "praise": Step(Force(), praises=True),
        "answer": Step(FORCES["give-answer"], seen=False),
        "rule": Step(FORCES["state-rule"], seen=False),
        "refutation": Step(FORCES["refute"]),
        "example": Step(FORCES["worked-example"], seen=False),
        "counterexample": Step(FORCES["ask-check"], "tests"),
        "why": Step(FORCES["ask-why"], "says-why"),
        "recall": Step(FORCES["recall"], "recalls"),
        "retry": Step(FORCES["seek-strategy"], "retries"),
        "problem": Step(FORCES["try-item"], "practises"),
        "practice": Step(studied.practice, "practises"),
        "erroneous": Step(studied.erroneous, "explains-error"),
        "self-explain": Step(FORCES["worked-example"], "explains", seen=False),
        "exploring": Step(studied.exploring, "recalls"),
        "guided": Step(studied.guided, "explains"),
    }


CONDITIONS: dict[str, tuple[str, ...]] = {
    "none": ("nothing",) * 6,
    "empty praise": ("praise",) * 6,
    "answer given": ("answer",) * 6,
    "rule told": ("rule",) * 6,
    "refutation": ("refutation",) * 6,
    "worked examples": ("example",) * 6,
    "examples + practice": ("example", "practice") * 3,
    "practice": ("practice",) * 6,
    "erroneous examples": ("erroneous",) * 6,
    "bare counterexamples": ("counterexample",) * 6,
    "conflict, then rule": ("counterexample",) * 3 + ("rule",) * 3,
    "rule, then conflict": ("rule",) * 3 + ("counterexample",) * 3,
    "guided discovery": ("counterexample", "why", "recall", "guided", "retry", "recall"),
    "unassisted discovery": ("exploring",) * 6,
    "problems, no feedback": ("problem",) * 6,
    "self-explained examples": ("self-explain",) * 6,
    "problems first": ("exploring",) * 3 + ("rule",) * 3,
    "instruction first": ("rule",) * 3 + ("exploring",) * 3,
}  # fmt: skip
"""Six turns each."""


class Pupil(NamedTuple):
    """A student of the population, before anything is taught."""

    number: int
    mind: Mind
    how: Learning
    trust: float
    slip: float
    guess: float


class Scores(NamedTuple):
    """Probability of a right answer on each kind of test; also of one student's mean over a class."""

    now_near: float
    now_transfer: float
    week_near: float
    week_transfer: float


class Taught(NamedTuple):
    """What became of a student."""

    after: Mind
    week: Mind
    scores: Scores


def pupils(
    number: int, setting: Setting, seed: int, how: Learning | None = None, *, shift: float = 0.0
) -> list[Pupil]:
    """Students of a setting, each with its own strengths and its own pace.

    shift: added to c, for a class that knows more or less
    """
    spread = PUPILS[setting]
    how = how or PARAMETERS[setting]
    made = []
    for n in range(number):
        rng = Random(f"{seed}/{n}")
        wrong, right = spread.wrong.draw(rng), spread.right.draw(rng)
        right = min(max(right + shift, 0.0), 1.0)
        slot = SlotMind(
            right=right, right_at_first=right, wrong={WRONG: wrong}, wrong_at_first={WRONG: wrong}
        )
        pace, engagement = spread.pace.draw(rng), spread.engagement.draw(rng)
        trust, slip, guess = spread.trust.draw(rng), spread.slip.draw(rng), spread.guess.draw(rng)
        mind = Mind(slots={SLOT: slot}, engagement=engagement)
        made.append(Pupil(n, mind, replace(how, rate=how.rate * pace), trust, slip, guess))
    return made


def right(pupil: Pupil, mind: Mind, item: str, kind: str) -> float:
    """Probability of a right answer."""
    return p_correct(mind.slot(SLOT), item, kind, pupil.how.sharpness, pupil.slip, pupil.guess)


def tested(pupil: Pupil, mind: Mind, week: Mind) -> Scores:
    """Near items are of the kind that was taught and new; transfer items are of another kind."""
    return Scores(*(right(pupil, m, "new", kind) for m in (mind, week) for kind in (KIND, "")))


def turn(pupil: Pupil, mind: Mind, step: Step, number: int, rng: Random) -> Mind:
    """The mind after one turn about a new item of the kind, and after what the student did with it."""
    wrong = rng.random() >= right(pupil, mind, f"item {number}", KIND)
    luck = rng.random()
    conflict = step.force.conflict * (1.0 if step.seen else pupil.trust * ON_TRUST) if wrong else 0.0
    felt: tuple[SlotEffect, ...] = ()
    if any(step.force) and (conflict or step.does != "tests"):  # a test that is passed tells nothing
        felt = (
            SlotEffect(
                slot=SLOT,
                information=step.force.information,
                evoked=step.force.evoked,
                conflict=conflict,
            ),
        )
    effects = Effects(
        slots=felt,
        engagement=tiring(WORDS, felt, mind),
        praised_wrong=(SLOT,) if step.praises and wrong else (),
    )
    mind = hear(mind, effects, pupil.how, pupil.trust, f"item {number}", KIND)
    return do(mind, effects, _act(pupil, mind, step.does, wrong, luck), pupil.how)


def _act(pupil: Pupil, mind: Mind, does: Does, wrong: bool, luck: float) -> Act:
    """What the student does, as `reply` would have it."""
    slot = mind.slot(SLOT)
    shaken = slot.dissatisfaction > SHAKEN
    match does:
        case "tests":
            return _made("check", "answered")
        case "practises":
            return _made("answer", "answered", not wrong)
        case "explains":
            return _made("explain", "explained")
        case "explains-error":
            return _made("reflect" if shaken else "explain", "explained")
        case "says-why":
            return _made("reflect", "found") if shaken else _made("justify", "explained")
        case "recalls":
            found = luck < readiness(slot, pupil.how.sharpness)
            return _made("idea", "found") if found else _made("no-idea", "heard")
        case "retries":
            correct = luck < right(pupil, mind, "item", KIND)
            return _made("answer", "found" if correct and slot.echo <= 0.15 else "answered", correct)
        case _:
            return _made("acknowledge", "heard")


@lru_cache(maxsize=64)
def _made(kind: ActKind, effort: Effort, correct: bool | None = None) -> Act:
    return Act(kind=kind, effort=effort, correct=correct)


def taught(pupil: Pupil, moves: Sequence[Step], seed: int, *, gap: float | None = None) -> Taught:
    """A student taught by these turns, tested at once and a week later.

    gap: the turns are taken twice, with so many days between; None for once. The second lesson is begun
         as fresh as the first, even if it follows at once
    """
    rng = Random(f"{seed}/{pupil.number}/lesson")
    mind = pupil.mind
    for lesson in range(1 if gap is None else 2):
        if lesson and gap is not None:
            mind = forget(mind, gap, pupil.how) if gap else mind
            mind = mind.model_copy(update={"engagement": pupil.mind.engagement})
        for number, step in enumerate(moves, 1):
            mind = turn(pupil, mind, step, 6 * lesson + number, rng)
    week = forget(mind, WEEK, pupil.how)
    return Taught(mind, week, tested(pupil, mind, week))


def outcomes(
    condition: str,
    population: Sequence[Pupil],
    seed: int = 0,
    studied: Studied = STUDIED,
    *,
    gap: float | None = None,
) -> list[Taught]:
    """Everybody under one condition; the same students and the same luck under every other."""
    known: Mapping[str, Step] = steps(studied)
    moves = [known[name] for name in CONDITIONS[condition]]
    return [taught(pupil, moves, seed, gap=gap) for pupil in population]


def means(of: Sequence[Taught]) -> Scores:
    """Shares right of a class."""
    return Scores(*(sum(column) / len(of) for column in zip(*(one.scores for one in of), strict=True)))
