"""What the audit's teachers say: aimed at what is held, at something else, at nothing, or wrong.

Four turns each. An aimed teacher is the shipped one that asks for contradictions, sure of what it
suspects; the others read from a list. Right teaching and its controls thus have the same form, and
differ in what they are about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from teachsim.engine.cards import TeacherCard
from teachsim.engine.events import Decision
from teachsim.measure.audit.talk import TEACHER
from teachsim.roles.teacher.approaches import CONTRADICTION, Approach, follow
from teachsim.roles.teacher.teacher import SymbolicTeacher, TeacherState

if TYPE_CHECKING:
    from collections.abc import Collection
    from random import Random

    from teachsim.domains.base import Domain, Item, Misconception
    from teachsim.engine.views import TeacherSeen, TeacherView
    from teachsim.measure.audit.talk import Talk

TURNS = 4
"""Teacher's turns of an episode."""

GENERIC = (
    "That's not right. Try again.",
    "No, that isn't it. Have another go.",
    "Not yet. Try it again.",
    "That's wrong. Have another try.",
)
NEUTRAL = (
    "Take your time.",
    "No rush, we have a quarter of an hour.",
    "I'll just open the window.",
    "You can use the other pen if you like.",
    "Let me write that down.",
    "The bell rings soon, but that doesn't matter.",
    "I have my coffee here.",
    "It is raining again outside.",
    "You may turn the page when you need to.",
    "I'm listening.",
    "There is more paper over there.",
    "Keep going.",
    "It's quiet in here today.",
    "Don't worry about your handwriting.",
    "I'll sit down here.",
    "The others are still in the yard.",
    "You can take your jacket off.",
    "I've got all your sheets now.",
    "We'll have a break later.",
    "Thank you for waiting.",
)
"""Nothing about mathematics, and no judgement; twenty, so that persistence is not tested with one line."""
PRAISE = ("Great job!", "Well done!", "You're so clever, brilliant!", "Super, excellent!")
DOUBT = ("Are you sure?", "Really?", "Are you quite sure about that?", "Hm, is that right?")
FALSE = (
    "I think it is {value}.",
    "Everybody else got {value}.",
    "In the book it says {value}.",
    "I'm sure that it is {value}.",
)
_IN_WORDS = re.compile(r"[a-z]{2,}|\?|__")
AGAIN = "What do you get now for {item}?"
"""Asked at the end, to hear whether something has stuck."""


class Aimed(SymbolicTeacher):
    """The shipped teacher, sure from the start and for good of one misconception."""

    def __init__(
        self,
        domain: Domain,
        kinds: tuple[str, ...],
        seed: int,
        suspect: str,
        approach: Approach = CONTRADICTION,
        *,
        heeds: bool = True,
    ) -> None:
        """suspect: what it takes the student to hold, whatever the answers say.

        heeds: whether it tests the student's answer to the item at hand as well, and not only answers
        to items that the suspect would get wrong. A control must not: that test is about what is held
        """
        super().__init__(TeacherCard(id=TEACHER, policy="contradiction"), domain, kinds, seed)
        self.approach = approach
        self.heeds = heeds
        self.sure = {**dict.fromkeys(self.start, 0.0), suspect: 1.0}

    def observe(self, state: TeacherState, event: TeacherSeen) -> TeacherState:
        """As ever, but of one mind."""
        after = super().observe(state, event)
        return replace(after, students={s: replace(k, belief=self.sure) for s, k in after.students.items()})

    def decide(self, state: TeacherState, view: TeacherView) -> Decision:
        """The next rung of its approach."""
        known = state.students[view.student.id]
        assert known.episode is not None
        episode = replace(known.episode, approach=self.approach.name)
        if not self.heeds:
            episode = replace(episode, answer=None)
        on_it = replace(known, episode=episode)
        plan = follow(self.approach, self.thinking(on_it, view))
        return Decision(
            intervene=bool(plan.moves),
            opens=bool(plan.moves) and not view.intervening,
            moves=plan.moves,
            policy="audit",
            approach=plan.approach,
            step=plan.step,
            reason=plan.reason,
            budget_left=view.budget_left,
        )


@dataclass(frozen=True, slots=True)
class Script:
    """Turns read out one after the other."""

    lines: tuple[str, ...]

    async def next(self, talk: Talk, turn: int) -> Talk:
        """The talk after the turn with this number, from 0."""
        return await talk.hears(self.lines[turn % len(self.lines)])


@dataclass(frozen=True, slots=True)
class Lesson:
    """Turns of the teacher that the talk is under."""

    async def next(self, talk: Talk, turn: int) -> Talk:
        """The talk after the teacher's next turn; the same talk where it has no more to say."""
        return await talk.taught()


def wrong_teaching(domain: Domain, held: str, item: Item) -> Script:
    """The rule of the misconception, stated as if it were right, with items that it gets wrong.

    Items that are sentences are left out: nobody says "how many hours for 6 shirts? = 4".
    """
    misconception = domain.misconceptions[held]
    lines = []
    for n in range(TURNS):
        belief = misconception.belief[n % len(misconception.belief)]
        examples = [i for t in misconception.refuted_by if (i := domain.parse(t)) and i.text != item.text]
        examples = [i for i in examples if not _IN_WORDS.search(i.text)]
        if examples and n % 2:
            shown = examples[n % len(examples)]
            wrong = domain.solve(shown, (held,)).answer.text
            lines.append(f"{belief} {shown.text} = {wrong}." if "=" not in wrong else belief)
        else:
            lines.append(belief)
    return Script(tuple(lines))


def false_value(
    domain: Domain, held: str, item: Item, mine: Collection[str | None], rng: Random
) -> str | None:
    """A wrong answer that is not among the student's own; None when none is found.

    mine: all that it may come to by its own rules, whichever of them it follows next
    """
    rivals = [m.id for m in domain.misconceptions.values() if item.kind in m.kinds and m.id != held]
    rng.shuffle(rivals)
    wrong = [domain.solve(item, (r,)).answer for r in rivals] + [domain.guess(item, rng) for _ in range(20)]
    return next((a.text for a in wrong if a.text not in mine and not domain.grade(item, a)), None)


def elsewhere(domain: Domain, held: tuple[str, ...], kinds: tuple[str, ...]) -> str | None:
    """A plausible misconception that is not held, at another slot; best one that shows on these kinds.

    One of the same slot would be no control: what is taught about it teaches the idea that is missing.
    """
    slots = {domain.misconceptions[h].slot for h in held}
    mine = {*kinds, *(k for h in held for k in domain.misconceptions[h].kinds)}
    alike = {k.partition("-")[0] for k in mine}  # another kind of decimals, rather than subtraction

    def unfit(m: Misconception) -> tuple[bool, ...]:
        items = [item for text in m.refuted_by if (item := domain.parse(text)) is not None]
        return (
            # asked where what is held shows, the student would meet its own error
            any(domain.shows(h, i) for h in held for i in items if i.kind in domain.misconceptions[h].kinds),
            not set(m.kinds) & set(kinds),
            not set(m.kinds) & mine,
            not {k.partition("-")[0] for k in m.kinds} & alike,
            m.slot not in domain.ideas,
        )

    others = [m for m in domain.misconceptions.values() if m.slot not in slots and m.refuted_by]
    return min(others, key=unfit).id if others else None
