"""How a student works an item: which of its rules win, the way it goes, slips, and not knowing."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.draws import draws
from teachsim.language.acts import Act, ActStep, Mood
from teachsim.roles.student.mind import clueless, p_right_rule
from teachsim.roles.student.parameters import CLUELESS, SAYS_SO, TERSE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from teachsim.domains.base import Domain, Item, Solution
    from teachsim.engine.cards import SelfBelief, Traits
    from teachsim.engine.views import StudentView
    from teachsim.roles.student.mind import Mind
    from teachsim.roles.student.parameters import Learning

UNSURE_FROM: dict[SelfBelief, float | None] = {"calibrated": 0.5, "over": 1.0, "under": None}
"""Dissatisfaction, as a share of the confidence, above which an answer sounds unsure; None: always."""

WILD_GUESSES = 20
"""Draws in search of a wrong one: more than enough even where only two answers can be given."""


class Answered(NamedTuple):
    """An answer with what was at work in it."""

    solution: Solution | None
    """None where the student does not know, and says so."""
    held: tuple[str, ...]
    luck: str


class Chance:
    """The generators of one answer; each purpose has its own, so none shifts another's luck.

    Each is made when it is first drawn from: to seed one takes as long as to look up a solution.
    """

    def __init__(self, of: Callable[[str], Random]) -> None:
        """of: the generator of a purpose."""
        self._of = of

    @cached_property
    def choose(self) -> Random:
        """Which rule wins."""
        return self._of("choose")

    @cached_property
    def way(self) -> Random:
        """How it is applied, where there are several ways."""
        return self._of("way")

    @cached_property
    def slip(self) -> Random:
        """Carelessness and guesses."""
        return self._of("slip")


class Me(NamedTuple):
    """What stays the same about a student."""

    id: str
    seed: int
    traits: Traits
    how: Learning
    domain: Domain

    def chance(self, view: StudentView, purpose: str) -> Random:
        """The generator of one purpose of the act that comes next."""
        return draws(self.seed, self.id, view.number, view.act, purpose)

    def answer(self, text: str, mind: Mind, view: StudentView) -> Act:
        """Its answer to an item, as things stand."""
        item = self.domain.parse(text)
        assert item is not None, text
        chance = Chance(lambda purpose: self.chance(view, purpose))
        return answer_act(item, mind, self.traits, self.how, self.domain, chance)


def work(
    item: Item,
    mind: Mind,
    traits: Traits,
    how: Learning,
    domain: Domain,
    chance: Chance,
    *,
    far: bool = False,
) -> Answered:
    """Solve an item as this mind does now: which rules win, a way of applying them, and slips.

    far: whether the item asks for transfer, so that what was only told is of little help
    """
    kind = "" if far else item.kind
    at_work: list[str] = []
    knows = True
    needed = frozenset(domain.slots(item))
    for slot in sorted({*mind.slots} & {*needed, *slots_of_kind(domain, item.kind)}):
        state = mind.slot(slot)
        wins = chance.choose.random() < p_right_rule(state, item.text, kind, how.sharpness)
        if clueless(state, item.text, kind):
            knows = knows and slot not in needed
        elif not wins and state.wrongest > CLUELESS:
            at_work += mind.holds(slot)
    ways = domain.ways(item, at_work)
    solution = ways[0].solution
    if len(ways) > 1:
        solution = chance.way.choices([w.solution for w in ways], weights=[w.weight for w in ways])[0]
    if not knows:
        return _without_a_rule(item, traits, domain, tuple(at_work), chance.slip)
    if chance.slip.random() < traits.slip:
        slipped = domain.slip(item, solution, chance.slip)
        if not domain.grade(item, slipped.answer):  # carelessness makes no wrong answer right
            return Answered(slipped, tuple(at_work), "slip")
    return Answered(solution, tuple(at_work), "none")


def _without_a_rule(
    item: Item, traits: Traits, domain: Domain, held: tuple[str, ...], rng: Random
) -> Answered:
    """A lucky guess, a word that it does not know, or a wild guess; who avoids help says no such word.

    A wild guess is a wrong one, so that `guess` is the chance of being right without a rule.
    """
    solved = domain.solve(item)
    if rng.random() < traits.guess:
        return Answered(solved.__class__(solved.answer, ()), held, "guess")
    if rng.random() < SAYS_SO and traits.help != "avoids":
        return Answered(None, held, "none")
    wild = domain.guess(item, rng)
    for _ in range(WILD_GUESSES):
        if not domain.grade(item, wild):
            break
        wild = domain.guess(item, rng)
    return Answered(solved.__class__(wild, ()), held, "guess")


def answer_act(
    item: Item,
    mind: Mind,
    traits: Traits,
    how: Learning,
    domain: Domain,
    chance: Chance,
    *,
    far: bool = False,
) -> Act:
    """An answer, computed and graded, with its steps; or that it does not know."""
    done = work(item, mind, traits, how, domain, chance, far=far)
    if done.solution is None:
        return Act(kind="no-idea", on=item.text, held=done.held, mood="unsure")
    steps = tuple(ActStep(text=s.text, rule=s.rule, slot=s.slot, misconception=s.misconception, says=s.says)
                  for s in done.solution.steps)  # fmt: skip
    answer = done.solution.answer
    return Act(
        kind="answer",
        on=item.text,
        answer=answer.text,
        correct=domain.grade(item, answer),
        steps=steps,
        held=done.held,
        luck="guess" if done.luck == "guess" else "slip" if done.luck == "slip" else "none",
        effort="answered",
        mood=_mood(item, mind, traits, domain),
    )


@lru_cache(maxsize=128)  # all kinds once and little more: each entry holds on to its domain
def slots_of_kind(domain: Domain, kind: str) -> frozenset[str]:
    """Slots at which a misconception can displace the right procedure of this kind of item."""
    return frozenset(m.slot for m in domain.misconceptions.values() if kind in m.kinds)


def _mood(item: Item, mind: Mind, traits: Traits, domain: Domain) -> Mood:
    """Unsure where its own way has failed before, in the measure of its confidence and self-belief."""
    if mind.engagement < TERSE:
        return "tired"
    bears = UNSURE_FROM[traits.self_belief]
    if bears is None:
        return "unsure"
    shaken = max((mind.slot(s).dissatisfaction for s in domain.slots(item) if s in mind.slots), default=0.0)
    return "unsure" if shaken > traits.confidence * bears else "sure"
