"""The orderings that a learning model has to show, and what six turns of each condition come to.

Seventeen checks after the literature; each says how far it is inside its margin, so that a check that
fails says by how much. They are made with one set of parameters for each setting, and none is fitted to
one check. Where a check concerns the student's own rules (11, 15), it is made on generated items of a
domain, with the rules run.
"""

from __future__ import annotations

from argparse import ArgumentParser
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, get_args

from benchmarks.conditions import (
    CONDITIONS,
    KIND,
    SLOT,
    WRONG,
    Pupil,
    means,
    outcomes,
    pupils,
    right,
    steps,
    tested,
    turn,
)
from benchmarks.tables import table
from teachsim.domains.registry import domain
from teachsim.engine.cards import Holding, StudentCard
from teachsim.engine.events import Effects, SlotEffect
from teachsim.language.acts import Act, Move, Understood
from teachsim.roles.student.answering import Chance, answer_act
from teachsim.roles.student.effects import effects_of
from teachsim.roles.student.learning import do, forget, hear
from teachsim.roles.student.mind import newborn, self_report
from teachsim.roles.student.parameters import PARAMETERS, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.conditions import Scores, Taught

MARGIN = 0.02
"""By how much an ordering has to hold, in shares right, unless it says otherwise."""
CHECKED = tuple(CONDITIONS)[:13]
PROTOTYPE = {
    "none": (0.23, 0.23, 0.23, 0.23),
    "empty praise": (0.20, 0.20, 0.21, 0.20),
    "answer given": (0.45, 0.29, 0.25, 0.24),
    "rule told": (0.66, 0.40, 0.31, 0.30),
    "refutation": (0.73, 0.51, 0.40, 0.38),
    "worked examples": (0.72, 0.47, 0.36, 0.35),
    "examples + practice": (0.67, 0.47, 0.39, 0.37),
    "practice": (0.58, 0.45, 0.40, 0.39),
    "erroneous examples": (0.58, 0.53, 0.47, 0.46),
    "bare counterexamples": (0.40, 0.33, 0.30, 0.29),
    "conflict, then rule": (0.60, 0.40, 0.34, 0.33),
    "rule, then conflict": (0.57, 0.38, 0.32, 0.30),
    "guided discovery": (0.53, 0.47, 0.42, 0.41),
}
"""Shares right in a simulation of the same equations that was fitted to raw moves, for comparison."""


class Check(NamedTuple):
    """One ordering."""

    number: str
    says: str
    spare: float
    """What is left beyond its margin, in the unit of its figures; below 0 it fails."""
    figures: str

    @property
    def holds(self) -> bool:
        return self.spare >= 0


def lacks(of: Mapping[str, Scores]) -> list[float]:
    """What the orderings of shares right fall short by, in shares; 0 where one holds."""
    return [max(0.0, -check.spare) for check in of_shares(of)]


def of_shares(of: Mapping[str, Scores]) -> list[Check]:
    """The checks that follow from the shares right alone."""
    none, told, guided = of["none"], of["rule told"], of["guided discovery"]
    practice, erroneous, bare = of["practice"], of["erroneous examples"], of["bare counterexamples"]
    refuted, first, then = of["refutation"], of["conflict, then rule"], of["rule, then conflict"]
    return [
        _less("2", "empty praise does not help", of["empty praise"].now_near, none.now_near, 0),
        _less("3", "an answer given < a rule told, on transfer", of["answer given"].now_transfer,
              told.now_transfer),
        _less("4", "what is told: more than .25 is gone in a week", told.week_near, told.now_near, 0.25),
        _less("5", "told < refutation, on transfer in a week", told.week_transfer, refuted.week_transfer),
        _less("6", "guided discovery ≤ told, now", guided.now_near, told.now_near, 0),
        _less("6", "told < guided discovery, on transfer in a week", told.week_transfer,
              guided.week_transfer),
        Check("7", "erroneous examples as good as practice now (±.05)",
              0.05 - abs(erroneous.now_near - practice.now_near),
              f"{erroneous.now_near:.3f}, {practice.now_near:.3f}"),
        _less("7", "practice < erroneous examples, in a week", practice.week_near, erroneous.week_near),
        _less("8", "bare counterexamples < told, now", bare.now_near, told.now_near),
        _less("9", "rule, then conflict ≤ the reverse, in a week", then.week_near, first.week_near, 0),
    ]  # fmt: skip


def _less(number: str, says: str, lower: float, higher: float, margin: float = MARGIN) -> Check:
    return Check(number, says, higher - lower - margin, f"{lower:.3f}, {higher:.3f}")


def checks(setting: Setting, number: int, seed: int) -> list[Check]:
    """All seventeen, some in two halves."""
    everybody = pupils(number, setting, seed)
    runs = {condition: outcomes(condition, everybody, seed) for condition in CHECKED}
    of = {condition: means(run) for condition, run in runs.items()}
    made = [
        _nothing_changes(everybody, runs["none"]),
        *of_shares(of),
        _tires(everybody, runs["bare counterexamples"]),
        *_efforts(everybody),
        _truth_refutes_nothing(setting, number, seed),
        _slower(everybody, seed),
        _blunted(everybody, of, seed),
        _illusion(everybody, runs["rule told"], seed),
        _wrong_target(everybody),
        _relapse(runs["refutation"]),
        _spaced(everybody, seed),
    ]
    return sorted(made, key=lambda check: int(check.number))


def _nothing_changes(everybody: Sequence[Pupil], run: Sequence[Taught]) -> Check:
    moved = max(
        abs(now - before)
        for pupil, one in zip(everybody, run, strict=True)
        for now, before in zip(one.scores, tested(pupil, pupil.mind, pupil.mind), strict=True)
    )
    return Check("1", "no teaching changes nothing", -moved, f"largest change {moved:.3f}")


def _tires(everybody: Sequence[Pupil], bare: Sequence[Taught]) -> Check:
    before = fmean(pupil.mind.engagement for pupil in everybody)
    after = fmean(one.after.engagement for one in bare)
    return _less("8", "bare counterexamples lower engagement", after, before)


def _efforts(everybody: Sequence[Pupil]) -> list[Check]:
    """The same turn, with nothing but the student's effort to tell them apart."""
    felt = Effects(slots=(SlotEffect(slot=SLOT, information=0.5, conflict=0.3),))
    shares = []
    for effort in ("heard", "answered", "explained"):
        act = Act(kind="explain", effort=effort)
        scores = []
        for pupil in everybody:
            mind = pupil.mind
            for number in range(6):
                mind = do(
                    hear(mind, felt, pupil.how, pupil.trust, f"item {number}", KIND), felt, act, pupil.how
                )
                mind = mind.model_copy(update={"engagement": pupil.mind.engagement})
            scores.append(right(pupil, forget(mind, 7, pupil.how), "new", ""))
        shares.append(fmean(scores))
    return [
        _less("10", "passive < active, all else equal", shares[0], shares[1]),
        _less("10", "active < constructive, all else equal", shares[1], shares[2]),
    ]


def _truth_refutes_nothing(setting: Setting, number: int, seed: int) -> Check:
    """Counterexamples on which the misconception does not show, on generated items with rules run."""
    taught_domain = domain("arithmetic")
    name, kind = "smaller-from-larger", "whole-subtraction"
    card = StudentCard(id="s", name="S", holds=(Holding(misconception=name, strength=0.9),), learning=setting)
    mind = newborn(card, taught_domain)
    moved, items, rng = 0, 0, Random(f"{seed}/agree")
    no_luck = card.traits.model_copy(update={"slip": 0.0})
    while items < max(50, number // 20):
        item = taught_domain.generate(kind, None, rng)
        if taught_domain.shows(name, item):
            continue
        items += 1
        chance = Chance(lambda purpose, at=f"{seed}/{items}": Random(f"{at}/{purpose}"))
        act = answer_act(item, mind, no_luck, PARAMETERS[setting], taught_domain, chance)
        answer = taught_domain.read_answer(item, act.answer or "")
        assert answer is not None
        for check in taught_domain.checks(item, answer):
            move = Move(kind="ask-check", target=taught_domain.misconceptions[name].slot, check=check.name)
            said = Understood(moves=(move,), confidence=1.0)
            moved += bool(effects_of(said, mind, act, act, 1.0, taught_domain).slots)
    return Check("11", "a counterexample on which the rule is right does nothing", -float(moved),
                 f"{moved} effects on {items} items")  # fmt: skip


def _slower(everybody: Sequence[Pupil], seed: int) -> Check:
    """Refutations until a near item is more likely right than wrong, at most 30."""

    def turns(pupil: Pupil, wrong: float) -> int:
        slot = pupil.mind.slot(SLOT).model_copy(
            update={"wrong": {WRONG: wrong}, "wrong_at_first": {WRONG: wrong}}
        )
        mind = pupil.mind.model_copy(update={"slots": {SLOT: slot}})
        rng = Random(f"{seed}/{pupil.number}/slower")
        step = steps()["refutation"]
        for number in range(30):
            if right(pupil, mind, "new", KIND) > 0.5:
                return number
            mind = turn(pupil, mind, step, number, rng)
        return 30

    few = everybody[: max(100, len(everybody) // 4)]
    weak, strong = (fmean(turns(pupil, wrong) for pupil in few) for wrong in (0.5, 0.8))
    return Check("12", "a stronger misconception takes more turns", strong - weak - 0.5,
                 f"m .5: {weak:.1f} turns, m .8: {strong:.1f}")  # fmt: skip


def _blunted(everybody: Sequence[Pupil], of: Mapping[str, Scores], seed: int) -> Check:
    """Whatever is gained at usual engagement, less than half is at .25."""
    few = everybody[: max(100, len(everybody) // 4)]
    bored = [p._replace(mind=p.mind.model_copy(update={"engagement": 0.25})) for p in few]
    none = of["none"].now_near
    shares = {}
    for condition in CHECKED[2:]:
        usual = means(outcomes(condition, few, seed)).now_near - none
        if usual > MARGIN:
            shares[condition] = (means(outcomes(condition, bored, seed)).now_near - none) / usual
    worst = max(shares, key=lambda condition: shares[condition])
    return Check("13", "engagement below .3 blunts every move: less than half is gained",
                 0.5 - shares[worst], f"at most {shares[worst]:.2f} of it ({worst})")  # fmt: skip


def _illusion(everybody: Sequence[Pupil], told: Sequence[Taught], seed: int) -> Check:
    reports = fmean(
        self_report(one.after.slot(SLOT), Random(f"{seed}/{pupil.number}/report"))
        for pupil, one in zip(everybody, told, strict=True)
    )
    return _less("14", "transfer tested < understanding reported, after telling", means(told).now_transfer,
                 reports)  # fmt: skip


def _wrong_target(everybody: Sequence[Pupil]) -> Check:
    """Six refutations of what the student does not hold, at another slot."""
    felt = Effects(slots=(SlotEffect(slot="elsewhere", information=0.7, conflict=0.43),))
    moved = 0.0
    for pupil in everybody:
        mind = pupil.mind
        for _ in range(6):
            mind = do(hear(mind, felt, pupil.how, pupil.trust, "item", KIND), felt, Act(kind="acknowledge"),
                      pupil.how)  # fmt: skip
        moved = max(moved, abs(mind.slot(SLOT).wrongest - pupil.mind.slot(SLOT).wrongest))
    return Check(
        "15", "treating another misconception leaves the target", -moved, f"largest change {moved:.3f}"
    )


def _relapse(run: Sequence[Taught]) -> Check:
    now = fmean(one.after.slot(SLOT).wrongest for one in run)
    week = fmean(one.week.slot(SLOT).wrongest for one in run)
    return _less("16", "the misconception is weaker now than in a week", now, week)


def _spaced(everybody: Sequence[Pupil], seed: int) -> Check:
    """Two lessons in which the rule is told."""
    massed, spaced = (means(outcomes("rule told", everybody, seed, gap=g)).week_near for g in (0, 7))
    return _less("17", "two lessons on end < a week apart, a week later", massed, spaced)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    everybody = pupils(given.pupils, "population", given.seed)
    rows = [
        (condition, *map(_shown, means(outcomes(condition, everybody, given.seed)),
                         PROTOTYPE.get(condition, (None,) * 4)))
        for condition in CONDITIONS
    ]  # fmt: skip
    print(
        f"{given.pupils} students of the population setting, six turns each, seed {given.seed}: shares\n"
        "right, in brackets those of a prototype of the same equations.\n"
    )
    print(table(("condition", "now, same type", "now, transfer", "7 d, near", "7 d, transfer"), rows))
    for setting in get_args(Setting):
        made = checks(setting, given.pupils, given.seed)
        failing = [check.number for check in made if not check.holds]
        print(f"\nOrderings in the {setting} setting; failing: {', '.join(failing) or 'none'}.\n")
        print(table(
            ("check", "ordering", "holds", "spare", "figures"),
            [(c.number, c.says, "yes" if c.holds else "NO", f"{c.spare:+.3f}", c.figures) for c in made],
        ))  # fmt: skip


def _shown(share: float, prototype: float | None) -> str:
    return f"{share:.2f}" if prototype is None else f"{share:.2f} ({prototype:.2f})"


if __name__ == "__main__":
    main()
