"""The measures: each a short function of what was heard, with its source and what it is held to."""

from __future__ import annotations

import re
from math import exp
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.language.articulate import beyond, bound
from teachsim.measure.audit.episodes import NONE, Material
from teachsim.measure.audit.implied import held_on, implied_own, implied_right
from teachsim.measure.audit.realism import act_distance, act_of, bin_of, length_distance
from teachsim.measure.intervals import NOTHING, Estimate, bootstrap, mean, paired, share
from teachsim.roles.student.mind import HELD_RIGHT, sigmoid
from teachsim.roles.student.parameters import PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.measure.audit.episodes import Answered, Episode
    from teachsim.roles.teacher.diagnosis import Diagnosis

Claim = Literal["at least", "at most", "interval above", "interval reaches", "interval at most"]


class Threshold(NamedTuple):
    """What a measure is held to."""

    claim: Claim
    """Of the value, or of its 95 % interval; an interval reaches what lies between its ends."""
    than: float
    slack: float = 0.0
    """How far from it an interval may end and still reach it."""

    def met(self, found: Estimate) -> bool:
        """Whether it is; nothing observed meets nothing."""
        if found.value is None or found.low is None or found.high is None:
            return False
        match self.claim:
            case "at least":
                return found.value >= self.than
            case "at most":
                return found.value <= self.than
            case "interval above":
                return found.low > self.than
            case "interval at most":
                return found.low <= self.than
            case "interval reaches":
                return found.low - self.slack <= self.than <= found.high + self.slack


class Measured(NamedTuple):
    """One measure of one misconception."""

    name: str
    says: str
    """In one line, for a table."""
    found: Estimate
    thresholds: tuple[Threshold, ...] = ()
    """All of them have to be met; a measure without any is reported only."""

    @property
    def passed(self) -> bool:
        """Whether nothing is missed."""
        return all(t.met(self.found) for t in self.thresholds)


# What the card implies

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


# Does it hold what the card says?


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


# Does it keep it to itself?

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


def words_per_turn(m: Material) -> Measured:
    """Mean words a turn; a child in class says no paragraphs."""
    found = mean([float(len(t.split())) for t in m.turns], "words")
    return Measured("words-per-turn", "words a turn", found, (Threshold("at most", 40.0),))


def too_articulate(m: Material) -> Measured:
    """Turns with longer or more involved sentences, or words more technical, than age and register allow.

    The bounds are choices (language/articulate.py), so a few turns above them are no fault.
    """
    card = m.subject.card
    most = bound(card.voice.register_, card.age)
    found = share([beyond(text, most) for text in m.turns])
    return Measured("too-articulate", "turns above its age", found, (Threshold("at most", 0.05),))


def long_words(m: Material) -> Measured:
    """The share of words of ten letters and more: how bookish it speaks."""
    words = [re.findall(r"[a-z]+", t.lower()) for t in m.turns]
    counted = [(sum(len(w) >= 10 for w in turn), len(turn)) for turn in words if turn]
    found = bootstrap(counted, lambda rows: sum(n for n, _ in rows) / sum(of for _, of in rows), "long")
    return Measured("long-words", "words of ten letters and more", found, (Threshold("at most", 0.06),))


# Does pressure move it?


def doubt_capitulation(m: Material) -> Measured:
    """Of replies to "are you sure?", those with another answer than the one doubted.

    Only where the answer doubted was the held rule's: to find a slip on a second look is no capitulation.

    source: FlipFlop (2311.08596): 46 % of a language model's answers flip
    """
    held = [e for e in m.episodes if e.first.by_rule]
    flips = [r.answer is not None and r.answer != e.first.answer for e in held for r in e.replies["doubt"]]
    return Measured(
        "capitulation-doubt", "answers changed when doubted", share(flips), (Threshold("at most", 0.05),)
    )


def false_capitulation(m: Material) -> Measured:
    """Of students told a wrong answer four times, those that ever give it where they else would not.

    Luck is the same on all courses. Who gives it at the same turn where nobody has named it slipped, as
    must happen with items that have three answers in all: right, one's own, and the one that is left.
    """
    told = [e for e in m.episodes if e.false is not None and "false" in e.replies]
    taken = [_takes_over(e) for e in told]
    return Measured(
        "capitulation-false", "false corrections taken over", share(taken), (Threshold("at most", 0.05),)
    )


def _takes_over(e: Episode) -> bool:
    told = [*(r.answer for r in e.replies["false"]), e.again["false"].answer]
    untold = [{r.answer for r in turn} for turn in zip(*(e.replies[c] for c in UNTAUGHT), strict=True)] + [
        {e.again[c].answer for c in UNTAUGHT if c in e.again}
    ]
    return any(now == e.false and now not in else_ for now, else_ in zip(told, untold, strict=True))


def doubt_adds(m: Material) -> Measured:
    """Right on the next isomorph after four doubts, less untaught, paired."""
    return _adds(m, "doubt", "doubt-adds", '"are you sure?" adds')


def praise_adds(m: Material) -> Measured:
    """Right on the next isomorph after four praises, less untaught, paired."""
    return _adds(m, "praise", "praise-adds", "praise adds")


def _adds(m: Material, course: str, name: str, says: str) -> Measured:
    found = _difference(m.episodes, (course, 4), ("none", 0), name)
    return Measured(name, says, found, (Threshold("interval reaches", 0.0),))


# Does it learn from what is aimed at it, and only from that?


def selective_flips(m: Material) -> list[Measured]:
    """Selective Flip Score: flips after feedback aimed at what is held less those after a control.

    A flip is a next isomorph without the misconception: right, or what the card's others make of it.
    Controls: aimed at another plausible misconception, and generic.
    source: misconception faithfulness (2605.12748)
    """
    found = []
    for control in ("misaligned", "generic"):
        for turns in (1, 2, 4):
            held = (Threshold("at least", 0.5), Threshold("interval above", 0.3)) if turns == 4 else ()
            name = f"sfs-{control}-{turns}"
            score = _difference(m.episodes, ("targeted", turns), (control, turns), name)
            found.append(
                Measured(name, f"targeted less {control} flips, {turns} turn{'s'[: turns > 1]}", score, held)
            )
    return found


def paraphrase_invariance(m: Material) -> Measured:
    """Of students taught the same moves in other words, those whose next isomorph comes out the same."""
    same = [e.after["targeted", 4].freed == e.after["paraphrased", 4].freed for e in m.episodes]
    return Measured(
        "paraphrase-invariance", "same outcome in other words", share(same), (Threshold("at least", 0.8),)
    )


def learns_when_told_right(m: Material) -> Measured:
    """Right on the next isomorph after four aimed turns, less untaught, paired (AlgoBo: adaptability)."""
    found = _difference(m.episodes, ("targeted", 4), ("none", 0), "up")
    return Measured(
        "adaptability-right", "gain after right teaching", found, (Threshold("interval above", 0.0),)
    )


def learns_when_told_wrong(m: Material) -> Measured:
    """The same after four turns that state the wrong rule: down or level."""
    found = _difference(m.episodes, ("wrong", 4), ("none", 0), "down")
    return Measured("adaptability-wrong", "gain after wrong teaching", found,
                    (Threshold("at most", 0.05), Threshold("interval at most", 0.0)))  # fmt: skip


def persistence(m: Material) -> Measured:
    """Right on the next isomorph after twenty neutral turns, less untaught, paired (AlgoBo: persistence)."""
    found = _difference(m.episodes, ("long", 20), ("none", 0), "long")
    return Measured("persistence", "change by twenty neutral turns", found,
                    (Threshold("interval reaches", 0.0), Threshold("at most", 0.1)))  # fmt: skip


def relapse_after_telling(m: Material) -> Measured:
    """Right at once less right a week later, where the rule was told: what is told does not last."""
    then = [float(e.after["told", 2].freed) for e in m.episodes]
    found = paired(then, [float(e.later["told"].freed) for e in m.episodes], "told")
    return Measured("relapse-told", "lost in a week after telling", found, (Threshold("at least", 0.05),))


def relapse_after_finding(m: Material) -> Measured:
    """The same where it was led to find it: nobody gets better by waiting, and some is kept."""
    then = [float(e.after["targeted", 4].freed) for e in m.episodes]
    found = paired(then, [float(e.later["targeted"].freed) for e in m.episodes], "found")
    return Measured("relapse-found", "lost in a week after finding", found, (Threshold("at least", -0.05),))


def learning_slope(m: Material) -> Measured:
    """The slope of log-odds right over the items of a lesson, less that of the card played by its rules.

    source: additive factors (Cen, Koedinger & Junker 2006), one component, one student at a time
    """
    rows = list(zip(m.lessons, m.reference, strict=True))

    def difference(sample: Sequence[tuple[list[Answered], list[Answered]]]) -> float:
        return slope([o for o, _ in sample]) - slope([r for _, r in sample])

    found = bootstrap(rows, difference, "slope")
    return Measured("learning-slope", "log-odds an item, less the card's", found,
                    (Threshold("interval reaches", 0.0, 0.25),))  # fmt: skip


def slope(lessons: Sequence[Sequence[Answered]]) -> float:
    """The slope of a logistic regression of right on the item's number, with a weak prior on 0.

    Newton's method; the prior (normal, sd 2) keeps it finite where all are right or all wrong.
    """
    cells: dict[int, list[bool]] = {}
    for lesson in lessons:
        for n, answered in enumerate(lesson):
            cells.setdefault(n, []).append(answered.freed)
    counted = [(n, len(freed), sum(freed)) for n, freed in cells.items()]
    a = b = 0.0
    for _ in range(25):
        ga, gb, haa, hab, hbb = -a / 4, -b / 4, 0.25, 0.0, 0.25
        for n, count, right in counted:
            p = 1 / (1 + exp(-max(-30.0, min(30.0, a + b * n))))
            w = count * p * (1 - p)
            ga += right - count * p
            gb += n * (right - count * p)
            haa, hab, hbb = haa + w, hab + n * w, hbb + n * n * w
        d = haa * hbb - hab * hab
        step_a, step_b = (hbb * ga - hab * gb) / d, (haa * gb - hab * ga) / d
        a, b = a + step_a, b + step_b
        if abs(step_a) + abs(step_b) < 1e-6:
            break
    return b


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


# Does it sound like one?


def turn_lengths(m: Material) -> Measured:
    """Jensen–Shannon distance of turn lengths to those of the nearer of two corpora."""
    found = bootstrap([bin_of(t) for t in m.turns], length_distance, "lengths")
    return Measured("length-distance", "turn lengths to real ones", found, (Threshold("at most", 0.75),))


def turn_acts(m: Material) -> Measured:
    """Jensen–Shannon distance of what turns do to the nearer of two corpora.

    source: act match of Scarlatos et al. 2026 (2601.04025), as a distance of distributions
    """
    found = bootstrap([act_of(t) for t in m.turns], act_distance, "acts")
    return Measured("act-distance", "acts of turns to real ones", found, (Threshold("at most", 0.75),))


def _difference(
    episodes: Sequence[Episode], one: tuple[str, int], other: tuple[str, int], seed: str
) -> Estimate:
    """Free of it after one course less free after another, over episodes that have both."""
    both = [e for e in episodes if one in e.after and other in e.after]
    if not both:
        return NOTHING
    return paired(
        [float(e.after[one].freed) for e in both], [float(e.after[other].freed) for e in both], seed
    )


BATTERY: tuple[Callable[[Material], Measured | list[Measured]], ...] = (
    readability,
    error_consistency,
    rule_consistency,
    off_target_accuracy,
    recurrence,
    blind_diagnosis,
    leak_rate,
    premature_resolution,
    over_competence,
    doubt_capitulation,
    false_capitulation,
    doubt_adds,
    praise_adds,
    selective_flips,
    paraphrase_invariance,
    learns_when_told_right,
    learns_when_told_wrong,
    persistence,
    relapse_after_telling,
    relapse_after_finding,
    learning_slope,
    reconfigurability,
    words_per_turn,
    long_words,
    too_articulate,
    turn_lengths,
    turn_acts,
)


def measured(material: Material) -> list[Measured]:
    """All of them."""
    found: list[Measured] = []
    for measure in BATTERY:
        one = measure(material)
        found += one if isinstance(one, list) else [one]
    return found
