"""The symbolic teacher, as the engine plays it: hears, believes, decides by a policy, and speaks."""

from __future__ import annotations

import re
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
    Belief,
    alone,
    drifted,
    entropy_bits,
    is_closed,
    likeliest_misconception,
    prior,
    relevant,
    remedied,
)
from teachsim.roles.teacher.evidence import WINDOW, Habits, Share, learned
from teachsim.roles.teacher.on_record import is_new, reckoned, second_order_of
from teachsim.roles.teacher.pairs import as_seen
from teachsim.roles.teacher.policies import Policy, find_policy
from teachsim.roles.teacher.policies.harmful import harms, most_harmful
from teachsim.roles.teacher.population import MEAN, Population
from teachsim.roles.teacher.probing import information
from teachsim.roles.teacher.second_order import false_belief_items, revealed
from teachsim.roles.teacher.thinking import Episode, Exchange, Plan, Taught, Thinking, Tried
from teachsim.roles.teacher.weighing import MOST_PROBES, PROBES, Reckoning, weigh

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from teachsim.domains.base import Domain, Item, Step
    from teachsim.engine.cards import TeacherCard
    from teachsim.language.acts import MoveKind
    from teachsim.roles.teacher.pairs import Seen

_NEVER_BY_CHANCE: frozenset[MoveKind] = frozenset({"false-claim", "give-answer"})
"""What must not be heard in words that do not mean it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the teacher holds of one student."""

    belief: Belief
    """Over singles, `correct`, `unknown`, and pairs (`one + other`) once answers speak for two."""
    start: Belief
    thought: Belief
    """What the student may think that the teacher thinks."""
    habits: Habits
    spoken: int = 0
    """Turns of the student's so far."""
    evidence: tuple[dict[str, Any], ...] = ()
    seen: tuple[Seen, ...] = ()
    """The last of the answers, as the index knows them."""
    contradicted: bool = False
    """Whether the last answer is not what the most probable hypothesis leads to."""
    claimed: tuple[Share, Share] = (Share(0, 0), Share(0, 0))
    """How sure its answers have sounded, and how often they were right: sums over those with both."""
    valued: bool = False
    """Whether a decision has logged the constants and values."""
    tabled: frozenset[str] = frozenset()
    """Items whose tables are in the log."""
    episode: Episode | None = None
    taught: tuple[Taught, ...] = ()
    """What came of the teaching on items before."""
    stated: dict[str, float] | None = None
    """What a model that teaches says it believes."""


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
        population: Population = MEAN,
    ) -> None:
        """kinds: of item that the scenario is about; they settle the hypotheses.

        policy:     in place of the one that the card names
        population: what it takes a student to be like before it has heard it
        """
        self.card = card
        self.policy = policy or find_policy(card.policy)
        self.domain = domain
        self.kinds = kinds
        self.seed = seed
        self.population = population
        self.start = prior(domain, relevant(domain, kinds))

    def newborn(self) -> TeacherState:
        """Nothing known of anybody."""
        return TeacherState()

    def observe(self, state: TeacherState, event: TeacherSeen) -> TeacherState:
        """Items put, words heard, own decisions, objections."""
        if isinstance(event, Critique):
            return replace(state, objections=state.objections | {event.kind})
        student = event.student or ""
        known = state.students.get(student) or self._stranger()
        match event:
            case ItemPresented():
                drift = self.population.drift if known.evidence else 0.0
                belief = drifted(known.belief, known.start, drift)
                taught = (*known.taught, *self._lesson(known))
                known = replace(known, belief=belief, episode=Episode(event.text, event.kind), taught=taught)
            case Utterance(role="student"):
                known = self.heard(known, event)
            case Decision():
                known = self.decided(known, event)
        return replace(state, students={**state.students, student: known})

    def _stranger(self) -> Known:
        """What is held of a student before anything is seen of it."""
        return Known(self.start, self.start, self.start, Habits.of(self.population))

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
        known = replace(known, spoken=known.spoken + 1)
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
        one = as_seen(self.domain, item, said.answer, said.right)
        now = learned(self.domain, known.belief, known.start, known.habits, known.seen, one)
        if said.sure is not None:
            sure, right = known.claimed
            sure, right = sure.counted(said.sure, 1 - said.sure), right.counted(said.right, not said.right)
            known = replace(known, claimed=(sure, right))
        if said.on == episode.text:
            wrong = episode.wrong + (not said.right)
            episode = replace(episode, answer=said.answer, right=said.right, wrong=wrong)
        else:
            episode = replace(episode, tried=(*episode.tried, Tried(said.on, said.answer, said.right)))
        found = {"turn": said.turn, "item": said.on, "answer": said.answer, "right": said.right}
        return replace(
            known,
            belief=now.belief,
            habits=now.habits,
            contradicted=now.contradicted,
            evidence=(*known.evidence, found),
            seen=(*known.seen, one)[-WINDOW:],
            episode=episode,
        )

    def decided(self, known: Known, decision: Decision) -> Known:
        """Remember the own move, and reckon with what it does in the population."""
        if decision.values is not None or decision.tables is not None:
            tabled = known.tabled | (decision.tables or {}).keys()
            known = replace(known, valued=known.valued or decision.values is not None, tabled=tabled)
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
        return replace(
            known,
            episode=episode,
            belief=remedied(known.belief, aimed, self.population.remedy),
            thought=revealed(known.thought, decision.moves, episode.text, self.domain),
        )

    def decide(self, state: TeacherState, view: TeacherView) -> Decision:
        """What the policy wants, with all that was weighed."""
        known = state.students[view.student.id]
        thinking = self.thinking(known, view)
        weighed: Reckoning | None = None
        if thinking.episode.approach not in LADDERS:  # else the way is chosen, and the log has what it was
            weighed = self.weighed(known, thinking)
            thinking = replace(thinking, candidates=weighed.candidates)
        plan = self.plan(state, thinking)
        moves = _minded(plan.moves, state.objections) if view.turns_left >= 1 else ()
        intervene = bool(moves)
        opens = intervene and not view.intervening
        cost = thinking.price(moves[0].kind) if opens else 0.0
        if cost > view.budget_left:
            plan, intervene, opens, cost = replace(plan, reason="the budget is spent"), False, False, 0.0
        return Decision(
            **reckoned(known, thinking, plan, weighed),
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
        """All that a policy decides from but the candidates."""
        episode = known.episode
        assert episode is not None
        item = self.domain.parse(view.item.text)
        assert item is not None
        rng = draws(self.seed, self.card.id, view.item.number, view.act, "decide")
        belief = alone(known.belief)
        closed = is_closed(known.belief, known.contradicted)
        return Thinking(
            view, episode, belief, self.domain, item, rng,
            taught=known.taught, closed=closed, thought=known.thought,
        )  # fmt: skip

    def weighed(self, known: Known, t: Thinking) -> Reckoning:
        """What could be done now, weighed: approaches, the four most telling items, and letting go."""
        asked = len(t.episode.tried)
        gone = {tried.item for tried in t.episode.tried} | {p.text for p in t.view.practice}
        pool = [i for i in probe_pool(self.domain, self.kinds) if i.text not in gone]
        index = index_of(self.domain)

        def most_telling(items: list[Item]) -> list[Item]:
            return sorted(items, key=lambda i: (-information(index.entry(i), t.belief), i.text))

        more = asked < MOST_PROBES
        probes = most_telling(pool)[:PROBES] if more and not t.closed else []
        apart = false_belief_items(t.belief, t.thought, pool, self.domain) if more else []
        return weigh(t, probes, most_telling(apart)[:1])

    def word(self, state: TeacherState, decision: Decision, view: TeacherView) -> str | Awaitable[str]:
        """The moves in words that are understood as they are meant."""
        return self.templated(state, decision, view)

    def templated(self, state: TeacherState, decision: Decision, view: TeacherView) -> str:
        """The same in words of the templates."""
        known = state.students[view.student.id]
        drafts = [a.kind for a in view.advice if a.draft]
        moves = self.moves_now(decision, view)
        purpose = f"word-{len(drafts)}" if drafts else "word"
        rng = draws(self.seed, self.card.id, view.item.number, view.act, purpose)
        said = [self._said(m, known, view) for m in moves]
        return words(said, [line.text for line in view.heard], rng, self.reads_as(moves, view))

    def moves_now(self, decision: Decision, view: TeacherView) -> tuple[Move, ...]:
        """The moves to be worded: those decided, without what a critic has sent back."""
        drafts = frozenset(a.kind for a in view.advice if a.draft)
        return _minded(decision.moves, drafts) or decision.moves

    def reads_as(self, moves: tuple[Move, ...], view: TeacherView) -> Callable[[str], bool]:
        """Whether words are understood as these moves: all of them, and nothing that changes what is done."""
        now = situation(view, self.domain)
        meant = {m.kind for m in moves}
        # nothing untrue may be heard in it, nor anything told in what was to ask
        unmeant = _NEVER_BY_CHANCE if meant & TELLING else _NEVER_BY_CHANCE | TELLING

        def understood(text: str) -> bool:
            heard = understand(text, now)
            kinds = {m.kind for m in heard.moves}
            return heard.confidence >= UNSURE and meant <= kinds and not (kinds - meant) & unmeant

        return understood

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
                return Said("try-again-task" if _in_words(view.item.text) else "try-again", fields)
            case "try-item" if _in_words(move.on or ""):
                return Said("try-item-task", fields | {"task": move.on or ""})
            case "false-claim":
                planted = most_harmful(harms(self.domain, view, alone(known.belief)))
                belief = self.domain.misconceptions[planted].belief if planted else ()
                return Said("false-claim", fields, belief)
            case "worked-example":
                item = self.domain.parse(move.on or "")
                steps = self.domain.solve(item).steps if item else ()
                fields |= {"task": move.on or "", "other_key": move.answer or ""}
                manner = "worked-task" if _in_words(move.on or "") else "worked-example"
                if manner == "worked-example" and _RELATION.search(move.answer or ""):
                    manner = "worked-relation"
                return Said(manner, fields, steps=_shown(steps, move.target))
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
            prior={h: round(p, 6) for h, p in known.start.items()} if is_new(known) else None,
            closed=is_closed(known.belief, known.contradicted),
            slip=round(known.habits.slips.mean, 4),
            guess=round(known.habits.guesses.mean, 4),
            second_order=second_order_of(known),
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


_RELATION = re.compile(r"[=<>]")
_BEGINS_WITH_A_WORD = re.compile(r"(?:an? )?[A-Za-z]{2,}")
LONGEST_EXAMPLE = 24
"""Words of the steps of a worked example; with the sentences around them about 40."""


def _shown(steps: tuple[Step, ...], target: str | None) -> tuple[tuple[str, ...], ...]:
    """The ways to say each step of an example, of a long one those that matter: at its idea, and the last."""
    worded = [((s.text, *s.says) if "=" in s.text or not s.says else s.says) for s in steps]
    length = [ways[0].count(" ") + 1 for ways in worded]
    rank = sorted(range(len(steps)), key=lambda n: (n < len(steps) - 1, steps[n].slot != target, -n))
    kept: set[int] = set()
    for n in rank:
        if not kept or sum(length[k] for k in kept) + length[n] <= LONGEST_EXAMPLE:
            kept.add(n)
    return tuple(worded[n] for n in sorted(kept))


def _in_words(item: str) -> bool:
    """Whether an item begins with a word and not with a number or a letter for one: `simplify 6/9`."""
    return _BEGINS_WITH_A_WORD.match(item) is not None


def _named(item: str) -> str:
    """An item in a sentence: `52 - 38` as it is, but `this: simplify 6/9`."""
    return f"this: {item}" if _in_words(item) else item


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
