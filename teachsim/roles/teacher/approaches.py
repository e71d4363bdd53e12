"""Ways of teaching one item, each a ladder of rungs: the first that can be done comes next.

A rung is a pure function of what the teacher knows; it returns the moves of one turn, or None
where they cannot be made. Whatever the approach, a right answer brings its close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.hearing import asks_reason
from teachsim.roles.teacher.belief import predicted
from teachsim.roles.teacher.thinking import Plan, let_go, move

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Item
    from teachsim.roles.teacher.thinking import Thinking

    Rung = Callable[[Thinking], Plan | None]


class Approach(NamedTuple):
    """A ladder, how it ends, and what it is worth in the population."""

    name: str
    rungs: tuple[Rung, ...]
    close: Rung
    cures: float
    """Share of holders of what it is aimed at whom it changes for good (7 days later, transfer).
    From docs/design.md, Learning: (rate after − rate without) / (1 − rate without)."""
    aimed: bool
    """Whether it is aimed at one misconception, or at all of its slot."""
    turns: int
    """Teacher's turns that it usually takes."""


def try_smaller(t: Thinking) -> Plan | None:
    """Let the student's way run on an item where it can see the outcome to be false."""
    item = t.refuting_item()
    return (
        None if item is None else _asking(t, item, f"{t.suspect} fails on {item.text}, which can be checked")
    )


def check_it(t: Thinking) -> Plan | None:
    """Let the student test its own answer without the procedure in question."""
    found = t.check()
    if found is None:
        return None
    text, check, answer = found
    asked = move("ask-check", check=check.name, on=text, answer=answer.text)
    return Plan("", (asked,), reason=f"{answer.text} does not pass {check.name}")


def ask_why(t: Thinking) -> Plan | None:
    """Ask for the reason; after a failed test, the reason of the failure."""
    return Plan("", (move("ask-why", target=t.slot),), reason="the reason is the student's to find")


def probe(t: Thinking) -> Plan | None:
    """Ask how the answer came about, if nobody has."""
    if "probe" in t.episode.kinds:
        return None
    return Plan("", (move("probe"),), reason="hear the student's own steps first")


def recall(t: Thinking) -> Plan | None:
    """Ask for the idea behind the procedure."""
    if t.slot not in t.domain.ideas:
        return None
    return Plan("", (move("recall", target=t.slot),), reason=f"the idea behind {t.slot}")


def next_step(t: Thinking) -> Plan | None:
    """Ask for the next step, and with it for another attempt."""
    if t.slot not in t.domain.ideas:
        return try_again(t)
    return Plan("", (move("seek-strategy", target=t.slot),), reason="the step is the student's to take")


def try_again(t: Thinking) -> Plan | None:
    """Ask for another attempt."""
    return Plan("", (move("seek-strategy"),), reason="see what has changed")


def hint_again(t: Thinking) -> Plan | None:
    """Narrow the search and ask for another attempt."""
    if t.slot not in t.domain.ideas:
        return try_again(t)
    moves = (move("hint", target=t.slot), move("seek-strategy"))
    return Plan("", moves, reason="a hint, since the question alone was not enough")


def tell_rule(t: Thinking) -> Plan | None:
    """State the rule and ask for another attempt."""
    if t.slot not in t.domain.ideas:
        return None
    moves = (move("state-rule", target=t.slot), move("seek-strategy"))
    return Plan("", moves, reason=f"the rule of {t.slot}")


def refute(t: Thinking) -> Plan | None:
    """Say that the answer is wrong and what is right instead."""
    if t.slot not in t.domain.ideas or t.episode.answer is None:
        return None
    moves = (move("refute", target=t.slot, answer=t.episode.answer), move("seek-strategy"))
    return Plan("", moves, reason="the rule, against the student's own answer")


def show_example(t: Thinking) -> Plan | None:
    """Show another item solved and ask for another attempt."""
    item = t.example()
    if item is None:
        return None
    shown = move("worked-example", on=item.text, answer=t.domain.solve(item).answer.text)
    return Plan("", (shown, move("seek-strategy")), reason="an example of the right way")


def show_flipped(t: Thinking) -> Plan | None:
    """Show again an item that this student has put right with help, and ask for another attempt."""
    text = next((past.item for past in reversed(t.taught) if past.flipped and past.item != t.item.text), None)
    item = t.domain.parse(text) if text else None
    if item is None:
        return None
    shown = move("worked-example", on=item.text, answer=t.domain.solve(item).answer.text)
    return Plan("", (shown, move("seek-strategy")), reason=f"{item.text} is one that it put right itself")


def offers_flipped(t: Thinking) -> bool:
    """Whether there is an item that this student has put right with help."""
    return any(past.flipped and past.item != t.item.text for past in t.taught)


def give_answer(t: Thinking) -> Plan | None:
    """Give the answer and go on, once the scenario's rules allow it."""
    if t.episode.wrong < (answers_required(t.view.pedagogy) or 1):
        return try_again(t)
    given = move("give-answer", answer=t.view.item.key)
    return Plan("", (given,), closes=True, reason="enough tries on this item")


def reflect(t: Thinking) -> Plan | None:
    """After a right answer: credit the work, and have the student say what it does now."""
    if "invite-reflection" in t.episode.kinds:
        return None
    credit = () if t.episode.told else (move("praise-process"),)
    return Plan("", (*credit, move("invite-reflection")), reason="it is right; fix what made it so")


def confirm(t: Thinking) -> Plan | None:
    """After a right answer: say so and go on."""
    said = (move("confirm", answer=t.view.item.key), move("praise"))
    return Plan("", said, closes=True, reason="it is right")


CONTRADICTION = Approach(
    "contradiction",
    (try_smaller, check_it, ask_why, recall, next_step, hint_again, check_it, hint_again),
    reflect,
    cures=0.325,
    aimed=True,
    turns=6,
)
"""The student's own rule fails on something it can check (Al-Hossami & Bunescu 2025, reasoning
trajectories; the figure is that of erroneous examples with self-explanation, McLaren et al. 2015)."""

SOCRATIC = Approach(
    "socratic",
    (probe, ask_why, recall, next_step, hint_again, recall, hint_again, check_it, next_step),
    reflect,
    cures=0.26,
    aimed=False,
    turns=6,
)
"""Questions that leave the finding to the student (guided discovery, Alfieri et al. 2011)."""

TELLING = Approach(
    "tell-the-rule", (tell_rule, show_example, give_answer), confirm, cures=0.125, aimed=False, turns=2
)
"""State the rule, then an example, then the answer."""

WORKED_EXAMPLE = Approach(
    "worked-example", (show_example, tell_rule, give_answer), confirm, cures=0.20, aimed=False, turns=2
)
"""Examples before rules (Barbieri et al. 2023)."""

REFUTING = Approach(
    "refutation", (refute, show_example, give_answer), confirm, cures=0.225, aimed=True, turns=2
)
"""Name what is wrong, and what is right instead (Schroeder & Kucera 2022)."""

SLIP_CHECK = Approach(
    "slip-check", (check_it, try_again, hint_again), confirm, cures=0.0, aimed=False, turns=2
)
"""For an answer that is probably only careless: let the student test it and try again."""

APPROACHES = {a.name: a for a in (CONTRADICTION, SOCRATIC, TELLING, WORKED_EXAMPLE, REFUTING)}
"""Those that are weighed against each other."""

PERSONALISED = Approach(
    "personalised", (show_flipped, show_example, tell_rule, give_answer), confirm, cures=0.20, aimed=False,
    turns=2,
)  # fmt: skip
"""Worked examples, first one that this student has put right before (Saha, Hase & Bansal 2023). What
that adds to an example's share is not known of pupils, so it counts as one."""

LADDERS = {a.name: a for a in (*APPROACHES.values(), SLIP_CHECK, PERSONALISED)}
"""All that can be begun, and then is gone on with."""


def follow(approach: Approach, t: Thinking) -> Plan:
    """The next turn of an approach: its close after a right answer, else the next rung that fits."""
    if t.episode.right:
        plan = approach.close(t) if t.view.intervening else None
        return plan.at(approach.name, t.episode.step) if plan else let_go("it is right")
    if t.episode.approach == approach.name and _is_asked_why(t) and (reason := hint_again(t)):
        return reason.at(approach.name, t.episode.step)
    start = t.episode.step if t.episode.approach == approach.name else 0
    for step, rung in enumerate(approach.rungs[start:], start):
        plan = rung(t)
        if plan is not None:
            return plan.at(approach.name, step + 1)
    return let_go(f"{approach.name} has no more to try")


def _is_asked_why(t: Thinking) -> bool:
    """Whether the student's last words ask for a reason, which is answered before the ladder goes on.

    Once: asked again after such an answer, the ladder has the better one.
    """
    if [m.kind for m in t.episode.made[-2:]] == ["hint", "seek-strategy"]:
        return False
    heard = [line for line in t.view.heard if line.role == "student"]
    return bool(heard) and asks_reason(heard[-1].text)


def asking(t: Thinking, item: Item, reason: str) -> Plan:
    """Ask an item, with the answer that the belief expects."""
    return _asking(t, item, reason)


def _asking(t: Thinking, item: Item, reason: str) -> Plan:
    answers = predicted(t.belief, t.domain.predict(item, tuple(t.belief)))
    likely = max(answers, key=lambda a: (answers[a], a), default=None)
    asked = move("try-item", on=item.text)
    return Plan("", (asked,), reason=reason, predicted=likely, probability=answers.get(likely or "", None))


def answers_required(pedagogy: tuple[str, ...]) -> int | None:
    """How many wrong attempts the scenario wants before an answer is given; None if it says nothing."""
    for rule in pedagogy:
        if rule.startswith("no-answer-before-"):
            return int(rule.split("-")[3])
    return None
