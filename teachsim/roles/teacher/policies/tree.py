"""A tree of Socratic questions over what has to be understood, after TreeInstruct.

What has to be understood about one misconception is a chain: the idea behind the step, why the
student's way fails, a small example of it failing, and the step made rightly. Each is asked about until
it is understood. A wrong answer brings a sibling, another question of the same depth; a right one that
does not settle it a child, a deeper one. Everything is read off the talk on this item, so the state is a
function of what was said and asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.roles.teacher.approaches import SLIP_CHECK, SOCRATIC, asking, reflect
from teachsim.roles.teacher.policies.classic import is_slip, when_wrong
from teachsim.roles.teacher.thinking import Exchange, Plan, Thinking, let_go, move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain
    from teachsim.language.acts import MoveKind

Attribute = Literal["definition", "relation", "failing-example", "edit"]

ATTRIBUTES: tuple[Attribute, ...] = ("failing-example", "relation", "definition", "edit")
"""What has to be understood, in the order in which it is asked. TreeInstruct begins with the definition;
a student who has not seen its way fail has no reason to look for another (Posner et al. 1982)."""
ABOUT: dict[MoveKind, Attribute] = {
    "try-item": "failing-example",
    "ask-check": "failing-example",
    "ask-why": "relation",
    "recall": "definition",
    "seek-strategy": "edit",
}
TOLD: tuple[Attribute, ...] = ("relation", "definition")
"""Those that words settle; the others are done."""
MOST_SIBLINGS = 3
"""Questions of one depth before the teacher answers its own."""
DEEPEST = 7
MOST_TURNS = 20
"""TreeInstruct has no such cap, and may never end."""
ENOUGH_WORDS = 0.5
"""Share of an answer's content words that a reply needs to count as it."""


class Level(NamedTuple):
    """Where the tree stands at one attribute."""

    resolved: bool = False
    depth: int = 0
    asked: int = 0
    """Questions of this depth so far."""


def question_tree(t: Thinking) -> Plan:
    """Ask about one thing to be understood after the other; siblings, children, and a verifier.

    source: TreeInstruct (Kargupta et al. 2024, arXiv 2406.11709)
    """
    if t.episode.right:
        plan = reflect(t) if t.view.intervening else None
        return plan.at("question-tree", t.episode.step) if plan else let_go("it is right")
    begun = t.episode.approach is not None
    if t.episode.approach == SLIP_CHECK.name or (not begun and (t.episode.right is None or is_slip(t))):
        return when_wrong(SOCRATIC, t)  # a slip is checked, and what cannot be read is left
    if t.episode.turns >= MOST_TURNS:
        return let_go(f"gave up after {MOST_TURNS} questions")
    for attribute in ATTRIBUTES:
        level = level_of(attribute, t.episode.exchanges, t.domain, t.slot)
        if level.resolved:
            continue
        plan = _question(attribute, level, t)
        if plan is not None:
            named = f"{attribute}, depth {level.depth}, question {level.asked + 1}"
            return Plan(
                "question-tree", plan.moves, t.episode.step + 1, False, f"{named}; {plan.reason}",
                plan.predicted, plan.probability,
            )  # fmt: skip
    return let_go("gave up: every question has been asked")


def level_of(attribute: Attribute, exchanges: Sequence[Exchange], domain: Domain, slot: str) -> Level:
    """Where the tree stands at an attribute, from the questions about it and the replies to them.

    What is told by words is settled by any reply that tells it, so one answer may settle several.
    """
    level = Level()
    for exchange in exchanges:
        about = any(ABOUT.get(m.kind) == attribute for m in exchange.moves)
        if (about or attribute in TOLD) and settles(attribute, exchange, domain, slot):
            return level._replace(resolved=True)
        if not about:
            continue
        if says_something(exchange):
            level = Level(depth=level.depth + 1)  # a child: right so far, and not there yet
        else:
            level = level._replace(asked=level.asked + 1)  # a sibling: the same again, in other words
    return level


def settles(attribute: Attribute, exchange: Exchange, domain: Domain, slot: str) -> bool:
    """The verifier: whether this reply would need the attribute. Read from the words alone."""
    if exchange.stuck or not exchange.words:
        return False
    match attribute:
        case "failing-example":
            return any(m.kind == "ask-check" for m in exchange.moves) or bool(exchange.right)
        case "relation":
            notices = [n for m in domain.misconceptions.values() if m.slot == slot for n in m.notices]
            return _says_one_of(exchange.words, notices)
        case "definition":
            idea = domain.ideas.get(slot)
            return idea is None or _says_one_of(exchange.words, (*idea.answers, *idea.rule_heard))
        case "edit":
            return bool(exchange.right)


def says_something(exchange: Exchange) -> bool:
    """Whether a reply leads on though it settles nothing: an answer was given, or a reason."""
    return not exchange.stuck and (exchange.answer is not None or len(exchange.words.split()) > 4)


def _question(attribute: Attribute, level: Level, t: Thinking) -> Plan | None:
    """The next question about an attribute; None where the domain has nothing to ask it with."""
    if level.asked >= MOST_SIBLINGS or level.depth >= DEEPEST:
        return _teaching(t)
    known = t.slot in t.domain.ideas
    match attribute:
        case "failing-example":
            found = t.check()
            smaller = t.refuting_item() if not t.episode.tried else None
            if smaller is not None:
                return asking(t, smaller, f"{t.suspect} fails on {smaller.text}")
            if found is None:
                return None
            text, check, answer = found
            asked = move("ask-check", check=check.name, on=text, answer=answer.text)
            return Plan("", (asked,), reason=f"{answer.text} does not pass {check.name}")
        case "relation":
            if level.depth > 1 or level.asked > 1:
                return None
            return Plan("", (move("ask-why", target=t.slot),), reason="why the way fails")
        case "definition":
            if not known or level.depth > 1 or level.asked > 1:
                return None
            return Plan("", (move("recall", target=t.slot),), reason=f"the idea behind {t.slot}")
        case "edit":
            target = t.slot if known else None
            first = (move("hint", target=target),) if known and level.depth + level.asked else ()
            return Plan("", (*first, move("seek-strategy", target=None if first else target)),
                        reason="the step is the student's to take")  # fmt: skip


def _teaching(t: Thinking) -> Plan | None:
    """The teacher's own answer to its question, once it has been asked too often."""
    if t.slot not in t.domain.ideas or "state-rule" in t.episode.kinds:
        return None
    return Plan("", (move("state-rule", target=t.slot), move("seek-strategy")), reason="asked often enough")


_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset("the and you that this are not for but have has its with what then because so".split())


def _says_one_of(words: str, wanted: Sequence[str]) -> bool:
    said = set(_WORD.findall(words.lower())) - _COMMON
    for one in wanted:
        needed = set(_WORD.findall(one.lower())) - _COMMON
        if needed and len(said & needed) >= ENOUGH_WORDS * len(needed):
            return True
    return False
