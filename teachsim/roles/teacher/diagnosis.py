"""What a student's answers say about what it holds, and which item would say most next.

The same belief as the teacher's, without a session: no drift, no moves, nothing but answers. Pure: the
same answers always give the same advice, whatever was asked before. Which hypotheses hold two
misconceptions is the business of `pairs`, which items are worth asking that of `probing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT
from teachsim.roles.teacher.belief import likelihoods, posterior, prior, relevant
from teachsim.roles.teacher.pairs import as_seen, joint
from teachsim.roles.teacher.probing import Probe, probes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Answer, Domain, Item
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
    seen = [as_seen(domain, item, answer.text, domain.grade(item, answer)) for item, answer in evidence]
    shares = [likelihoods(one.entry, one.written, start) for one in seen]
    for of_answer in shares:
        belief = posterior(belief, of_answer)
    ranked = sorted(belief.items(), key=lambda pair: (-pair[1], pair[0]))
    found = joint(domain, start, seen)
    return Diagnosis(
        tuple(
            Evidence(item, answer, one.correct, of_answer, slip)
            for (item, answer), one, of_answer, slip in zip(evidence, seen, shares, found.slips, strict=True)
        ),
        tuple(Hypothesis(name, probability) for name, probability in ranked),
        probes(domain, belief, kinds, (item.text for item, _ in evidence)),
        found.pairs,
        found.unstable,
        found.singles,
    )
