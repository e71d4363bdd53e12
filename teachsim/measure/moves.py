"""A teacher's turns in one vocabulary, and what four published ones call them.

A turn is stored as its acts, their targets, the intention behind it and what the teacher believed of the
student; MathDial's moves, Bridge's strategies and intentions, CLASS's action codes and TreeInstruct's
roles are functions of these. The table is data: a new kind of move is one row.

sources: MathDial (Macina et al. 2023), Bridge (Wang et al. 2024), CLASS (Sonkar et al. 2023),
TreeInstruct (Kargupta et al. 2024); which of ours is which of theirs is our choice
"""

from __future__ import annotations

from collections import Counter
from math import log2
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from teachsim.engine.events import Decision, StudentMind, TeacherBelief, UnderstoodEvent, Utterance
from teachsim.language.acts import ASKING
from teachsim.roles.teacher.belief import top

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.engine.events import Event
    from teachsim.language.acts import Move, MoveKind

MathDial = Literal["focus", "probing", "telling", "generic"]
BridgeStrategy = Literal[
    "explain_concept", "ask_question", "provide_hint", "provide_strategy", "provide_example",
    "provide_correction", "provide_similar_problem", "simplify_question", "affirm_correct_answer",
    "encourage_student", "other",
]  # fmt: skip
BridgeIntention = Literal[
    "motivate_student", "elaborate_answer", "correct_mistake", "hint_mistake", "clarify_misunderstanding",
    "understand_topic", "diagnose_mistake", "support_thinking", "explain_mistake", "signal_goal", "other",
]  # fmt: skip
ClassAct = Literal["hint", "solution", "confirm", "clarify", "redirect", "answer", "n/a"]
"""CLASS numbers one act by the evaluation before it: a hint is 1, 4 or 8; see `legality`."""
TreeInstruct = Literal["opening question", "sibling", "child", "teaching turn", "level up"]
Leaks = Literal["no", "partly", "yes"]
Vocabulary = Literal["mathdial", "mathdial_intent", "bridge_strategy", "bridge_intention", "treeinstruct"]


class Published(NamedTuple):
    """What the published vocabularies call a move."""

    mathdial: MathDial
    mathdial_intent: str
    bridge_strategy: BridgeStrategy
    bridge_intention: BridgeIntention
    class_acts: tuple[ClassAct, ...]
    """What it may count as in CLASS, the likeliest first; empty where CLASS has no such action."""
    treeinstruct: TreeInstruct | None
    leaks: Leaks


_SELF_CORRECTION = Published(
    "probing", "seek self-correction", "ask_question", "hint_mistake", ("hint", "confirm"), "sibling", "no"
)
_FOCUS = "guide student focus"
_GREETING = "greeting/farewell"
_ANSWER = Published(
    "telling", "reveal answer", "provide_correction", "correct_mistake", ("solution", "answer"),
    "teaching turn", "yes",
)  # fmt: skip
_ENCOURAGES = Published(
    "generic", "general inquiry", "encourage_student", "motivate_student", ("n/a",), None, "no"
)
_ASIDE = Published("generic", _GREETING, "other", "other", ("n/a",), None, "no")

PUBLISHED: Mapping[MoveKind, Published] = {
    "probe": Published(
        "probing", "ask for explanation", "ask_question", "diagnose_mistake", ("clarify", "confirm"),
        "opening question", "no",
    ),
    "ask-why": Published(
        "probing", "ask for explanation", "ask_question", "elaborate_answer", ("clarify", "confirm"),
        "opening question", "no",
    ),
    "try-item": Published(
        "probing", "perturb the question", "provide_similar_problem", "diagnose_mistake", (), "child", "no"
    ),
    "ask-check": _SELF_CORRECTION,
    "check-again": _SELF_CORRECTION,
    "ask-understanding": Published(
        "generic", "general inquiry", "ask_question", "diagnose_mistake", ("clarify", "confirm"),
        "opening question", "no",
    ),
    "recall": Published(
        "focus", "recall relevant information", "explain_concept", "understand_topic", ("hint", "confirm"),
        "sibling", "no",
    ),
    "seek-strategy": Published(
        "focus", "seek strategy", "ask_question", "support_thinking", ("hint", "confirm"), "child", "no"
    ),
    "invite-reflection": Published(
        "probing", "ask for explanation", "ask_question", "elaborate_answer", ("confirm", "clarify"),
        "level up", "no",
    ),
    "compute-this": Published(
        "focus", _FOCUS, "simplify_question", "support_thinking", ("hint", "confirm"), "child", "no"
    ),
    "focus-on": Published("focus", _FOCUS, "provide_hint", "hint_mistake", ("hint",), "child", "no"),
    "hint": Published("focus", _FOCUS, "provide_hint", "support_thinking", ("hint", "answer"), "child", "no"),
    "state-rule": Published(
        "telling", "reveal strategy", "provide_strategy", "understand_topic", (), "teaching turn", "partly"
    ),
    "refute": Published(
        "telling", "reveal strategy", "provide_correction", "explain_mistake", ("hint", "answer"),
        "teaching turn", "partly",
    ),
    "worked-example": Published(
        "telling", "reveal strategy", "provide_example", "understand_topic", (), "teaching turn", "partly"
    ),
    "give-step": _ANSWER,
    "give-answer": _ANSWER,
    "confirm": Published(
        "generic", "general inquiry", "affirm_correct_answer", "motivate_student", ("confirm",), "level up",
        "no",
    ),
    "disconfirm": Published(
        "generic", "general inquiry", "provide_hint", "hint_mistake", ("hint",), "sibling", "no"
    ),
    "praise": _ENCOURAGES,
    "praise-process": _ENCOURAGES,
    "encourage": _ENCOURAGES,
    "false-claim": Published("telling", "reveal strategy", "other", "other", (), None, "no"),
    "move-on": Published("generic", _GREETING, "other", "signal_goal", ("n/a",), None, "no"),
    "greet": _ASIDE,
    "close": _ASIDE,
    "off-task": _ASIDE,
}  # fmt: skip


class Believed(NamedTuple):
    """What a teacher took a student to hold."""

    hypothesis: str
    probability: float


class TaughtTurn(NamedTuple):
    """A teacher's turn as it is stored: act, target, intention and believed student state."""

    student: str
    item: int
    turn: int
    text: str
    acts: tuple[MoveKind, ...]
    """As recognised in the words, in their order."""
    targets: tuple[str, ...]
    """Slots that the words or the decision point at."""
    approach: str | None
    reason: str | None
    """The intention in the teacher's own words; None where no decision was recorded."""
    believed: Believed | None
    """The most probable hypothesis before the decision."""
    closes: bool
    """Whether the item is left after it."""

    @property
    def governing(self) -> MoveKind | None:
        """The act by which a vocabulary of one label a turn names it; None where none was recognised.

        One that tells, else the one that the student is to answer, else the first that is not generic.
        """
        telling = [a for a in self.acts if PUBLISHED[a].mathdial == "telling"]
        asking = [a for a in reversed(self.acts) if a in ASKING]
        other = [a for a in self.acts if PUBLISHED[a].mathdial != "generic"]
        return next(iter([*telling, *asking, *other, *self.acts]), None)

    def label(self, vocabulary: Vocabulary) -> str | None:
        """Its label in a published vocabulary; None where that has none for it."""
        act = self.governing
        found: str | None = None if act is None else getattr(PUBLISHED[act], vocabulary)
        return found

    @property
    def leaks(self) -> Leaks:
        """How much of the answer its acts give away, at most."""
        degrees: tuple[Leaks, ...] = ("yes", "partly")
        return next((d for d in degrees if any(PUBLISHED[a].leaks == d for a in self.acts)), "no")


def taught_turns(events: Iterable[Event], student: str | None = None) -> list[TaughtTurn]:
    """The teacher's turns in a transcript, to one student or to all, in their order."""
    found: list[TaughtTurn] = []
    beliefs: dict[str, TeacherBelief] = {}
    decisions: dict[str, tuple[Decision, TeacherBelief | None]] = {}
    for event in events:
        who = event.student
        if who is None or student not in (None, who):
            continue
        match event:
            case TeacherBelief():
                beliefs[who] = event
            case Decision():
                decisions[who] = (event, beliefs.get(who))
            case Utterance(role="teacher", turn=int(turn), item=int(item)):
                decision, belief = decisions.get(who, (None, None))
                found.append(_turn(event, who, item, turn, decision, belief))
            case UnderstoodEvent() if found and found[-1].turn == event.turn:
                heard = _targets(event.moves)
                found[-1] = found[-1]._replace(targets=tuple(dict.fromkeys([*heard, *found[-1].targets])))
    return found


def _turn(
    said: Utterance, who: str, item: int, turn: int, decision: Decision | None, belief: TeacherBelief | None
) -> TaughtTurn:
    likeliest = top(belief.probabilities) if belief is not None and belief.probabilities else None
    return TaughtTurn(
        student=who,
        item=item,
        turn=turn,
        text=said.text,
        acts=said.moves,
        targets=_targets(decision.moves) if decision is not None else (),
        approach=decision.approach if decision is not None else None,
        reason=decision.reason if decision is not None else None,
        believed=Believed(likeliest, belief.probabilities[likeliest]) if belief and likeliest else None,
        closes=decision.closes if decision is not None else False,
    )


def _targets(moves: Sequence[Move]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.target for m in moves if m.target))


def on_target(events: Sequence[Event], student: str) -> float | None:
    """The share of the turns with a target of which one is a slot where the student then holds a
    misconception more strongly than the right rule; None of none, or where no mind was logged.

    source: TreeInstruct's `relevant to a true bug` (Kargupta et al. 2024), from the symbolic truth
    """
    turns = {t.turn: t for t in taught_turns(events, student) if t.targets}
    faulty: set[str] | None = None
    aimed: list[bool] = []
    for event in events:
        if isinstance(event, StudentMind) and event.student == student:
            faulty = _faulty(event.mind)
        elif isinstance(event, Utterance) and event.turn in turns and faulty is not None:
            aimed.append(bool(faulty & set(turns[event.turn].targets)))
    return sum(aimed) / len(aimed) if aimed else None


def _faulty(mind: Mapping[str, Any]) -> set[str] | None:
    """The slots at which a wrong rule outweighs the right one; None where the snapshot does not say."""
    slots = mind.get("slots")
    if not isinstance(slots, dict):
        return None
    return {name for name, s in slots.items() if max(s["wrong"].values(), default=0.0) > s["right"]}


def mix(turns: Sequence[TaughtTurn], vocabulary: Vocabulary) -> dict[str, float]:
    """The share of turns with each label, the most frequent first; turns without a label left out."""
    labels = Counter(label for t in turns if (label := t.label(vocabulary)) is not None)
    total = sum(labels.values())
    return {label: n / total for label, n in sorted(labels.items(), key=lambda ln: (-ln[1], ln[0]))}


def act_shares(turns: Sequence[TaughtTurn]) -> dict[str, float]:
    """The share of turns that do each of our acts; a turn may do several, so they sum to 1 or more."""
    acts = Counter(act for t in turns for act in set(t.acts))
    return {act: n / len(turns) for act, n in sorted(acts.items(), key=lambda an: (-an[1], an[0]))}


def act_entropy_bits(turns: Sequence[TaughtTurn]) -> float | None:
    """How varied the governing acts are, in bits; None of no turns. Experts vary, models do little.

    source: Bridge's path entropy (Wang et al. 2024), on our acts
    """
    acts = Counter(t.governing for t in turns if t.governing is not None)
    total = sum(acts.values())
    return sum(n / total * log2(total / n) for n in acts.values()) if total else None
