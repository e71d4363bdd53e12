"""Understanding a teacher's turn from its words.

Sentence by sentence, cleaned (normalising.py): mathematics in the words is grounded in the situation
first (grounding.py: an item to try, the key given away, a step, a value on the way, a false claim),
since what a number *is* here says more than any wording. Then come cues of high precision (cues.py),
then the nearest of the domain's own sentences about an idea (nearest.py). What all sentences came to is
weighed last (weighing.py): what is unlikely in such a turn is dropped, what is likely is added, and what
rests on a fact stands. A sentence that nothing explains lowers the confidence, and below one half the
student asks back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.language.acts import ASKING, TELLING, Move, MoveKind, Situation, Understood
from teachsim.language.calculations import calculations
from teachsim.language.checking import check_asked_for
from teachsim.language.cues import FEEDBACK, cued
from teachsim.language.elsewhere import elsewhere, without_times
from teachsim.language.facts import (
    NUMBER,
    counters_mine,
    is_wrong,
    names_something,
    needs_a_step,
    orders_a_step,
    orders_mine,
    says_a_line,
    says_a_step,
    says_not_mine,
)
from teachsim.language.forms import NEGATES, RULES, STANDS, VALUE, by_form, otherwise
from teachsim.language.grounding import grounded, shows_another
from teachsim.language.mood import asking, forbids, names_the_fault, quoted, suggests, tagged
from teachsim.language.nearest import (
    Near,
    belief_said,
    nearest,
    nearest_step,
    own_sentence,
    slot_named,
    words_of,
)
from teachsim.language.normalising import Clause, clauses
from teachsim.language.weighing import RULED_OUT, UNLIKELY, Ruled, added, label, likelihoods, proven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.language.weighing import Model

UNSURE = 0.5
"""Below this the student asks back."""
_CHAT = re.compile(
    r"\b(?:the|a|an|my|i|you|your|we|is|are|was|did|do|have|has|to|on|in|and|at|it|of|for|with)\b"
)
"""Words of plain English: without any mathematics, a sentence with several is about something else."""
MOST_SENTENCES = 40
"""Sentences of a turn that are read."""

_REFUTES = re.compile(r"\bcan't be\b|\byour way (?:doesn't|can't)|\bbut it doesn't work\b")


@lru_cache(maxsize=1024)  # a turn is read for its wording, for critics, and when it is said
def understand(text: str, situation: Situation) -> Understood:
    """The moves of a turn in the order in which they are said, with their targets. Never raises."""
    return settled(by_rules(text, situation), situation)


def by_rules(text: str, situation: Situation) -> Ruled:
    """What the rules alone make of a turn."""
    parts = clauses(text)[:MOST_SENTENCES]
    moves: list[Move] = []
    unexplained = 0
    test = check_asked_for(
        " ".join(c.low for c in parts), " ".join(c.maths for c in parts), situation
    )  # it may take two: "Think of a pizza. …?"
    showing = False
    before: frozenset[str] = frozenset()
    item = situation.item.text.lower()
    heard: list[tuple[Clause, tuple[Move, ...]]] = []
    for said in parts:
        clause, found = _heard(said, item, situation, before)
        heard.append((clause, tuple(found)))
        if found and found[0].kind == "check-again" and _HAVE_SENSE.search(clause.low) and _told(moves):
            continue  # the teacher asks whether its own words make sense
        if _WHAT_THEN.search(clause.low) and any(m.kind == "give-step" for m in moves):
            found = [Move(kind="compute-this", confidence=0.8)]  # of the step just said, not of the item
        before |= {c.stated for c in calculations(clause.maths) if c.stated is not None}
        if test:
            found = [
                m
                for m in found
                if (m.kind not in ASKING or (m.kind == "compute-this" and m.on)) and m.kind not in _IN_A_TEST
            ]
        elif not found and len(words_of(clause.low)) > 1:
            unexplained += 1
        showing = _showing(clause, found, showing)
        if showing:
            found = _shown(found, clause)
        if found and any(m.kind == "worked-example" for m in found):
            moves = [m for m in moves if m.kind != "worked-example"]  # one example, the last line names it
        moves += [m for m in found if m not in moves]
    if test:
        moves.append(test)
    whole = " ".join(c.low for c in parts)
    if _REFUTES.search(whole):
        moves = _refuting(moves, situation)
    if not moves:
        chat = _CHAT.findall(whole)
        chatting = (
            (Move(kind="off-task", confidence=0.4),) if len(chat) > 2 and not NUMBER.search(whole) else ()
        )
        return Ruled(tuple(heard), chatting, 0.0 if text.strip() else 0.2, unexplained)
    moves = _together(moves)
    return Ruled(tuple(heard), tuple(moves), _certain(moves, unexplained), unexplained)


def settled(ruled: Ruled, now: Situation, learned: Model | None = None) -> Understood:
    """The rules' moves without those that are unlikely in such a turn, and with those that are likely."""
    heard = Understood(moves=tuple(map(_aimed, ruled.moves)), confidence=ruled.confidence)
    kind = now.item.kind
    if any(
        own_sentence(clause.low, now.domain, kind) or belief_said(clause.low, now.domain, kind)
        for clause, _ in ruled.clauses
    ) or any(m.check and m.confidence == 1 for m in ruled.moves):
        return heard  # the domain's own sentences are what the domain says they are
    item = now.item.text
    likely = likelihoods(ruled, now, learned)
    kept = [
        m for m in heard.moves if likely.get(label(m, item), 1.0) >= (RULED_OUT if proven(m) else UNLIKELY)
    ]
    there = {label(m, item) for m in kept}
    more = [] if _elsewhere_only(ruled, item.lower()) else added(likely, there, ruled.clauses, now)
    if any(m.kind == "ask-understanding" for m in kept):
        more = [m for m in more if m.kind != "check-again"]  # it is asked about itself, not its answer
    if any(m.check for m in kept):
        more = [m for m in more if m.kind not in ASKING | _IN_A_TEST]
    if not kept and not more and any(map(proven, heard.moves)):
        return heard
    if not kept and not more:
        best = max(heard.moves, key=lambda m: likely.get(label(m, item), 0.0), default=None)
        left = () if best is None else (best,)
        return Understood(moves=left, confidence=min(heard.confidence, 0.45))
    if len(kept) == len(heard.moves) and not more:
        return heard
    asks = bool(ruled.clauses) and asking(ruled.clauses[-1][0].low)
    moves = [*more, *kept] if not asks else [*kept, *more]
    return Understood(moves=tuple(moves), confidence=_certain(moves, max(ruled.unexplained - len(more), 0)))


def _aimed(move: Move) -> Move:
    """The move without a slot that only few words point at: of such a guess one in ten was right."""
    guessed = move.confidence < 0.8 and move.kind != "false-claim" and move.phrase is None
    return move.model_copy(update={"target": None}) if guessed and move.target else move


def _elsewhere_only(ruled: Ruled, item: str) -> bool:
    return all(elsewhere(clause.low, clause.maths, item) for clause, _ in ruled.clauses)


def _certain(moves: Sequence[Move], unexplained: int) -> float:
    """The confidence of a turn: of what it asks, else of its surest move; less for what is not explained."""
    asked = [m.confidence for m in moves if m.kind in ASKING]
    certain = min(asked) if asked else max(m.confidence for m in moves)
    return round(certain * (0.85**unexplained), 3)


def _heard(said: Clause, item: str, now: Situation, before: frozenset[str]) -> tuple[Clause, list[Move]]:
    """A sentence without what in it is about the room or the clock, and its moves."""
    if own_sentence(said.low, now.domain, now.item.kind):
        return said, _read(said, now, before)
    clause = Clause(without_times(said.low, item), without_times(said.maths, item))
    found = _read(clause, now, before)
    if clause.low != said.low:  # what was blotted out may have praised or slowed down
        there = {m.kind for m in found}
        found = [*_cues([k for k in cued(said.low) if k in _IN_ANY_TALK and k not in there]), *found]
    if elsewhere(clause.low, clause.maths, item):
        found = [m for m in found if m.kind in _IN_ANY_TALK]
    return clause, found


_IN_ANY_TALK: frozenset[MoveKind] = frozenset(
    {
        "greet",
        "close",
        "praise",
        "praise-process",
        "encourage",
        "disconfirm",
        "confirm",
        "off-task",
        "move-on",
    }
)
"""What can be heard in talk about the room: nothing that is about the mathematics."""
_WHAT_THEN = re.compile(
    r"^(?:so |and |then |now |ok |, )*(?:what (?:do|would|will) (?:you|we) (?:get|have|make)(?: then| now"
    r"| there| for both| together| altogether)*|(?:what(?:'s| is| does)|how much (?:is|does)) "
    r"(?:that|this|it)(?: come to| make| give)?)\W*$"
)
_HAVE_SENSE = re.compile(r"^(?:so |and |ok |okay |, )*(?:does (?:that|this|it) )?(?:make|makes) sense\W*$")


def _told(moves: Sequence[Move]) -> bool:
    return any(m.kind in TELLING for m in moves)


_IN_A_TEST: frozenset[MoveKind] = frozenset({"hint", "give-step", "false-claim", "focus-on"})
"""What the sentences of a test are not besides."""


def _showing(clause: Clause, found: list[Move], before: bool) -> bool:
    """Whether the teacher is in the middle of showing another item."""
    if shows_another(clause.low) and "?" not in clause.low:
        return True
    return before and not any(m.kind in ASKING for m in found)


_IN_AN_EXAMPLE: frozenset[MoveKind] = frozenset(
    {"worked-example", "false-claim", "praise", "encourage", "disconfirm", "give-answer"}
)


def _shown(found: list[Move], clause: Clause) -> list[Move]:
    """What is said while another item is shown is part of the example."""
    kept = [
        m
        for m in found
        if m.kind in _IN_AN_EXAMPLE
        # what the letter is in the example says nothing about ours
        and not (m.kind == "false-claim" and any(map(str.isalpha, m.on or "")))
    ]
    if not NUMBER.search(clause.maths):
        return found
    if any(m.kind in ("worked-example", "false-claim") for m in kept):
        return kept
    return [*kept, Move(kind="worked-example", confidence=0.8)]


def _together(moves: list[Move]) -> list[Move]:
    """The moves of all sentences: of one kind and target once."""
    seen: set[tuple[str, str | None, str | None]] = set()
    out: list[Move] = []
    for move in moves:
        mark = (move.kind, move.target, move.on)
        if mark in seen:
            continue
        seen.add(mark)
        out.append(move)
    return out


def _refuting(moves: list[Move], situation: Situation) -> list[Move]:
    """A rule stated against the student's own answer refutes it."""
    answer = situation.main_answer.text if situation.main_answer else None
    return [
        m.model_copy(update={"kind": "refute", "answer": answer}) if m.kind == "state-rule" else m
        for m in moves
    ]


def _read(clause: Clause, now: Situation, before: frozenset[str] = frozenset()) -> list[Move]:
    """The moves of one sentence; before: the values that the turn has reached so far."""
    low, maths = clause
    if exact := own_sentence(low, now.domain, now.item.kind):
        phrase = exact.phrase if exact.kind == "recall" else None
        return [Move(kind=exact.kind, target=exact.slot, phrase=phrase, confidence=exact.sureness)]
    asks = asking(low)
    if not asks and (about := belief_said(low, now.domain, now.item.kind)) is not None:
        return [Move(kind="false-claim", target=about, confidence=0.9)]
    kinds = cued(low)
    near = nearest(low, now.domain, now.item.kind)
    own = (
        near is not None and near.likeness >= 0.8 and near.kind != "false-claim" and not NUMBER.search(maths)
    )
    if not asks and is_wrong(now) and names_the_fault(low):
        light = [k for k in kinds if k in FEEDBACK and k not in ("confirm", "praise-process")]
        about = near.slot if near else slot_named(low, now.domain, now.item.kind)
        return [*_cues(light), Move(kind="refute", target=about, answer=_mine(now), confidence=0.75)]
    if not own and counters_mine(low, maths, now):
        light = [k for k in kinds if k in FEEDBACK and k != "confirm"]
        given = [m for m in grounded(clause, now, own, before) if m.kind == "give-answer"]
        refuted = Move(kind="refute", target=near.slot if near else None, answer=_mine(now), confidence=0.75)
        return [*_cues(light), refuted, *given]
    if found := grounded(clause, now, own, before):
        if says_not_mine(maths, now) and "disconfirm" not in kinds:
            kinds = (*kinds, "disconfirm")
        mine = now.main_answer.text if now.main_answer else None
        if mine and "praise" in kinds and any(m.kind == "false-claim" and m.answer == mine for m in found):
            kinds = (*kinds, "confirm")  # what is wrong is praised, and so called right
        return [*_beside(kinds, found), *found, *_asked_besides(kinds, found), *_reason(low, found, now)]
    if says_a_line(maths, now) and (not asks or tagged(low)) and not quoted(maths):
        return [*_cues([k for k in kinds if k in FEEDBACK]), Move(kind="give-step", confidence=0.85)]
    if asks and not suggests(low) and (formed := by_form(low, kinds)) is not None:
        return [*_cues([k for k in kinds if k in FEEDBACK and k != formed.kind]), formed]
    item = now.item.text.lower()
    if not asks and not kinds and item in low and len(low.replace(item, "").split()) < 5:
        return []  # "Back to 52 - 38.": to name the item says nothing about it
    if near and near.kind == "false-claim" and not _held_against(near, low, asks, kinds):
        near = None
    if near and near.kind == "state-rule" and NEGATES.search(low) and near.likeness < 0.8:
        near = None  # "never borrow" shares its words with the rule that it denies
    saying = [k for k in kinds if k in FEEDBACK]
    false = (
        near is not None
        and near.kind == "false-claim"
        and (near.likeness >= 0.75 or not orders_mine(maths, now))
    )
    if (
        (not asks or suggests(low))
        and not false
        and not forbids(low)
        and not set(kinds) - FEEDBACK
        and orders_a_step(low, maths, now)
    ):
        about = near.slot if near and near.likeness >= 0.7 else None
        spoken = _cues([k for k in saying if k != "focus-on"])
        return [*spoken, Move(kind="give-step", target=about, confidence=0.65)]
    if not asks and not set(kinds) - FEEDBACK and (near is None or near.likeness < 0.8):
        step = (
            None
            if _WHAT_YOU_DID.search(low) or (saying and len(low.split()) < 6)
            else nearest_step(maths, now.domain, now.item)
        )
        if (
            step
            and not (step.right and forbids(low))
            and (step.right or not (NEGATES.search(low) or quoted(low)))
        ):
            sort: MoveKind = "give-step" if step.right else "false-claim"
            return [
                *_cues([k for k in saying if k != "focus-on"]),
                Move(kind=sort, target=step.slot, confidence=0.7),
            ]
    if near and (near.likeness >= 0.8 or not [k for k in kinds if k not in _LIGHT]):
        idea = _idea(near, low, maths, asks, now)
        lightly = _cues([k for k in saying if k in _LIGHT])
        if idea.kind in ("state-rule", "hint") and near.likeness < 0.8 and needs_a_step(low):
            return [*lightly, idea, idea.model_copy(update={"kind": "give-step"})]
        return [*lightly, idea]
    if kinds and not set(kinds) <= _LIGHT:
        target = near.slot if near else slot_named(low, now.domain, now.item.kind)
        return [*_cues(kinds, target), *_more(kinds, low, maths, now, asks)]
    return [*_cues(saying), *otherwise(low, maths, now, asks, after=bool(saying))]


_LIGHT: frozenset[MoveKind] = frozenset({"praise", "encourage", "greet", "disconfirm", "confirm", "focus-on"})
"""Words that often open a sentence which does something else."""


def _mine(now: Situation) -> str | None:
    return now.main_answer.text if now.main_answer else None


_WHAT_YOU_DID = re.compile(
    r"\byour?\b.{0,12}\b(?:did|said|got|had|way|have \w+ed|added|multiplied|swapped|took)\b|^if\b"
)


def _beside(kinds: tuple[MoveKind, ...], found: list[Move]) -> list[Move]:
    """What else a sentence does whose mathematics is understood."""
    there = {m.kind for m in found}
    barred: set[MoveKind] = {"confirm"} if there & {"give-answer"} else set()
    if there & {"seek-strategy", "try-item", "worked-example"}:
        barred.add("focus-on")
    return [Move(kind=k, confidence=0.85) for k in kinds if k in FEEDBACK and k not in there | barred]


def _asked_besides(kinds: tuple[MoveKind, ...], found: list[Move]) -> list[Move]:
    """A question in a sentence whose mathematics asks none."""
    if any(m.kind in ASKING for m in found if m.kind != "compute-this"):
        return []
    besides: set[MoveKind] = {"ask-why", "check-again", "invite-reflection"}
    if any(m.kind == "compute-this" for m in found):
        besides = {"check-again"}
    return [Move(kind=k, confidence=0.85) for k in kinds if k in besides]


_NOT_SO = re.compile(
    r"\bbecause\b.*(?:,| and| but) (?:it's |we're |you're |that's )?not\b|\bnot\b.*\bbecause\b"
)


def _reason(low: str, found: list[Move], now: Situation) -> list[Move]:
    """A reason against the student's way beside a step: `because we are undoing it, not doing it again`."""
    if is_wrong(now) and not asking(low) and _NOT_SO.search(low) and any(m.kind in TELLING for m in found):
        return [Move(kind="refute", answer=_mine(now), confidence=0.65)]
    return []


def _held_against(near: Near, low: str, asks: bool, kinds: tuple[MoveKind, ...]) -> bool:
    """Whether words like a misconception are a claim: a plain statement, or one with a tag."""
    plain = not asks or bool(re.search(r"\b(?:remember|right|ok|yes)\?$", low))
    if re.search(r"\bonly (?:when|if)\b|\bcan only\b", low):
        return False
    return (
        plain
        and near.likeness >= 0.55
        and len(low.split()) > 3
        and not set(kinds) - {"confirm", "praise", "disconfirm"}
    )


def _idea(near: Near, low: str, maths: str, asks: bool, now: Situation) -> Move:
    """The move that is nearest to one of the domain's sentences."""
    if near.kind == "false-claim":
        return Move(kind="false-claim", target=near.slot, confidence=near.sureness)
    if near.kind in ("hint", "state-rule") and near.likeness < 0.8 and not asks:
        ruling = RULES.search(low) and not names_something(maths, now)
        near = near._replace(kind="state-rule" if ruling else near.kind)
    if (
        asks
        and (near.likeness < 0.7 or NUMBER.search(maths))
        and re.search(r"\bhow (?:many|much)\b", low)
        and not STANDS.search(low)
    ):
        return Move(kind="compute-this", target=near.slot, confidence=near.sureness)
    kind = near.kind if asks == (near.kind in ASKING) else ("recall" if asks else "hint")
    if asks and near.likeness < 0.8 and VALUE.search(low) and not STANDS.search(low) and NUMBER.search(maths):
        return Move(kind="compute-this", target=near.slot, confidence=near.sureness)
    if kind in ("hint", "state-rule") and near.likeness < 0.8 and says_a_step(low, maths, now):
        kind = "give-step"
    phrase = near.phrase if kind == "recall" and near.kind == "recall" else None
    return Move(kind=kind, target=near.slot, phrase=phrase, confidence=near.sureness)


def _cues(kinds: Sequence[MoveKind], target: str | None = None) -> list[Move]:
    return [
        Move(kind=k, target=target if k in ASKING and k not in _ABOUT_ANYTHING else None, confidence=0.85)
        for k in kinds
    ]


_ABOUT_ANYTHING: frozenset[MoveKind] = frozenset({"check-again", "probe"})


def _more(kinds: tuple[MoveKind, ...], low: str, maths: str, now: Situation, asks: bool) -> list[Move]:
    """What a sentence does besides its cue: a named step in a why, a place that is pointed to."""
    if "ask-why" in kinds and asks and NUMBER.search(maths) and "focus-on" not in kinds:
        return [Move(kind="focus-on", confidence=0.6)]
    return []
