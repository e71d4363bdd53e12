"""The symbolic teacher, as the engine plays it: hears, believes, decides by a policy, and speaks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from teachsim.domains.index import index_of
from teachsim.engine.draws import draws
from teachsim.engine.events import Critique, Decision, ItemPresented, Utterance
from teachsim.engine.roles import BeliefHeld
from teachsim.engine.views import TeacherSeen, TeacherView, situation
from teachsim.language.acts import TELLING, Move
from teachsim.language.reading import UNSURE, understand
from teachsim.language.teacher_words import Said, words
from teachsim.roles.teacher.approaches import LADDERS
from teachsim.roles.teacher.belief import (
    SLIP,
    Belief,
    drifted,
    entropy_bits,
    likeliest_misconception,
    prior,
    relevant,
    remedied,
    seen,
)
from teachsim.roles.teacher.policies import Policy, find_policy
from teachsim.roles.teacher.policies.harmful import harms, most_harmful
from teachsim.roles.teacher.probing import information
from teachsim.roles.teacher.thinking import Episode, Exchange, Plan, Taught, Thinking, Tried
from teachsim.roles.teacher.weighing import PROBES, may_probe, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import TeacherCard
    from teachsim.language.acts import MoveKind

DRIFT = 0.02
"""δ: between items, how much of the belief returns to the prior."""
REMEDY = 0.08
"""Share of holders whom one teaching move changes for the moment, in the population."""
_NEVER_BY_CHANCE: frozenset[MoveKind] = frozenset({"false-claim", "give-answer"})
"""What must not be heard in words that do not mean it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the teacher holds of one student."""

    belief: Belief
    start: Belief
    evidence: tuple[dict[str, Any], ...] = ()
    episode: Episode | None = None
    taught: tuple[Taught, ...] = ()
    """What came of the teaching on items before."""


@dataclass(frozen=True, slots=True)
class TeacherState:
    """What the teacher holds of every student, and what critics have held against it."""

    students: Mapping[str, Known] = field(default_factory=dict)
    objections: frozenset[str] = frozenset()


class SymbolicTeacher:
    """Plays a teacher card by rules alone."""

    def __init__(
        self,
        card: TeacherCard,
        domain: Domain,
        kinds: tuple[str, ...],
        seed: int,
        policy: Policy | None = None,
    ) -> None:
        """kinds: of item that the scenario is about; they settle the hypotheses.

        policy: in place of the one that the card names
        """
        self.card = card
        self.policy = policy or find_policy(card.policy)
        self.domain = domain
        self.kinds = kinds
        self.seed = seed
        self.start = prior(domain, relevant(domain, kinds))

    def newborn(self) -> TeacherState:
        """Nothing known of anybody."""
        return TeacherState()

    def observe(self, state: TeacherState, event: TeacherSeen) -> TeacherState:
        """Items put, words heard, own decisions, objections."""
        if isinstance(event, Critique):
            return replace(state, objections=state.objections | {event.kind})
        student = event.student or ""
        known = state.students.get(student) or Known(self.start, self.start)
        match event:
            case ItemPresented():
                belief = drifted(known.belief, known.start, DRIFT) if known.evidence else known.belief
                taught = (*known.taught, *self._lesson(known))
                known = replace(known, belief=belief, episode=Episode(event.text, event.kind), taught=taught)
            case Utterance(role="student"):
                known = self.heard(known, event)
            case Decision():
                known = self.decided(known, event)
        return replace(state, students={**state.students, student: known})

    def _lesson(self, known: Known) -> tuple[Taught, ...]:
        """What came of the item that is being left, if anything was taught on it."""
        episode = known.episode
        if episode is None or not episode.exchanges or episode.approach is None:
            return ()
        named = [m.target for m in episode.made if m.target in self.domain.ideas]
        suspect = likeliest_misconception(known.belief)
        about = named[0] if named else self.domain.misconceptions[suspect].slot if suspect else ""
        flipped = bool(episode.right) and episode.wrong > 0
        return (Taught(episode.text, episode.approach, about or "", flipped),)

    def heard(self, known: Known, said: Utterance) -> Known:
        """An answer that the student's words gave is evidence."""
        episode = known.episode
        assert episode is not None
        if episode.exchanges:
            reply = episode.exchanges[-1]._replace(
                words=said.text, on=said.on, answer=said.answer, right=said.right, stuck=said.stuck
            )
            episode = replace(episode, exchanges=(*episode.exchanges[:-1], reply))
        elif known.taught and known.taught[-1].next_right is None and said.right is not None:
            last = known.taught[-1]._replace(next_right=said.right)
            known = replace(known, taught=(*known.taught[:-1], last))
        episode = replace(episode, stuck=said.stuck)
        if said.answer is None or said.on is None or said.right is None:
            return replace(known, episode=episode)
        item = self.domain.parse(said.on)
        assert item is not None, said.on
        table = self.domain.predict(item, tuple(known.belief))
        belief = seen(known.belief, table, said.answer, SLIP, self.domain.plausible(item))
        if said.on == episode.text:
            wrong = episode.wrong + (not said.right)
            episode = replace(episode, answer=said.answer, right=said.right, wrong=wrong)
        else:
            episode = replace(episode, tried=(*episode.tried, Tried(said.on, said.answer, said.right)))
        found = {"turn": said.turn, "item": said.on, "answer": said.answer, "right": said.right}
        return replace(known, belief=belief, evidence=(*known.evidence, found), episode=episode)

    def decided(self, known: Known, decision: Decision) -> Known:
        """Remember the own move, and reckon with what it does in the population."""
        if not decision.intervene or known.episode is None:
            return known
        episode = known.episode
        episode = replace(
            episode,
            made=(*episode.made, *decision.moves),
            approach=decision.approach,
            step=decision.step,
            told=episode.told or any(m.kind in TELLING for m in decision.moves),
            turns=episode.turns + 1,
            exchanges=(*episode.exchanges, Exchange(decision.moves)),
        )
        targets = {m.target for m in decision.moves if m.target}
        aimed = [h for h in known.belief if h in self.domain.misconceptions
                 and self.domain.misconceptions[h].slot in targets]  # fmt: skip
        return replace(known, episode=episode, belief=remedied(known.belief, aimed, REMEDY))

    def decide(self, state: TeacherState, view: TeacherView) -> Decision:
        """What the policy wants, with all that was weighed."""
        known = state.students[view.student.id]
        thinking = self.thinking(known, view)
        plan = self.plan(state, thinking)
        moves = _minded(plan.moves, state.objections) if view.turns_left >= 1 else ()
        intervene = bool(moves)
        opens = intervene and not view.intervening
        cost = thinking.price(moves[0].kind) if opens else 0.0
        if cost > view.budget_left:
            plan, intervene, opens, cost = replace(plan, reason="the budget is spent"), False, False, 0.0
        return Decision(
            intervene=intervene,
            opens=opens,
            closes=plan.closes,
            moves=moves if intervene else (),
            policy=self.card.policy,
            approach=plan.approach,
            step=plan.step,
            reason=plan.reason,
            predicted=plan.predicted,
            predicted_probability=None if plan.probability is None else round(plan.probability, 4),
            candidates=thinking.candidates,
            cost=cost,
            budget_left=view.budget_left - cost,
            marks=self.policy.marks,
        )

    def plan(self, state: TeacherState, thinking: Thinking) -> Plan:
        """What the policy wants; a pure function of what the teacher knows."""
        assert self.policy.decide is not None, f"{self.card.policy} is shown minds: see roles.teacher.truth"
        return self.policy.decide(thinking)

    def thinking(self, known: Known, view: TeacherView) -> Thinking:
        """All that a policy decides from, the candidates weighed unless a way has been chosen already."""
        episode = known.episode
        assert episode is not None
        item = self.domain.parse(view.item.text)
        assert item is not None
        rng = draws(self.seed, self.card.id, view.item.number, view.act, "decide")
        thinking = Thinking(view, episode, known.belief, self.domain, item, rng, taught=known.taught)
        if episode.approach in LADDERS:
            return thinking  # the way is chosen, and what else could have been done is in the log
        return replace(thinking, candidates=weigh(thinking, self._probes(known, view)))

    def _probes(self, known: Known, view: TeacherView) -> list[Item]:
        """The four items of the scenario's kinds that would tell most; none that is practised."""
        tried = known.episode.tried if known.episode else ()
        if not may_probe(known.belief, len(tried)):
            return []
        gone = {t.item for t in tried} | {p.text for p in view.practice}
        pool = [i for i in probe_pool(self.domain, self.kinds) if i.text not in gone]
        index = index_of(self.domain)
        telling = sorted(pool, key=lambda i: (-information(index.entry(i), known.belief), i.text))
        return telling[:PROBES]

    def word(self, state: TeacherState, decision: Decision, view: TeacherView) -> str:
        """The moves in words that are understood as they are meant."""
        known = state.students[view.student.id]
        drafts = [a.kind for a in view.advice if a.draft]
        moves = _minded(decision.moves, frozenset(drafts)) or decision.moves
        purpose = f"word-{len(drafts)}" if drafts else "word"
        rng = draws(self.seed, self.card.id, view.item.number, view.act, purpose)
        now = situation(view, self.domain)
        meant = {m.kind for m in moves}
        # nothing untrue may be heard in it, nor anything told in what was to ask
        unmeant = _NEVER_BY_CHANCE if meant & TELLING else _NEVER_BY_CHANCE | TELLING

        def understood(text: str) -> bool:
            heard = understand(text, now)
            kinds = {m.kind for m in heard.moves}
            return heard.confidence >= UNSURE and meant <= kinds and not (kinds - meant) & unmeant

        said = [self._said(m, known, view) for m in moves]
        return words(said, [line.text for line in view.heard], rng, understood)

    def _said(self, move: Move, known: Known, view: TeacherView) -> Said:
        """Which templates word a move, and what fills them."""
        episode = known.episode
        assert episode is not None
        fields = {
            "item": _named(view.item.text),
            "key": view.item.key,
            "answer": move.answer or episode.answer or "that",
            "other": _named(move.on or ""),
        }
        idea = self.domain.ideas.get(move.target or "")
        match move.kind:
            case "ask-check":
                item = self.domain.parse(move.on or view.item.text)
                read = self.domain.read_answer(item, move.answer or "") if item else None
                checks = self.domain.checks(item, read) if item and read else ()
                asks = next((c.asks for c in checks if c.name == move.check), ())
                return Said("ask-check", fields, asks)
            case "ask-why":
                return Said("ask-why" if "ask-check" in episode.kinds else "ask-reason", fields)
            case "seek-strategy" if idea is None:
                return Said("try-again", fields)
            case "false-claim":
                planted = most_harmful(harms(self.domain, view, known.belief))
                belief = self.domain.misconceptions[planted].belief if planted else ()
                return Said("false-claim", fields, belief)
            case "worked-example":
                item = self.domain.parse(move.on or "")
                steps = self.domain.solve(item).steps if item else ()
                fields |= {"steps": "; ".join(s.text for s in steps), "other_key": move.answer or ""}
                return Said("worked-example", fields)
            case "recall" | "seek-strategy" | "hint" | "state-rule" | "refute" if idea is not None:
                content = {
                    "recall": idea.asks,
                    "seek-strategy": idea.strategy,
                    "hint": idea.hints,
                }.get(move.kind, idea.rule)
                return Said(move.kind, fields, content)
            case _:
                return Said(move.kind, fields)

    def belief(self, state: TeacherState, student: str) -> BeliefHeld:
        """The whole belief; what is left to decide by is in the log already."""
        known = state.students[student]
        episode = known.episode
        return BeliefHeld(
            probabilities={h: round(p, 6) for h, p in known.belief.items()},
            entropy_bits=round(entropy_bits(known.belief), 4),
            prior_bits=round(entropy_bits(known.start), 4),
            evidence=known.evidence,
            state={"approach": episode.approach, "step": episode.step} if episode else {},
        )


def _minded(moves: tuple[Move, ...], objections: frozenset[str]) -> tuple[Move, ...]:
    """The moves without those that critics have objected to."""
    kept = moves
    if "praise-after-wrong" in objections:
        kept = tuple(m for m in kept if m.kind != "praise")
    if "answer-given-away" in objections:
        kept = tuple(m for m in kept if m.kind not in ("give-answer", "give-step"))
    if objections & {"several-questions", "too-long"} and len(kept) > 1:
        kept = kept[-1:]
    return kept


def _named(item: str) -> str:
    """An item in a sentence: `52 - 38` as it is, but `this: simplify 6/9`."""
    return f"this: {item}" if item[:1].isalpha() else item


@lru_cache(maxsize=64)  # few: each entry holds on to its domain
def probe_pool(domain: Domain, kinds: tuple[str, ...]) -> tuple[Item, ...]:
    """Real items that a teacher may ask as probes: the same in every session, so their tables last."""
    pool: dict[str, Item] = {}
    for kind in kinds:
        rng = Random(f"probes/{domain.name}/{kind}")
        for _ in range(8):
            item = domain.generate(kind, None, rng)
            pool[item.text] = item
    return tuple(pool.values())
