"""The copilot of a person who teaches: what a teacher could say next, on the person's own view.

Three suggestions of different moves, those expected to bring most first. It believes as the symbolic teacher
does, from what everybody heard; no suggestion gives an answer away, whatever move it is called. With a model
behind its teacher the words are the model's where they are read as meant, offline a template's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import Decision
from teachsim.engine.stage import settled
from teachsim.engine.views import situation
from teachsim.language.reading import understand
from teachsim.roles.critic.checks import CHECKS
from teachsim.roles.critic.turn import Turn
from teachsim.roles.teacher.approaches import APPROACHES, asking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.engine.views import TeacherView
    from teachsim.language.acts import MoveKind
    from teachsim.roles.teacher.teacher import SymbolicTeacher, TeacherState
    from teachsim.roles.teacher.thinking import Plan, Thinking

MOST = 3
"""Suggestions at a time."""


class Suggestion(NamedTuple):
    """Something that could be said."""

    move: MoveKind
    approach: str
    text: str
    utility: float | None
    """Expected gain in P(right) on items like these, costs subtracted; None after a right answer."""
    reason: str


class Copilot:
    """Advises on the view of whoever teaches."""

    def __init__(self, teacher: SymbolicTeacher) -> None:
        """teacher: whose belief and words it uses; a hybrid one words by its model."""
        self.teacher = teacher

    async def suggest(self, state: TeacherState, view: TeacherView) -> tuple[Suggestion, ...]:
        """Up to three things to say now, of different moves, the most promising first.

        state: of the copilot's teacher, which has observed what the person saw
        """
        found: list[Suggestion] = []
        for plan, utility in self._plans(state, view):
            opening = plan.moves[0].kind
            if opening in {s.move for s in found} or _gives_away(plan):
                continue
            text = await settled(self.teacher.word(state, self._decision(plan, view), view))
            turn = Turn(
                text,
                understand(text, situation(view, self.teacher.domain)),
                view,
                self.teacher.domain,
                500,
                None,
            )
            if CHECKS["answer-given-away"](turn) is None:
                found.append(Suggestion(opening, plan.approach, text, utility, plan.reason))
            if len(found) == MOST:
                break
        return tuple(found)

    def _plans(self, state: TeacherState, view: TeacherView) -> Iterator[tuple[Plan, float | None]]:
        """What could be done, the most useful first: the openings of all approaches, then what follows."""
        known = state.students[view.student.id]
        t: Thinking = self.teacher.thinking(known, view)
        if t.episode.right:
            for approach in APPROACHES.values():
                if (plan := approach.close(t)) is not None:
                    yield plan.at(approach.name, 0), None
            return
        candidates = self.teacher.weighed(known, t).candidates
        t = replace(t, candidates=candidates)
        later: list[tuple[Plan, float | None]] = []
        for candidate in candidates:
            if candidate.approach == "probe-item" and candidate.on is not None:
                item = t.domain.parse(candidate.on)
                if item is not None:
                    yield (
                        asking(t, item, "its answer tells what the student holds").at("probe-item", 0),
                        candidate.utility,
                    )
            if candidate.approach not in APPROACHES or candidate.utility is None:
                continue
            approach = APPROACHES[candidate.approach]
            plans = [
                p.at(approach.name, n)
                for n, r in enumerate(approach.rungs)
                if (p := r(t)) is not None and p.moves
            ]
            if plans:
                yield plans[0], candidate.utility
                later += [(plan, candidate.utility) for plan in plans[1:]]
        yield from later

    def _decision(self, plan: Plan, view: TeacherView) -> Decision:
        return Decision(
            intervene=True,
            moves=plan.moves,
            policy="copilot",
            approach=plan.approach,
            step=plan.step,
            reason=plan.reason,
            budget_left=view.budget_left,
        )


def _gives_away(plan: Plan) -> bool:
    return any(m.kind in ("give-answer", "give-step") for m in plan.moves)
