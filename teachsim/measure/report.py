"""All measures of a transcript, student by student. Whatever was not measured is None."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel

from teachsim.engine.events import Critique, SessionStarted
from teachsim.measure.beliefs import (
    BeliefScores,
    PredictionScores,
    belief_scores,
    logged_prior,
    prediction_scores,
)
from teachsim.measure.decisions import Decided, DecisionScores, decision_scores, decisions
from teachsim.measure.legality import Illegal, coded, violations_per_100
from teachsim.measure.moves import (
    Vocabulary,
    act_entropy_bits,
    act_shares,
    mix,
    on_target,
    taught_turns,
)
from teachsim.measure.outcomes import Outcomes, outcomes
from teachsim.measure.overall import MeanOverAll
from teachsim.measure.pedagogy import violations
from teachsim.measure.reveals import DETECTORS, first_leak_turn, rates, talks
from teachsim.measure.second_order import SecondOrderScores, SelfBelief, second_order, self_belief
from teachsim.measure.talk import TalkScores, talk_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.events import Event


class Moves(BaseModel):
    """What the teacher's turns did: the share of turns by label, in each vocabulary."""

    turns: int
    acts: dict[str, float]
    mathdial: dict[str, float]
    mathdial_intent: dict[str, float]
    bridge_strategy: dict[str, float]
    bridge_intention: dict[str, float]
    treeinstruct: dict[str, float]
    class_evaluations: dict[str, float]
    """Of the turns that have an action code."""
    class_actions: dict[str, float]
    """Of all action codes, the share of each; a turn may have several."""
    entropy_bits: float | None
    leaks: float | None
    """The share of turns that give an answer or a step away."""
    on_target: float | None
    """Of the turns about a slot, the share about one where the student then held a misconception."""


class TurnRecord(BaseModel):
    """A teacher's turn: act, target, intention, believed state, and its names elsewhere."""

    item: int
    turn: int
    text: str
    acts: list[str]
    targets: list[str]
    approach: str | None
    reason: str | None
    believed: tuple[str, float] | None
    """The most probable hypothesis before the decision."""
    mathdial: str | None
    mathdial_intent: str | None
    bridge_strategy: str | None
    bridge_intention: str | None
    treeinstruct: str | None
    class_evaluation: str
    class_actions: list[int]
    class_state: str
    class_illegal: list[str]


class Reveals(BaseModel):
    """Who said the answer first, over the items that were not solved at once; k = 1, 2, …"""

    problems: int
    success: dict[str, list[float | None]]
    """success@k by detector."""
    telling: dict[str, list[float | None]]
    """telling@k by detector."""
    first_leak_turn: int | None
    """None where nothing leaked."""


class Violations(BaseModel):
    """What broke the rules; None where there are no rules, or no turns to break them."""

    pedagogy: dict[str, int]
    """By rule of the scenario, kept ones with 0."""
    pedagogy_per_turn: float | None
    class_per_100_turns: float | None
    class_illegal: dict[str, int]
    critics: dict[str, int]
    """Critics' findings about words that were said, by what they checked; empty without critics."""


class StudentMeasures(BaseModel):
    """All measures of one student in one session."""

    transcript: str
    student: str
    scenario: str
    teacher: str
    """At the start; a branch may have changed it."""
    policy_marks: list[str]
    """What has to be told of the teacher's policy, such as `uses-truth`."""
    seed: int
    outcomes: Outcomes
    beliefs: BeliefScores
    stated_beliefs: BeliefScores | None = None
    """Of what a model that teaches said it believes; `beliefs` are then those of the yardstick beside it."""
    predictions: PredictionScores
    decisions: DecisionScores
    self_belief: SelfBelief
    second_order: SecondOrderScores
    moves: Moves
    talk: TalkScores
    reveals: Reveals
    violations: Violations
    decided: list[Decided] = []
    """Decision by decision, where that was asked for."""
    taught: list[TurnRecord] = []
    """Turn by turn, likewise."""


class Report(BaseModel):
    """What `measure --json` prints."""

    sessions: list[StudentMeasures]
    overall: dict[str, MeanOverAll]
    """By `block.measure`, and `block.measure.label` or `block.measure.k` where there are several."""


def measured(
    events: Sequence[Event], name: str = "", domain: Domain | None = None, *, each_turn: bool = False
) -> list[StudentMeasures]:
    """The measures of each student of a transcript.

    domain:    that of the session; without it there is no over-application and no regret against the prior
    each_turn: whether to have the teacher's decisions and turns one by one as well
    """
    started = next(e for e in events if isinstance(e, SessionStarted))
    found = [_student(events, started, card.id, name, domain) for card in started.students]
    if each_turn:
        for one in found:
            one.decided = decisions(events, one.student)
            one.taught = turn_records(events, one.student)
    return found


def turn_records(events: Sequence[Event], student: str) -> list[TurnRecord]:
    """The teacher's turns to one student, each with all that is stored of it and made from that."""
    return [
        TurnRecord(
            item=turn.item,
            turn=turn.turn,
            text=turn.text,
            acts=list(turn.acts),
            targets=list(turn.targets),
            approach=turn.approach,
            reason=turn.reason,
            believed=turn.believed,
            **{vocabulary: turn.label(vocabulary) for vocabulary in _VOCABULARIES},
            class_evaluation=code.evaluation,
            class_actions=list(code.actions),
            class_state=code.state,
            class_illegal=list(code.illegal),
        )
        for turn, code in zip(taught_turns(events, student), coded(events, student), strict=True)
    ]


def _student(
    events: Sequence[Event], started: SessionStarted, student: str, name: str, domain: Domain | None
) -> StudentMeasures:
    start = logged_prior(events, student, domain) if domain is not None else None
    return StudentMeasures(
        transcript=name,
        student=student,
        scenario=started.scenario.id,
        teacher=started.teacher.id,
        policy_marks=list(started.policy_marks),
        seed=started.seed,
        outcomes=outcomes(events, student, domain),
        beliefs=belief_scores(events, student, start),
        stated_beliefs=_stated(events, student, start),
        predictions=prediction_scores(events, student),
        decisions=decision_scores(decisions(events, student)),
        self_belief=self_belief(events, student),
        second_order=second_order(events, student),
        moves=_moves(events, student),
        talk=talk_scores(events, student),
        reveals=_reveals(events, student),
        violations=_violations(events, started, student),
    )


def _stated(events: Sequence[Event], student: str, start: dict[str, float] | None) -> BeliefScores | None:
    """The scores of what a model said it believes; None where nobody said it."""
    scores = belief_scores(events, student, start, stated=True)
    return scores if scores.snapshots else None


def _moves(events: Sequence[Event], student: str) -> Moves:
    turns = taught_turns(events, student)
    codes = [c for c in coded(events, student) if c.actions]
    return Moves(
        turns=len(turns),
        acts=act_shares(turns),
        **{vocabulary: mix(turns, vocabulary) for vocabulary in _VOCABULARIES},
        class_evaluations=_shares([c.evaluation for c in codes]),
        class_actions=_shares([str(a) for c in codes for a in c.actions]),
        entropy_bits=act_entropy_bits(turns),
        on_target=on_target(events, student),
        leaks=sum(t.leaks == "yes" for t in turns) / len(turns) if turns else None,
    )


_VOCABULARIES: tuple[Vocabulary, ...] = get_args(Vocabulary)


def _shares(labels: Sequence[str]) -> dict[str, float]:
    return {label: n / len(labels) for label, n in sorted(Counter(labels).items())}


def _reveals(events: Sequence[Event], student: str) -> Reveals:
    every = talks(events, student)
    problems = [t for t in every if t.is_problem]
    found = {detector: rates(problems, detector) for detector in DETECTORS}
    return Reveals(
        problems=len(problems),
        success={d: r.success for d, r in found.items()},
        telling={d: r.telling for d, r in found.items()},
        first_leak_turn=first_leak_turn(every),
    )


def _violations(events: Sequence[Event], started: SessionStarted, student: str) -> Violations:
    broken = Counter(v.rule for v in violations(events, student))
    turns = len(taught_turns(events, student))
    codes = coded(events, student)
    judged = [c for c in codes if c.actions]
    said = [
        e for e in events if isinstance(e, Critique) and e.student == student and not e.draft and e.objects
    ]
    rules = started.scenario.pedagogy
    return Violations(
        pedagogy={rule: broken[rule] for rule in rules},
        pedagogy_per_turn=broken.total() / turns if turns and rules else None,
        class_per_100_turns=violations_per_100(codes),
        class_illegal=_counts(get_args(Illegal) if judged else (), [w for c in judged for w in c.illegal]),
        critics=_counts(
            [c for card in started.critics for c in card.checks] if turns else (), [c.kind for c in said]
        ),
    )


def _counts(kinds: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    return dict.fromkeys(kinds, 0) | Counter(found)
