"""What a student does next: computed from its mind, from its own rules and from what was asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.draws import draws
from teachsim.language.acts import Act, ActKind, ActStep, Effort, Mood, Move
from teachsim.roles.student.effects import check_asked, slots_at_fault
from teachsim.roles.student.mind import p_right_rule, sigmoid

if TYPE_CHECKING:
    from random import Random

    from teachsim.domains.base import Domain, Item, Solution
    from teachsim.engine.cards import Traits
    from teachsim.engine.views import Felt, StudentView
    from teachsim.roles.student.learning import Learning
    from teachsim.roles.student.mind import Mind

CLUELESS = 0.15
"""With neither a right nor a wrong rule above this, the student guesses."""
WANTS_TO_STOP = 0.25
TERSE = 0.35
"""Engagement below which replies become one word."""
SHAKEN = 0.12
"""Dissatisfaction above which a student can say what is wrong with its own way."""
ASKS_AFTER = 2
"""Wrong answers on an item after which a student who asks for help may do so."""


class Answered(NamedTuple):
    """An answer with what was at work in it."""

    solution: Solution
    held: tuple[str, ...]
    luck: str


class Chance(NamedTuple):
    """The generators of one answer; each purpose has its own, so none shifts another's luck."""

    choose: Random
    way: Random
    slip: Random


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
    clueless = False
    for slot in sorted({*mind.slots} & {*domain.slots(item), *_slots_of_kind(domain, item.kind)}):
        state = mind.slot(slot)
        right = p_right_rule(state, item.text, kind, how.sharpness)
        if chance.choose.random() < right:
            continue
        if state.wrongest > CLUELESS:
            at_work += mind.holds(slot)
        elif state.right < CLUELESS:
            clueless = True
    ways = domain.ways(item, at_work)
    solution = chance.way.choices([w.solution for w in ways], weights=[w.weight for w in ways])[0]
    if clueless:
        guess = domain.guess(item, chance.slip)
        return Answered(solution.__class__(guess, ()), tuple(at_work), "guess")
    if chance.slip.random() < traits.slip:
        slipped = domain.slip(item, solution, chance.slip)
        if not domain.grade(item, slipped.answer):  # carelessness makes no wrong answer right
            return Answered(slipped, tuple(at_work), "slip")
    return Answered(solution, tuple(at_work), "none")


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
    """An answer, computed and graded, with its steps."""
    done = work(item, mind, traits, how, domain, chance, far=far)
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


def reply(
    felt: Felt, last: Act | None, main: Act | None, wrong: int, mind: Mind, view: StudentView, me: Me
) -> Act:
    """What the student does on hearing a turn.

    last: its last answer, to whichever item; main: its last answer to the item at hand;
    wrong: how many wrong answers it has given to the item at hand
    """
    if mind.engagement < WANTS_TO_STOP:
        return Act(kind="stop", mood="tired")
    if felt.confidence < 0.5:
        return Act(kind="ask-back", mood="unsure")
    asked = next((m for m in reversed(felt.moves) if m.kind in _REPLIES), None)
    if asked is None:
        return _unasked(felt, main, wrong, mind, view, me)
    return _REPLIES[asked.kind](asked, last, main, mind, view, me)


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
        chance = Chance(*(self.chance(view, purpose) for purpose in ("choose", "way", "slip")))
        return answer_act(item, mind, self.traits, self.how, self.domain, chance)


def _try_item(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    return me.answer(asked.on or view.text, mind, view)


def _try_again(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    """The item at hand once more; getting it right with nothing told is finding it oneself."""
    act = me.answer(view.text, mind, view)
    told = any(mind.slot(slot).echo > 0.15 for slot in _slots_of_kind(me.domain, view.kind))
    effort: Effort = "found" if act.correct and not told else "answered"
    turned = bool(act.correct and main is not None and not main.correct)
    return act.model_copy(update={"effort": effort, "mood": "surprised" if turned else act.mood})


def _explain(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    """Say the steps of the last answer."""
    act = last or me.answer(view.text, mind, view)
    return act.model_copy(update={"kind": "explain", "effort": "explained", "correct": None})


def _own_words(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    """Say how it does the item at hand now; success only if that is the right way."""
    act = main or me.answer(view.text, mind, view)
    return act.model_copy(update={"kind": "explain", "effort": "explained"})


def _why(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    """A reason: why its way failed, if it has seen it fail; otherwise why it thinks it right."""
    faulty = next((a for a in (last, main) if slots_at_fault(a)), None)
    if faulty is None:
        return _explain(asked, main, main, mind, view, me)
    culprit = next(s for s in faulty.steps if s.misconception)
    misconception = me.domain.misconceptions[culprit.misconception or ""]
    shaken = mind.slot(culprit.slot).dissatisfaction > SHAKEN
    return Act(
        kind="reflect" if shaken else "justify",
        on=faulty.on,
        about=misconception.id,
        effort="found" if shaken else "explained",
        mood="unsure" if shaken else "sure",
        content=misconception.notices if shaken else misconception.belief,
    )


def _test(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    """Carry out a test of an answer and say what it shows."""
    tested = next((a for a in (last, main) if check_asked(asked, a, me.domain)), None)
    check = check_asked(asked, tested, me.domain)
    if check is None or tested is None:
        return Act(kind="no-idea", mood="unsure", effort="heard", about=asked.target)
    return Act(
        kind="check",
        on=tested.on,
        about=check.name,
        effort="answered",
        mood="surprised" if check.refutes else "sure",
        content=check.finds,
    )


def _idea(asked: Move, last: Act | None, main: Act | None, mind: Mind, view: StudentView, me: Me) -> Act:
    """Say the idea asked for, if there is enough to build it from."""
    slot = asked.target or next(iter(slots_at_fault(last) + slots_at_fault(main)), None)
    if slot is None or slot not in me.domain.ideas:
        return Act(kind="no-idea", mood="unsure", effort="heard")
    state = mind.slot(slot)
    ready = sigmoid(me.how.sharpness * (state.right + 0.5 * state.echo + 0.6 * state.dissatisfaction - 0.35))
    if me.chance(view, "recall").random() < ready:
        answers = me.domain.ideas[slot].answers
        fits = answers if asked.phrase is None else answers[asked.phrase : asked.phrase + 1] or answers
        return Act(kind="idea", about=slot, effort="found", content=fits)
    return Act(kind="no-idea", about=slot, mood="unsure", effort="heard")


_REPLIES = {
    "try-item": _try_item,
    "seek-strategy": _try_again,
    "probe": _explain,
    "invite-reflection": _own_words,
    "ask-why": _why,
    "ask-check": _test,
    "recall": _idea,
}


def _unasked(felt: Felt, main: Act | None, wrong: int, mind: Mind, view: StudentView, me: Me) -> Act:
    """Nothing was asked: take it in, claim to understand, ask, or try again of its own accord."""
    kinds = {m.kind for m in felt.moves}
    slots = [e.slot for e in felt.effects.slots]
    if kinds & {"state-rule", "refute", "worked-example"} and slots:
        slot = mind.slot(slots[0])
        believes = sigmoid(4 * (slot.right + slot.echo - 0.3 * slot.wrongest) - 1)
        if me.chance(view, "claim").random() < believes:
            heard = me.domain.ideas[slots[0]].rule_heard if slots[0] in me.domain.ideas else ()
            return Act(kind="claim", about=slots[0], content=heard, mood="sure")
        return Act(kind="question", about=slots[0], mood="unsure")
    if kinds & {"disconfirm", "hint"} and main is not None and not main.correct:
        if wrong >= ASKS_AFTER and me.chance(view, "help").random() < me.traits.asks_for_help:
            return Act(kind="question", about=slots[0] if slots else None, mood="unsure")
        return _try_again(felt.moves[-1], None, main, mind, view, me)
    kind: ActKind = "acknowledge"
    return Act(kind=kind, mood="tired" if mind.engagement < TERSE else "sure")


@lru_cache(maxsize=256)
def _slots_of_kind(domain: Domain, kind: str) -> frozenset[str]:
    """Slots at which a misconception can displace the right procedure of this kind of item."""
    return frozenset(m.slot for m in domain.misconceptions.values() if kind in m.kinds)


def _mood(item: Item, mind: Mind, traits: Traits, domain: Domain) -> Mood:
    """Unsure where its own way has failed before, and in the measure of its confidence."""
    shaken = max((mind.slot(s).dissatisfaction for s in domain.slots(item) if s in mind.slots), default=0.0)
    if mind.engagement < TERSE:
        return "tired"
    return "unsure" if shaken > traits.confidence * 0.5 else "sure"
