"""The guard reads a student's words back before they are said: they must carry the computed act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.language.hearing import answer_in

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.language.acts import Act

LONGEST = 600
"""Characters; nobody in class says more at once."""


def refusal(text: str, act: Act, at_hand: str, domain: Domain) -> str | None:
    """Why these words do not carry this act, or None when they do.

    at_hand: the item at hand, as text; its right answer is not to be let out by an act that has
    not computed it
    """
    if not text.strip():
        return "nothing is said"
    if len(text) > LONGEST:
        return "it is too long for a student's turn"
    if act.answer is not None and act.on is not None:
        item = domain.parse(act.on)
        heard = answer_in(text, item, domain) if item else None
        if act.kind == "answer" and (heard is None or heard.text != act.answer):
            return f"it reads as {heard.text if heard else 'no answer'}, not as {act.answer}"
    if act.kind in ("answer", "explain", "check"):
        return None
    item = domain.parse(at_hand)
    if item is None:
        return None
    said = (domain.read_answer(item, span.answer.text) for span in domain.spans(text) if span.answer)
    if any(answer is not None and domain.grade(item, answer) for answer in said):
        return "it lets out a right answer that was not computed"
    return None
