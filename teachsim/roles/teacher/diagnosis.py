"""What a student's answers say about what it holds, and which item would say most next.

The same belief as the teacher's, without a session: no drift, no moves, nothing but answers. Pure: the
same answers always give the same advice, whatever was asked before. Which hypotheses hold two
misconceptions is the business of `pairs`, which items are worth asking that of `probing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.belief import SLIP, likelihood, posterior, prior, relevant
from teachsim.roles.teacher.pairs import Seen, joint
from teachsim.roles.teacher.probing import Probe, probes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Answer, Domain, Item
    from teachsim.roles.teacher.belief import Belief
    from teachsim.roles.teacher.pairs import Several


class Evidence(NamedTuple):
    """One answer, and what each hypothesis thought of it."""

    item: Item
    answer: Answer
    correct: bool
    likelihoods: dict[str, float]
    """P(this answer | hypothesis), slips included."""
    slip: float | None = None
    """The probability that it is wrong by a slip, whatever else is held; None when it is right."""


class Hypothesis(NamedTuple):
    """A misconception, `correct` or `unknown`, with its probability."""

    name: str
    probability: float


class Diagnosis(NamedTuple):
    """What the answers say."""

    evidence: tuple[Evidence, ...]
    hypotheses: tuple[Hypothesis, ...]
    """Each of them alone, as if nobody held two. Most probable first; probabilities sum to 1."""
    probes: tuple[Probe, ...]
    """Most informative first."""
    pairs: tuple[Several, ...] = ()
    """Two misconceptions held at once, as far as the answers speak for any; most probable first.

    Their probabilities, those of `unstable` and `singles` sum to 1; `hypotheses` share `singles` between
    them in the proportions that they have. So a pair beats the best single when its probability is above
    `singles * hypotheses[0].probability`.
    """
    unstable: tuple[Several, ...] = ()
    """Two rules of one slot of which now one, now the other is used; the second may be `correct`."""
    singles: float = 1.0
    """The probability that there is no more to it than one hypothesis."""

    @property
    def held(self) -> dict[str, float]:
        """By hypothesis, how probable it is that it is held: alone, with another or now and then.

        Since a student may hold two, these need not sum to 1; `correct` is held by who holds nothing.
        """
        held = {h.name: self.singles * h.probability for h in self.hypotheses}
        for names, probability in (*self.pairs, *self.unstable):
            for name in names:
                if name != CORRECT:
                    held[name] += probability
        return held

    @property
    def likelier(self) -> tuple[Several, ...]:
        """The best pair and the best of the unstable, if they beat the best single; the better first."""
        best = self.singles * self.hypotheses[0].probability
        found = [several for several in (*self.pairs[:1], *self.unstable[:1]) if several.probability > best]
        return tuple(sorted(found, key=lambda several: -several.probability))


def diagnose(
    domain: Domain,
    evidence: Sequence[tuple[Item, Answer]],
    hypotheses: Sequence[str] | None = None,
) -> Diagnosis:
    """What a student with these answers may hold, and what to ask it next.

    hypotheses: the misconceptions to consider; all that can show on items of these kinds when None
    """
    kinds = tuple(dict.fromkeys(item.kind for item, _ in evidence))
    start = prior(domain, relevant(domain, kinds) if hypotheses is None else hypotheses)
    belief = start
    seen = [_seen(domain, item, answer) for item, answer in evidence]
    likelihoods = [_likelihoods(one, start) for one in seen]
    for of_answer in likelihoods:
        belief = posterior(belief, of_answer)
    ranked = sorted(belief.items(), key=lambda pair: (-pair[1], pair[0]))
    found = joint(domain, start, seen)
    return Diagnosis(
        tuple(
            Evidence(item, answer, one.correct, of_answer, slip)
            for (item, answer), one, of_answer, slip in zip(
                evidence, seen, likelihoods, found.slips, strict=True
            )
        ),
        tuple(Hypothesis(name, probability) for name, probability in ranked),
        probes(domain, belief, kinds, (item.text for item, _ in evidence)),
        found.pairs,
        found.unstable,
        found.singles,
    )


def _seen(domain: Domain, item: Item, answer: Answer) -> Seen:
    entry = index_of(domain).entry(item)
    correct = domain.grade(item, answer)
    written = answer.text
    if correct and written not in entry.right and written not in entry.by_answer:
        # right in a form that nobody foresaw (`10/12`): no less right than the usual one
        written = domain.solve(item).answer.text
    return Seen(entry, written, correct)


def _likelihoods(seen: Seen, belief: Belief) -> dict[str, float]:
    """P(answer | hypothesis) for each of the belief; hypotheses that predict the same are reckoned once."""
    entry, written, _ = seen
    likelihoods = dict.fromkeys(belief, likelihood(entry.right, written, SLIP, entry.plausible))
    likelihoods[UNKNOWN] = likelihood({}, written, SLIP, entry.plausible)
    for group in entry.groups:
        of_group = likelihood(group.table, written, SLIP, entry.plausible)
        likelihoods |= dict.fromkeys((h for h in group.holders if h in belief), of_group)
    return likelihoods
