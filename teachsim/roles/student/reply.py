"""What a student does next, composed from what it has called to mind and from what was asked.

The last of the four (see `knowledge`): an act is computed from `Retrieved` alone, and where nothing was
retrieved that would do, the student says that it does not know.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from teachsim.language.acts import Act, ActKind, Effort, Mood, Move
from teachsim.roles.student.answering import slots_of_kind
from teachsim.roles.student.asking import copied, wants_help, wants_it_done, why_questions, wonders
from teachsim.roles.student.effects import check_asked, slots_at_fault
from teachsim.roles.student.listening import asks_how_sure
from teachsim.roles.student.mind import (
    believes_it_understands,
    noisy,
    readiness,
    self_report,
    similarity,
    sureness_of_answer,
)
from teachsim.roles.student.parameters import SHAKEN, TERSE, WANTS_TO_STOP
from teachsim.roles.student.taken_for import best_guess

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.engine.cards import SelfBelief
    from teachsim.engine.views import Felt, StudentView
    from teachsim.language.acts import ActStep, MoveKind
    from teachsim.roles.student.answering import Me
    from teachsim.roles.student.knowledge import Retrieved
    from teachsim.roles.student.mind import SlotMind

    Reply = Callable[[Move, "Retrieved", "StudentView", "Me"], Act]

SELF_BELIEF: dict[SelfBelief, float] = {"calibrated": 0.0, "over": 1.5, "under": -1.5}
"""What self-belief adds to the log-odds of claiming to understand. Chosen: .5 becomes .82 or .18."""


SAYS_IT_UNDERSTANDS = 0.5
"""A self-report from which it says yes when asked whether it understands. Chosen: as likely as not."""


def compose(retrieved: Retrieved, view: StudentView, me: Me) -> Act:
    """What the student does: an answer to a fresh item, or a reply to what was said."""
    felt = retrieved.felt
    if felt is None:
        act = me.answer(view.text, retrieved.mind, view)
    else:
        act = copied(_reply(felt, retrieved, view, me), retrieved.mind, me.traits, _at_stake(felt, view, me))
    return act.model_copy(update={"retrieved": retrieved.logged(view)})


def _at_stake(felt: Felt, view: StudentView, me: Me) -> tuple[str, ...]:
    return (*(e.slot for e in felt.effects.slots), *slots_of_kind(me.domain, view.kind))


def _reply(felt: Felt, r: Retrieved, view: StudentView, me: Me) -> Act:
    """What the student does on hearing a turn."""
    if r.mind.engagement < WANTS_TO_STOP:
        return Act(kind="stop", mood="tired")
    if felt.effects.missed:
        elsewhere = me.chance(view, "elsewhere").random() < 0.5
        return Act(kind="off-topic" if elsewhere else "ask-back", mood="unsure")
    if felt.confidence < 0.5:
        if me.traits.help == "avoids":
            return Act(kind="acknowledge")  # it lets on nothing
        return Act(kind="ask-back", mood="unsure", content=best_guess(felt.moves))
    kinds = frozenset(m.kind for m in felt.moves)
    if me.traits.asks_why and (slot := _unsupported(felt, kinds, r, view, me)):
        content = why_questions(slot, me.domain, kinds)
        return Act(kind="question", about=slot, mood="unsure", effort="explained", content=content)
    if wants_it_done(me.traits, kinds, r.did == "question", me.chance(view, "abuse")):
        return Act(kind="question", about=next(iter(_spoken_of(felt)), None), mood="unsure")
    asked = next((m for m in reversed(felt.moves) if m.kind in _REPLIES), None)
    if asked is None:
        return _unasked(felt, r, view, me)
    return _REPLIES[asked.kind](asked, r, view, me)


def _unsupported(
    felt: Felt, kinds: frozenset[MoveKind], r: Retrieved, view: StudentView, me: Me
) -> str | None:
    return wonders(me.traits, felt.effects, kinds, r.mind, r.since_why, me.chance(view, "why"))


def _spoken_of(felt: Felt) -> tuple[str, ...]:
    return tuple(e.slot for e in felt.effects.slots)


def _try_item(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    return me.answer(asked.on or view.text, r.mind, view)


def _try_again(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """The item at hand once more; getting it right with nothing told is finding it oneself."""
    act = me.answer(view.text, r.mind, view)
    told = any(r.mind.slot(slot).echo > 0.15 for slot in slots_of_kind(me.domain, view.kind))
    effort: Effort = "found" if act.correct and not told else "answered"
    turned = bool(act.correct and r.main is not None and not r.main.correct)
    mood: Mood = "surprised" if turned else act.mood
    return act.model_copy(update={"effort": effort, "mood": mood})


def _look_again(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """Another look at an answer, where no test is named.

    Where nothing was said that could change it, what its rules gave stands; only a slip or a guess is found.
    """
    taught = r.felt is not None and any(e.information or e.conflict for e in r.felt.effects.slots)
    if taught or r.main is None or r.main.luck != "none":
        return _try_again(asked, r, view, me)
    return r.main


def _value(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """One value on the way: the answer to what was named, else its own steps, where the value stands."""
    if asked.on is not None and me.domain.parse(asked.on) is not None:
        return me.answer(asked.on, r.mind, view)
    return _told(r.main, r, view, me)


def _explain(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """Say the steps of the last answer."""
    return _told(r.last, r, view, me)


def _told(answer: Act | None, r: Retrieved, view: StudentView, me: Me) -> Act:
    """The steps of an answer, as an explanation that settles nothing."""
    act = answer or me.answer(view.text, r.mind, view)
    return act.model_copy(update={"kind": "explain", "effort": "explained", "correct": None})


def _own_words(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """Say how it does the item at hand now; success only if that is the right way."""
    act = r.main or me.answer(view.text, r.mind, view)
    return act.model_copy(update={"kind": "explain", "effort": "explained"})


def _why(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """A reason: why its way failed, if it has seen it fail; otherwise why it thinks it right."""
    faulty = next((a for a in (r.last, r.main) if slots_at_fault(a)), None)
    if faulty is None:
        return _told(r.main, r, view, me)
    culprit = next(s for s in faulty.steps if s.misconception)
    misconception = me.domain.misconceptions[culprit.misconception or ""]
    shaken = r.mind.slot(culprit.slot).dissatisfaction > SHAKEN
    return Act(
        kind="reflect" if shaken else "justify",
        on=faulty.on,
        about=misconception.id,
        effort="found" if shaken else "explained",
        mood="unsure" if shaken else "sure",
        content=misconception.notices if shaken else misconception.belief,
    )


def _test(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """Carry out a test of an answer and say what it shows."""
    tested = next((a for a in (r.last, r.main) if check_asked(asked, a, me.domain)), None)
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


def _idea(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """Say the idea asked for, if there is enough to build it from."""
    slot = asked.target or next(iter(slots_at_fault(r.last) + slots_at_fault(r.main)), None)
    if slot is None or slot not in me.domain.ideas:
        return Act(kind="no-idea", mood="unsure", effort="heard")
    state = r.mind.slot(slot)
    if me.chance(view, "recall").random() < readiness(state, me.how.sharpness):
        answers = me.domain.ideas[slot].answers
        fits = answers if asked.phrase is None else answers[asked.phrase : asked.phrase + 1] or answers
        return Act(kind="idea", about=slot, effort="found", content=fits)
    return Act(kind="no-idea", about=slot, mood="unsure", effort="heard")


def _report(asked: Move, r: Retrieved, view: StudentView, me: Me) -> Act:
    """How well it understands, as it believes: of the idea named, else of those it went wrong at.

    Asked how sure it is, it speaks of its answer. Nothing is learned by saying so. Who avoids help says
    that it understands.
    """
    answered = r.main or r.last
    if answered is not None and asked.target is None and view.heard and asks_how_sure(view.heard[-1].text):
        return _how_sure(answered, r, view, me)
    slots = (asked.target,) if asked.target else slots_at_fault(r.last) + slots_at_fault(r.main)
    slots = slots or tuple(s for s in r.mind.slots if s in slots_of_kind(me.domain, view.kind))
    rng = me.chance(view, "report")
    reports = [_sureness(_open(self_report(r.mind.slot(s), rng)), me.traits.self_belief) for s in slots]
    sure = not reports or min(reports) >= SAYS_IT_UNDERSTANDS or me.traits.help == "avoids"
    return Act(kind="report", about=slots[0] if slots else None, mood="sure" if sure else "unsure")


def _how_sure(answered: Act, r: Retrieved, view: StudentView, me: Me) -> Act:
    """How sure it is of an answer: by the weakest rule that it was made by, and by its confidence."""
    strength, shaken = 0.0, 0.0
    if answered.steps and answered.luck != "guess":
        strength, shaken = min(
            (_strength(step, r.mind.slot(step.slot), view) for step in answered.steps),
            key=lambda rule: rule[0] - rule[1],
        )
    honest = noisy(sureness_of_answer(strength, shaken, me.traits.confidence), me.chance(view, "report"))
    sure = _sureness(_open(honest), me.traits.self_belief) >= 0.5 or me.traits.help == "avoids"
    return Act(kind="report", on=answered.on, mood="sure" if sure else "unsure")


def _strength(step: ActStep, slot: SlotMind, view: StudentView) -> tuple[float, float]:
    """Of the rule that made this step, and how far its own way has failed in its eyes if that was it."""
    if step.misconception:
        return slot.wrong.get(step.misconception, 0.0), slot.dissatisfaction
    return min(slot.right + similarity(slot, view.text, view.kind) * slot.echo, 1.0), 0.0


def _open(report: float) -> float:
    """Off the ends, where log-odds have no value."""
    return min(max(report, 0.01), 0.99)


_REPLIES: dict[MoveKind, Reply] = {
    "try-item": _try_item,
    "seek-strategy": _try_again,
    "probe": _explain,
    "invite-reflection": _own_words,
    "ask-why": _why,
    "ask-check": _test,
    "check-again": _look_again,
    "ask-understanding": _report,
    "compute-this": _value,
    "recall": _idea,
}


def _unasked(felt: Felt, r: Retrieved, view: StudentView, me: Me) -> Act:
    """Nothing was asked: take it in, claim to understand, ask, or try again of its own accord."""
    kinds = {m.kind for m in felt.moves}
    slots = _spoken_of(felt)
    if kinds & {"state-rule", "refute", "worked-example"} and slots:
        claims = _sureness(believes_it_understands(r.mind.slot(slots[0])), me.traits.self_belief)
        if me.chance(view, "claim").random() < claims or me.traits.help == "avoids":
            heard = me.domain.ideas[slots[0]].rule_heard if slots[0] in me.domain.ideas else ()
            return Act(kind="claim", about=slots[0], content=heard, mood="sure")
        return Act(kind="question", about=slots[0], mood="unsure")
    if kinds & {"disconfirm", "hint", "focus-on"} and r.main is not None and not r.main.correct:
        about = r.mind.slot(slots[0]) if slots else None
        if wants_help(me.traits, about, r.wrong, me.chance(view, "help")):
            return Act(kind="question", about=slots[0] if slots else None, mood="unsure")
        return _try_again(felt.moves[-1], r, view, me)
    kind: ActKind = "acknowledge"
    return Act(kind=kind, mood="tired" if r.mind.engagement < TERSE else "sure")


def _sureness(justified: float, self_belief: SelfBelief) -> float:
    """How sure the student is of itself where this much would be honest; both in (0, 1)."""
    shift = SELF_BELIEF[self_belief]
    if not shift:
        return justified
    return 1 / (1 + exp(-log(justified / (1 - justified)) - shift))
