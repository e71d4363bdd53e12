"""What is wrong with an explanation, in the form of Digital Socrates, from the worked solution.

One main flaw with its dimension and the words that show it, a general suggestion (what to learn; it never
contains the answer), a specific one (what to change here), and a score from 0 to 5. For students' and for
teachers' turns; a teacher who tells the answer has the flaw `leak`, which is ours.
source: Gu et al. 2024 (Digital Socrates), its eight dimensions and its form; the rules here are ours
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.language.calculations import calculations
from teachsim.language.hearing import answer_in
from teachsim.language.normalising import clauses
from teachsim.language.phrases import sentences
from teachsim.roles.critic.claims import false_claim
from teachsim.roles.critic.likeness import content_words, sides, states_misconception

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Domain, Item

Dimension = Literal[
    "misunderstanding", "lack_justification", "incorrect_information", "missing_information",
    "incorrect_reasoning", "incomplete_reasoning", "inconsistent_answer", "irrelevant", "leak",
]  # fmt: skip
DIMENSIONS: tuple[Dimension, ...] = (
    "misunderstanding", "lack_justification", "incorrect_information", "missing_information",
    "incorrect_reasoning", "incomplete_reasoning", "inconsistent_answer", "irrelevant", "leak",
)  # fmt: skip

_LEARN: dict[Dimension, str] = {
    "misunderstanding": "Read again what is asked before you start.",
    "lack_justification": "Say how an answer comes about, not only what it is.",
    "incorrect_information": "Look again at the rule you go by.",
    "missing_information": "Say the idea that the steps rest on.",
    "incorrect_reasoning": "Test each step before you build on it.",
    "incomplete_reasoning": "Go on until the question is answered.",
    "inconsistent_answer": "Compare the answer with the last line of the working.",
    "irrelevant": "Stay with the task at hand.",
    "leak": "Leave the answer to the student, and ask for the next step.",
}
"""Said where the idea at fault is not known, or its rule would give the answer away."""


class Explained(NamedTuple):
    """A critique of an explanation; without a flaw, dimension and span are None and the score is 5."""

    flaw: str | None
    """What is wrong, as a sentence that stands alone."""
    dimension: Dimension | None
    span: str | None
    """The words that show it, as they were said; None where it is something that was not said."""
    general: str
    """What to learn. Never contains the answer."""
    specific: str
    """What to change here."""
    score: int
    """0 to 5; 5: no significant flaw."""


def explain_flaw(
    text: str,
    item: Item,
    domain: Domain,
    *,
    role: Literal["student", "teacher"] = "student",
    answer: str | None = None,
) -> Explained:
    """The main flaw of what was said about an item.

    answer: what the speaker gave as the answer, where that was apart from the explanation
    """
    it = _Explanation(text, item, domain, answer)
    found = (_teaching(it) if role == "teacher" else None) or _flaw(it, role)
    if found is None:
        return Explained(None, None, None, "Nothing to add.", "Keep it as it is.", 5)
    dimension, flaw, span, specific, score = found
    return Explained(flaw, dimension, span, _general(it, dimension), specific, score)


class _Flaw(NamedTuple):
    dimension: Dimension
    flaw: str
    span: str | None
    specific: str
    score: int


class _Explanation:
    """What was said, beside what would be right."""

    def __init__(self, text: str, item: Item, domain: Domain, answer: str | None) -> None:
        self.text, self.item, self.domain = text, item, domain
        self.solution = domain.solve(item)
        self.key = self.solution.answer
        self.sentences = sentences(text)
        self.due = {_plain(step.text): step.text for step in self.solution.steps}
        self.right_lines = [s for s in self.sentences if _plain(s) in self.due]
        self.shown = [
            c for clause in clauses(text) for c in calculations(clause.maths) if c.stated is not None
        ]
        self.said = self._announced()
        self.given = domain.read_answer(item, answer) if answer is not None else self.said

    def _announced(self) -> Answer | None:
        """The answer that the words give; the value of a step on the way is none."""
        for sentence in reversed(self.sentences):
            found = answer_in(sentence, self.item, self.domain)
            if found is None:
                continue
            whole = _plain(sentence).startswith(_plain(self.item.text))
            if whole or _ANNOUNCES.search(sentence.lower()) or self.domain.grade(self.item, found):
                return found
        lone = len(self.sentences) == 1 and not self.shown and not self.right_lines
        return answer_in(self.text, self.item, self.domain) if lone else None

    @property
    def right(self) -> bool | None:
        """Whether the answer given is right; None where none is."""
        return None if self.given is None else self.domain.grade(self.item, self.given)

    @property
    def worked(self) -> bool:
        """Whether there is any working or reason besides the answer."""
        return (
            bool(self.shown or self.right_lines)
            or any(
                content_words(s) >= 3 and max(sides(s, self.domain).right.values(), default=0.0) >= 0.35
                for s in self.sentences
            )
            or re.search(r"\b(?:because|then|since|first)\b.{8,}", self.text.lower()) is not None
        )

    @property
    def covered(self) -> float:
        """The share of the right steps that are said."""
        return len({_plain(s) for s in self.right_lines}) / len(self.due) if self.due else 1.0

    @property
    def arrives(self) -> bool:
        """Whether the last step of the right solution is there."""
        return bool(self.due) and list(self.due)[-1] in {_plain(s) for s in self.right_lines}

    def mistaken(self) -> str | None:
        """A sentence that is a step of the right solution but for its numbers."""
        masks = {_NUMBER.sub("#", step) for step in self.due}
        for sentence in self.sentences:
            plain = _plain(sentence)
            if (
                plain not in self.due
                and "=" in plain
                and _NUMBER.sub("#", plain) in masks
                and _plain(self.key.text) != plain
            ):
                if self.right and not false_claim(sentence) and not self._mars(plain):
                    continue
                return sentence
        return None

    def _mars(self, plain: str) -> bool:
        """Whether it stands in the place of a right step: that step is not said."""
        mask = _NUMBER.sub("#", plain)
        said = {_plain(s) for s in self.sentences}
        places = [step for step in self.due if _NUMBER.sub("#", step) == mask]
        return bool(places) and any(step not in said for step in places)

    def fault(self) -> str | None:
        """The slot of a misconception that predicts the answer given."""
        if self.given is None or self.right:
            return None
        held = tuple(m.id for m in self.domain.misconceptions.values() if self.item.kind in m.kinds)
        table = self.domain.predict(self.item, held)
        for name in held:
            if self.given.text in table.get(name, {}) and name not in (CORRECT, UNKNOWN):
                return self.domain.misconceptions[name].slot
        return None


_ANNOUNCES = re.compile(
    r"\b(?:so|answer|it's|it is|i (?:got|get|write|wrote|think|put)|that's|that makes|comes to|equals)\b"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _plain(text: str) -> str:
    """A line as it is compared: no spaces, no case, no end."""
    return re.sub(r"\s+", "", text.lower()).rstrip(".!")


def _teaching(it: _Explanation) -> _Flaw | None:
    """A teacher's own flaw: the answer told."""
    if it.said is None or not it.domain.grade(it.item, it.said):
        return None
    span = next((s for s in sentences(it.text) if answer_in(s, it.item, it.domain) is not None), it.text)
    if span.endswith("?"):
        return None
    return _Flaw(
        "leak", "The answer is told to the student.", span, "End before the answer, and ask for it.", 2
    )


def _flaw(it: _Explanation, role: str) -> _Flaw | None:
    believed = next(
        (
            s
            for s in it.sentences
            if not s.endswith("?") and states_misconception(s, it.domain, it.item, by_ear=it.right is False)
        ),
        None,
    )
    if believed is not None:
        return _Flaw(
            "incorrect_information", f"It is not so that: {believed}", believed, "Take this rule back.", 1
        )
    if role == "student" and (missed := _missed(it)) is not None:
        return missed
    for sentence in it.sentences:
        untrue = false_claim(sentence)
        if untrue is None or _plain(sentence) in it.due or _plain(untrue) in _plain(it.item.text):
            continue
        named = it.fault()
        whole = _plain(untrue).startswith(_plain(it.item.text))
        sort: Dimension = "incorrect_information" if named and whole else "incorrect_reasoning"
        again = f"Work out {untrue.split('=')[0].strip()} again."
        return _Flaw(sort, f"{untrue} is not so.", sentence, again, 1 if named else 2)
    if role == "student":
        return _of_a_student(it)
    if it.worked or "?" in it.text:
        return None
    return _Flaw(
        "missing_information",
        "Nothing is said that helps with this item.",
        None,
        "Name the idea, or ask for it.",
        3,
    )


def _missed(it: _Explanation) -> _Flaw | None:
    """It is about something else."""
    other = next(
        (s.item for s in it.domain.spans(it.text) if s.item is not None and s.item.text != it.item.text), None
    )
    if (
        not (it.right or it.right_lines or it.item.text in it.text)
        and other is not None
        and not _inside(other, it)
    ):
        flaw = f"This is about {other.text}, not about what was asked."
        return _Flaw("misunderstanding", flaw, other.text, f"Work on {it.item.text}.", 1)
    if it.given is None and not it.worked:
        return _Flaw(
            "irrelevant",
            "Nothing here is about the item.",
            it.text,
            f"Say how you would do {it.item.text}.",
            0,
        )
    return None


def _of_a_student(it: _Explanation) -> _Flaw | None:
    differs = it.said is not None and it.given is not None and it.domain.grade(it.item, it.said) != it.right
    if differs or (it.right is False and it.arrives):
        span = next((s for s in reversed(it.sentences) if answer_in(s, it.item, it.domain) is not None), None)
        mend = "Write the answer that the last line gives, or mend the line."
        return _Flaw("inconsistent_answer", "The answer is not what the working comes to.", span, mend, 3)
    if (wrong := it.mistaken()) is not None:
        return _Flaw(
            "incorrect_reasoning",
            f"This step does not hold: {wrong}",
            wrong,
            f"Do this step again: {wrong}",
            2,
        )
    if it.given is None:
        score = 3 if it.covered >= 0.5 else 2
        return _Flaw(
            "incomplete_reasoning", "It stops before there is an answer.", None, "Say what comes out.", score
        )
    if not it.worked:
        flaw = "The answer is given without any reason."
        return _Flaw(
            "lack_justification", flaw, None, "Say which step came first, and why.", 3 if it.right else 1
        )
    if not it.right and it.fault() is not None:
        flaw = f"{it.given.text} comes of a rule that does not hold."
        return _Flaw("incorrect_information", flaw, _span_of(it), "Ask why the rule should hold here.", 1)
    if not it.right:
        return _Flaw(
            "incorrect_reasoning",
            f"{it.given.text} does not follow.",
            _span_of(it),
            "Go through the steps once more.",
            2,
        )
    if it.right_lines and it.covered < 0.5:
        return _Flaw("missing_information", "Steps that matter are left out.", None, "Say every step.", 4)
    return None


def _inside(other: Item, it: _Explanation) -> bool:
    """Whether an item named is a part of this one: a step of it, or made of its numbers."""
    lines = f"{it.item.text} {' '.join(step.text for step in it.solution.steps)}"
    if _plain(other.text) in _plain(lines):
        return True
    known = set(_NUMBER.findall(lines))
    return any(number in known for number in _NUMBER.findall(other.text))


def _span_of(it: _Explanation) -> str:
    """The first sentence with working that the right solution has not, else the one with the answer."""
    for sentence in it.sentences:
        shown = [
            c for clause in clauses(sentence) for c in calculations(clause.maths) if c.stated is not None
        ]
        if shown and _plain(sentence) not in it.due:
            return sentence
    return next((s for s in it.sentences if answer_in(s, it.item, it.domain) is not None), it.text)


def _general(it: _Explanation, dimension: Dimension) -> str:
    """The rule of the idea at fault where there is one, unless it says the answer."""
    slot = it.fault()
    if slot is None and dimension == "incorrect_information":
        slots = [s for s in it.domain.slots(it.item) if s in it.domain.ideas]
        slot = slots[0] if len(slots) == 1 else None
    if (
        slot is not None
        and slot in it.domain.ideas
        and dimension in ("incorrect_information", "incorrect_reasoning")
    ):
        for rule in it.domain.ideas[slot].rule:
            if not _says(rule, it.key.text):
                return rule
    return _LEARN[dimension]


def _says(text: str, key: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(key.lower())}(?![\w])", text.lower()) is not None
