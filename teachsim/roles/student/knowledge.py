"""What a student knows while it is taught, and the first three of the four things it does with it.

Reflect and respond (AlgoBo: Jin et al. 2024): *extract* what a turn says, *update* what is known by it,
*retrieve* what bears on what was asked, *compose* the act from that and nothing else (`reply`). Each is
typed and logged: `understood` holds what was extracted, `student_mind` what it was updated to, `attempt`
what was retrieved and composed. A brain that words acts otherwise uses the same four.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from teachsim.engine.events import Effects, Piece
from teachsim.engine.views import Felt, ItemSeen
from teachsim.language.acts import ASKING, TELLING, Act, ActKind, Recalled
from teachsim.roles.student.answering import slots_of_kind
from teachsim.roles.student.asking import answered
from teachsim.roles.student.effects import FORCES, effects_of, slots_at_fault
from teachsim.roles.student.learning import hear, tiring
from teachsim.roles.student.listening import advantage, misses, taken
from teachsim.roles.student.mind import Mind, similarity
from teachsim.roles.student.parameters import CLUELESS, SHAKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.engine.views import StudentView
    from teachsim.language.acts import Move, Understood
    from teachsim.roles.student.answering import Me

KNOWN = 0.5
"""Strength of the right rule, with the echo of it, from which being told it is no news."""


class StudentState(BaseModel):
    """A mind, and what it is in the middle of."""

    model_config = ConfigDict(frozen=True)

    mind: Mind
    item: ItemSeen | None = None
    felt: Felt | None = None
    """What was last said to it and has not been answered."""
    last: Act | None = None
    """Its last answer, to whichever item."""
    main: Act | None = None
    """Its last answer to the item at hand."""
    wrong: int = 0
    """Wrong answers to the item at hand."""
    did: ActKind | None = None
    """What it did last on this item."""
    wondering: str | None = None
    """The slot whose rule it has just asked the reason of."""
    since_why: int | None = None
    """Its turns since it last asked for a reason; None: it never did."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a student has called to mind for one act: all that the act can be composed from."""

    mind: Mind
    """Nothing but the slots that bear on what is asked, as far as anything is held there."""
    felt: Felt | None
    last: Act | None
    main: Act | None
    wrong: int
    did: ActKind | None
    since_why: int | None

    def logged(self, view: StudentView) -> tuple[Recalled, ...]:
        """The same in short, as it stands in the transcript."""
        return tuple(
            Recalled(
                slot=name,
                right=slot.right + similarity(slot, view.text, view.kind) * slot.echo >= CLUELESS,
                wrong=tuple(m for m in self.mind.holds(name) if slot.wrong[m] >= CLUELESS),
                echo=slot.echo > SHAKEN,
            )
            for name, slot in sorted(self.mind.slots.items())
        )


def extract(understood: Understood, state: StudentState, view: StudentView, me: Me) -> Effects:
    """What this student finds in a turn, and what that will do to it; nothing if the turn goes past it.

    Its own rules are run on what the turn asks it to test, so this is as far as a turn is believed.
    """
    if me.traits.distraction and misses(me.traits, state.mind.engagement, me.chance(view, "miss")):
        return Effects(missed=True)
    said = view.heard[-1].text if view.heard else ""
    effects = effects_of(understood, state.mind, state.last, state.main, me.traits.trust, me.domain)
    if understood.confidence < 0.5:
        return _tired(effects, said, state)
    item = me.domain.parse(view.text)
    worth = 1.0 if item is None else advantage(state.mind, item, me.domain, me.how.sharpness)
    effects = taken(effects, understood, said, (state.last, state.main), me.traits, worth)
    effects = answered(effects, frozenset(m.kind for m in understood.moves), state.wondering)
    found = tuple(_pieces(understood, effects, state, view))
    return _tired(effects, said, state).model_copy(update={"pieces": found})


def _tired(effects: Effects, said: str, state: StudentState) -> Effects:
    tired = tiring(len(said.split()), effects.slots, state.mind)
    return effects.model_copy(update={"engagement": effects.engagement + tired})


def _pieces(
    understood: Understood, effects: Effects, state: StudentState, view: StudentView
) -> Iterator[Piece]:
    """The pieces of information in a turn, and what each is to this student."""
    at_fault = slots_at_fault(state.main)
    for move in understood.moves:
        if move.kind == "false-claim":
            yield Piece(slot=move.target, by=move.kind, news="false")
        elif move.kind in ASKING:
            yield Piece(slot=move.target, by=move.kind, news="asks")
        elif move.kind == "disconfirm":
            yield Piece(slot=next(iter(at_fault), None), by=move.kind, news="doubts")
        elif move.kind in TELLING or move.kind == "hint":
            for name in _about(move, effects):
                yield Piece(slot=name, by=move.kind, news=_news(name, state, view))


def _about(move: Move, effects: Effects) -> tuple[str, ...]:
    if move.target is not None:
        return (move.target,)
    return tuple(e.slot for e in effects.slots) if move.kind in FORCES else ()


def _news(name: str, state: StudentState, view: StudentView) -> Literal["new", "known", "corrects"]:
    slot = state.mind.slot(name)
    if slot.right + similarity(slot, view.text, view.kind) * slot.echo >= KNOWN:
        return "known"
    return "corrects" if slot.wrongest >= CLUELESS else "new"


def update(state: StudentState, felt: Felt, me: Me) -> StudentState:
    """The state once a turn is heard: by what was extracted and recorded, and by nothing else."""
    assert state.item is not None
    mind = hear(state.mind, felt.effects, me.how, me.traits.trust, state.item.text, state.item.kind)
    return state.model_copy(update={"mind": mind, "felt": felt})


def retrieve(state: StudentState, view: StudentView, me: Me) -> Retrieved:
    """What bears on what the student is to do now: the items in question, and what was spoken of."""
    mind, felt = state.mind, state.felt
    left = set(mind.slots)
    for slot in _slots(state, view, me):
        left.discard(slot)
        if not left:
            break  # all of it bears on this, and reading the other items would cost a tenth of a session
    if left:
        kept = {name: slot for name, slot in mind.slots.items() if name not in left}
        mind = mind.model_copy(update={"slots": kept})
    return Retrieved(mind, felt, state.last, state.main, state.wrong, state.did, state.since_why)


def _slots(state: StudentState, view: StudentView, me: Me) -> Iterator[str]:
    """The slots that bear on the items in question, and those that were spoken of."""
    yield from slots_of_kind(me.domain, view.kind)
    texts = {view.text}
    for act in (state.last, state.main):
        if act is not None:
            yield from (step.slot for step in act.steps)
            texts |= {act.on} if act.on else set()
    if state.felt is not None:
        yield from (effect.slot for effect in state.felt.effects.slots)
        yield from (move.target for move in state.felt.moves if move.target)
        texts |= {move.on for move in state.felt.moves if move.on}
    for text in texts:
        item = me.domain.parse(text)
        if item is not None:
            yield from me.domain.slots(item)
            yield from slots_of_kind(me.domain, item.kind)
