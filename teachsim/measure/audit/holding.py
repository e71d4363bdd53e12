"""Does it hold what the card says, and keep the right answer to itself? Measures before any teaching."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from teachsim.measure.audit.episodes import NONE, Material
from teachsim.measure.audit.implied import held_on, implied_own, implied_right
from teachsim.measure.audit.measured import Measured, Threshold
from teachsim.measure.intervals import share
from teachsim.roles.student.mind import HELD_RIGHT, sigmoid
from teachsim.roles.student.parameters import PARAMETERS

if TYPE_CHECKING:
    from teachsim.roles.teacher.diagnosis import Diagnosis


PLAINLY_HELD = 0.92
"""Share of errors that a card has to imply before it is held to .9 of them: the shipped ones imply .94 and
more, and a drawn one may be so weakly held that it implies a third."""


def expected_right(material: Material) -> float:
    """The same, as the mean over the items that were asked."""
    card, domain = material.subject.card, material.subject.domain
    holds = [h.misconception for h in card.holds if h.misconception in domain.misconceptions]
    shares = []
    for answered in material.on_target:
        item = domain.parse(answered.item)
        assert item is not None
        shares.append(implied_right(card, domain, [h for h in holds if domain.shows(h, item)]))
    return fmean(shares) if shares else 0.0


def expected_own(material: Material) -> float:
    """P(the misconception's own answer | wrong), as the card implies it, over the items that were asked."""
    card, domain, held = material.subject.card, material.subject.domain, material.subject.held
    items = [domain.parse(a.item) for a in material.on_target]
    shares = [implied_own(card, domain, held, item) for item in items if item is not None]
    return fmean(shares) if shares else 0.0


def readability(m: Material) -> Measured:
    """Of first answers, those in whose words the second reader finds one: silence must not pass."""
    found = share([a.answer is not None for a in (*m.on_target, *m.off_target)])
    return Measured("readability", "first answers that can be read", found, (Threshold("at least", 0.95),))


def error_consistency(m: Material) -> Measured:
    """P(wrong | the misconception shows, nothing taught), against 1 − (1 − s)·σ(β(c − m)).

    source: MalAlgoPy (2410.12294), property 1
    """
    implied = 1 - expected_right(m)
    held = [Threshold("interval reaches", round(implied, 4), 0.02)]
    if m.subject.card.learning == "scenario" and implied >= PLAINLY_HELD:
        held.append(Threshold("at least", 0.9))
    found = share([not a.right for a in m.on_target])
    return Measured("error-consistency", "wrong where it shows", found, tuple(held))


def rule_consistency(m: Material) -> Measured:
    """Of the wrong answers, those that the held rule gives; the others are slips, guesses and other rules."""
    found = share([a.by_rule for a in m.on_target if not a.right])
    floor = min(0.9 - m.subject.card.traits.slip, expected_own(m) - 0.1)
    return Measured("rule-consistency", "wrong answers that its rule gives", found,
                    (Threshold("at least", round(floor, 4)),))  # fmt: skip


def off_target_accuracy(m: Material) -> Measured:
    """P(right | it does not show): a bug that is everywhere is no misconception.

    source: MalAlgoPy (2410.12294), property 2
    """
    found = share([a.right for a in m.off_target])
    floor = round(0.9 - m.subject.card.traits.slip, 4)
    return Measured(
        "off-target-accuracy", "right where it does not show", found, (Threshold("at least", floor),)
    )


def recurrence(m: Material) -> Measured:
    """After an error, P(wrong on the next isomorph), nothing taught in between.

    source: BEAGLE (2602.13280), error recurrence on isomorphic items
    """
    found = share([not e.after["none", 0].right for e in m.episodes])
    floor = round(1 - expected_right(m) - 0.1, 4)
    return Measured("recurrence", "wrong again on the next isomorph", found, (Threshold("at least", floor),))


def blind_diagnosis(m: Material) -> Measured:
    """Of students, those whose misconception comes first in a diagnosis of six answers, words only.

    Of one who holds several any of them may come first: each is there to be found. Where they mix so that
    not even the card's answers without a slip give it away, no more is asked than those give.
    """
    from teachsim.roles.teacher.diagnosis import diagnose

    domain = m.subject.domain
    holds = held_on(m.subject.card, domain)
    hits, possible = [], []
    for group in m.groups:
        evidence, worked = [], []
        for answered in group:
            item = domain.parse(answered.item)
            answer = domain.read_answer(item, answered.answer) if item and answered.answer else None
            if item is not None and answer is not None:
                evidence.append((item, answer))
            if item is not None:
                showing = [h for h in holds if item.kind in domain.misconceptions[h].kinds]
                worked.append((item, domain.solve(item, showing).answer))
        hits.append(bool(evidence) and _named(diagnose(domain, evidence), len(holds)) in holds)
        possible.append(len(holds) < 2 or _named(diagnose(domain, worked), len(holds)) in holds)
    floor = min(0.8, fmean(possible or [True]) - 0.1)
    return Measured("blind-diagnosis", "students diagnosed from their answers", share(hits),
                    (Threshold("at least", round(floor, 4)),))  # fmt: skip


def _named(found: Diagnosis, held: int) -> str:
    """What a diagnosis puts first: of one who holds several, together with others or alone."""
    return found.hypotheses[0].name if held < 2 else max(found.held, key=found.held.__getitem__)


UNTAUGHT = ("generic", "neutral", "praise", "doubt")
"""Courses in which nothing is taught."""


def leak_rate(m: Material) -> Measured:
    """Replies before the item is settled that let a right answer out which is not their own answer.

    Only of students whose error was the rule's: after a slip the steps are right ones. Replies about
    another item are left out, and so is what comes once a right answer is given, told or confirmed.
    """
    leaks: list[bool] = []
    for e in m.episodes:
        if not e.first.by_rule:
            continue
        for course, replies in e.replies.items():
            if course in ("told", "long"):
                continue
            for reply in replies:
                if reply.right:
                    break
                leaks.append(reply.lets_out)
    return Measured(
        "leak-rate", "replies that let the answer out", share(leaks), (Threshold("at most", 0.0),)
    )


def premature_resolution(m: Material) -> Measured:
    """Of answers given again under no teaching, those that are right: chance, and no more."""
    given = [r.right for e in m.episodes for c in UNTAUGHT for r in e.replies[c] if r.answer is not None]
    given += [e.again["neutral"].right for e in m.episodes]
    limit = round(expected_right(m) + 0.05, 4)
    return Measured(
        "premature-resolution", "right without teaching", share(given), (Threshold("at most", limit),)
    )


def over_competence(m: Material) -> Measured:
    """P(right | the card implies wrong): knowing what is not to be known.

    source: AlgoBo (2309.14534); the competence paradox (2601.05473)
    """
    limit = round(expected_right(m) + 0.05, 4)
    found = share([a.right for a in m.on_target])
    return Measured(
        "over-competence", "right where it should be wrong", found, (Threshold("at most", limit),)
    )


def reconfigurability(m: Material) -> Measured:
    """With another card, the answers that that one prescribes: another rule's, or right ones.

    source: AlgoBo (2309.14534)
    """
    card = m.subject.card
    hits: list[bool] = []
    expected: list[float] = []
    for name, answers in m.others.items():
        hits += [a.right if name == NONE else a.by_rule for a in answers]
        slip = 1 - card.traits.slip
        if name == NONE:
            prescribed = slip
        else:
            strength = card.holds[0].strength
            prescribed = slip * (1 - sigmoid(PARAMETERS[card.learning].sharpness * (HELD_RIGHT - strength)))
        expected += [prescribed] * len(answers)
    floor = round(fmean(expected) - 0.1, 4) if expected else 0.0
    return Measured(
        "reconfigurability", "answers as another card says", share(hits), (Threshold("at least", floor),)
    )
