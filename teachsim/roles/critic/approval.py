"""Whether a turn praises an outcome, or calls it right, though the student's last answer was wrong.

Praise for the way of working, for a question or for a part is none; nor is what holds something back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.phrases import sentences
from teachsim.roles.critic.responding import asks
from teachsim.roles.critic.turn import Finding

if TYPE_CHECKING:
    from teachsim.roles.critic.turn import Turn


def praise_after_wrong(turn: Turn) -> Finding | None:
    """The outcome is praised, or called right, though the last answer was wrong."""
    asked = turn.view.asked
    if asked.main_answer is None or turn.has("disconfirm"):
        return None
    last = next((line.text for line in reversed(turn.view.heard) if line.role == "student"), "")
    if asks(last) and asked.main_answer not in last:
        return None  # a yes to a question, or praise for it, is not about the answer
    quote = _approval(turn, asked.main_answer)
    if quote is None:
        return None
    item = turn.domain.parse(turn.view.item.text)
    answer = turn.domain.read_answer(item, asked.main_answer) if item else None
    if item is None or answer is None or turn.domain.grade(item, answer):
        return None
    return Finding("major", quote, f"{asked.main_answer} is wrong: praise strengthens the rule behind it.")


def _approval(turn: Turn, answer: str) -> str | None:
    """The sentence that finds the answer right, or praises it; None where none does without reserve."""
    said = sentences(turn.text)
    bare = [_NO_PRAISE.sub("", s.lower()) for s in said]
    if any(map(_RESERVE.search, bare)):
        return None
    for sentence, low in zip(said, bare, strict=True):
        agreed = _AGREES.search(re.sub(rf"(?<!\w){re.escape(answer.lower())}(?!\w)", "that", low))
        if not sentence.endswith("?") and (agreed or _OUTCOME.match(low)):
            return sentence
    heard = turn.has("praise", "confirm") is not None
    return next((s for s, low in zip(said, bare, strict=True) if heard and _PRAISE.search(low)), None)


_PRAISE = re.compile(
    r"\b(?:great|well done|good|super|excellent|brilliant|right|exactly|yes|perfect|lovely|correct"
    r"|amazing|that's it|got it)\b"
)
_GOOD = (
    "great|good|nice|awesome|super|superb|excellent|brilliant|perfect|fantastic|lovely|amazing|wonderful|splendid"
    "|terrific|outstanding|marvellous|marvelous|beautiful|impressive|fabulous|ace|cool"
)
_OUTCOME = re.compile(
    rf"(?:\W*(?:oh|ah|wow|yes|yeah|yep|yup|ok|okay|well|mm+-?hm+|so|that's|it's|what an?|an?|really"
    rf"|very|absolutely|just|simply)\b[,!.]*)*\W*"
    rf"(?:(?:{_GOOD})(?: (?:job|work|one|stuff|result|answer|solution|going))?(?=\W*$|[,!] |\W+(?:on"
    rf"|with|there|again)\b)"
    r"|(?:absolutely |quite |totally |completely |perfectly |all |spot )?(?:right|correct|on)(?=\W*$|[,!] )"
    r"|bravo|bingo|hooray|hurra[hy]|full marks|top marks|nailed it|you(?:'ve)? (?:nailed|got|cracked"
    r"|did) it\b"
    r"|way to go|spot on|well done|exactly(?=\W*$|[,!] )|a tick|thumbs up|congratulations|high five"
    r"|indeed\b)"
)
_AGREES = re.compile(
    r"\b(?:i (?:(?:quite|totally|fully|completely) )?agree\b(?! to)|i(?:'d| would)? (?:get|got|have"
    r"|had|say) (?:that|the same)\b"
    r"|(?:that|it)(?:'s| is) (?:what i (?:have|had|got|get|was|wrote)|the same as (?:mine|i))\b"
    r"|(?:that|it|this|your (?:answer|result|solution)|everything)(?:'s| is| looks| seems)"
    r"(?: (?:\w+ly|all|quite|just|also))? (?:right|correct|good|fine|perfect|great|spot on"
    r"|flawless)\b(?! (?:that|to|if|until|for|idea|question|try|start|point|effort))"
    r"|you(?:'re| are) (?:\w+ )?(?:right|correct)\b(?! (?:that|to|in))"
    r"|couldn't have done (?:it|that|this) better|no mistakes?\b|nothing (?:to correct"
    r"|wrong with (?:it|that|your)))"
)
_RESERVE = re.compile(
    r"\bas far as\b|\b(?:apart from|except|until|only|but|though|although|however|yet|almost|nearly"
    r"|close)\b"
    r"|\bif (?:it|that|this|you)\b|\b(?:would|could|might) (?:be|have been)\b|\b(?:not"
    r"|isn't) (?:quite|right|correct|yet)\b"
    r"|\b(?:digits?|part|step|idea|start|beginning|half|method|numerator|denominator|sign|division"
    r"|multiplication|addition|subtraction|working|idea)s? (?:is"
    r"|are|looks?) (?:\w+ )?(?:right|fine|good|correct)\b"
)
"""Words that hold something back."""
_NO_PRAISE = re.compile(
    r"\bexactly (?:as|how|what|where|like|the same)\b|^yes,? (?:i see|but|i know)\b"
    r"|\b(?:would|could|might|that'd|you'd) (?:have |never )*(?:be|been|get|got)\b.*"
    rf"|\b(?:{_GOOD}) (?:care|tricky|hard|difficult|is not|isn't|thing|try|effort|attempt|start"
    rf"|question|idea|point|way|thinking|to (?:see|hear|know|ask))\b"
    r"|\bright (?:now|here|there|away|side|hand|column|to left)\b|\b(?:all right|alright)\b"
)
"""Words of praise in another sense, or on a condition."""
