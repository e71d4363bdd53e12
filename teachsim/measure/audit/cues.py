"""What the words around a quantity say of it: announced, led up to, denied, taken back, somebody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teachsim.measure.audit.extractor import Quantity

CORRECTNESS = re.compile(
    r"\b(?:correct|right|real|true|actual|proper) (?:answer|one|result|solution|value)[^.?!]*$"
    r"|\b(?:should|ought to|supposed to|meant to|really|actually|truly) (?:be|have been|is|give"
    r"|makes?)?\s*$"
)
"""What is said to be the truth of the matter."""
STEP = re.compile(
    r"\b(?:and|plus|minus|times|take away|from|divided|multiplied|goes|fits|carry|carried|borrow\w*"
    r"|together|left|over"
    r"|column|row|\d+s|once|twice|take|takes|took|enough"
    r"|add\w*|count\w*|steps?|point|places?|write|turns?|stays?|into|out of|by)\b|[-+×÷*/^=]"
)
SENTENCE_START = re.compile(r"(?<=[.!?…])\s+")

REJECTED = -2.0
"""At or below this a quantity is no answer."""
PLAINLY = 2.9
"""At or below this it may be a step."""
_ADVERBS = r"[\s,:…\"'“]*(?:just |still |about |really |actually |like |now |probably |then |um,? )*$"
_ANNOUNCED = re.compile(
    r"(?:\bi(?:'d| would)? (?:tend to )?(?:got|get|make|made|put|wrote|reckon|think|guess|say|said"
    r"|suppose|ended up with"
    r"|end up with|am going with|choose|picked)(?: it(?:'s| is| was)?| that's| out| down)?"
    r"|\bi'(?:m going (?:with|to say)|ll (?:say|try|go with|guess|put)|d (?:go with|guess|put))"
    r"|\b(?:my|the|its) (?:final |own )?(?:answer|result|solution)(?:'s| is| was| would be| comes to|:)?"
    r"|\bmine(?:'s| is| came out as| comes to)?|\bmy way gives|\banswer:?)" + _ADVERBS
)
"""Says whose answer it is."""
_FROM = re.compile(r"\bfrom [^.!?]*\bi (?:get|got|make|made)\W*$")
"""A step: what is got from what."""
_PUT_DOWN = re.compile(r"[a-z\d)], so i (?:put|wrote|write)(?: down)?\W*$")
"""A step or an answer: what is written down for a reason given just before."""
_STATED = re.compile(
    r"(?:\bgives? me|(?:\b(?:it|this one|that one|here it)|(?:^|[.!?…:] |\bso |\band )(?:that|this))"
    r"(?:'s| is| makes?(?: it)?| comes? (?:out as|to)| came (?:out as|to)| must be| has to be| should be"
    r"| might be| could be| would be"
    r"|'d be|'ll be)|\bmakes? it|\b(?:could|must|has to|should) (?:it )?be|\bis it|\bmaybe"
    r"|\bcame out as|\bcomes out as)" + _ADVERBS
)
"""Says that something is so, as steps do too."""
_CORRECTS = re.compile(
    r"(?:\bno|\bwait|\bactually|\bi mean|\bsorry|\bor rather|\bhang on|\bbut really|\bbut it's really"
    r"|\boops|\bhm+|\boh)\b"
    r"[^.!?\d]*$"
)
"""Says that what comes takes the place of what was said."""
_LEADS = re.compile(
    r"(?:\bso|\bthat's|\bthat is|\bit's|\bmakes?|\bgives?|\bcomes (?:to|out as|out at)|\bis|=|\bget"
    r"|\bgot|\bequals|\bthen)[\s,:…]*$"
)
CLOSES = re.compile(
    r"[\s,.\"'”]*(?:that's what i (?:get|got|have|make)|is (?:my|the) answer|is what i (?:got|get|have"
    r"|make)|i(?: (?:think|guess|reckon|suppose|say)|'d say)\b"
    r"|i got\b|it is\b|is right\b|must be right|that's (?:it|my answer)|final answer)"
)
TAKEN_BACK = re.compile(
    r"[\s,.?!…\"'–-]*(?:no\b(?! idea)|nope|wait|hang on|hold on|i mean|sorry(?!, (?:my|for)\b)"
    r"|scratch that|or rather|oops"
    r"|is(?:n't| not) (?:it(?![?])|right)|is wrong|was wrong|can't be|doesn't (?:fit|work)|strike that"
    r"|actually)"
)
DENIED = re.compile(
    r"(?:\bnot|\bisn't|\bit's not|\bcan't be|\bcannot be|\binstead of|\brather than|\bnever|\bwasn't"
    r"|\bthan|\bunlike"
    r"|\balmost (?:put|said|wrote)|\bnearly (?:put|said|wrote)|\bfirst (?:i|thought)[^.?!]*"
    r"|\bbefore i (?:put|said|had)"
    r"|\bused to (?:say|think)[^.?!]*)[\s,]*(?:it's |it was |a |like |just )?$"
)
_OTHERS = re.compile(
    r"\b(?:you (?:said|say|got|get|think|told|wrote)|your(?: answer)?(?: is|'s)?|(?:he|she|they|teacher"
    r"|miss|sir"
    r"|mum|dad|book|calculator) (?:said|says|got|gets|told|thinks|would say)"
    r"|if it (?:was|were|is|said)|the (?:right|correct|real|true|actual|proper) (?:answer|result"
    r"|solution|value))[^.?!,]*$"
)
_FILLER = re.compile(
    r"(?:^|[.!?…]\s+)(?:(?:um+|uh+|er+|hm+|mm+|well|like|ok|okay|oh|ah|right|so|yeah|yes|sure|and|then"
    r"|easy|fine|maybe"
    r"|hang on|wait|let me see|let's see|let me think|dunno|whatever|just|now)[\s,.…!-]*)*[\"'“(]?$"
)
_OPENS = re.compile(
    _FILLER.pattern[:-1] + r"(?:it|this one|that one|here it|that|this)(?:'s| is) (?:just |still )?$"
)
"""A sentence that begins with it."""
_ENDS = re.compile(
    r"[\"'”)]?\s*(?:[.?!…]|$|,\s*(?:because|'cause|cause|i (?:guess|suppose|think|reckon|mean)|since"
    r"|right|isn't it|innit|miss|sir|please))"
)

_ENDS_CLAUSE = re.compile(
    r"[\"'”)]?\s*(?:[.?!…,;:)]|$|(?:because|'cause|cause|since|but|though|i think|i guess|for (?:this"
    r"|that)|again|now"
    r"|this time|too|then|miss|sir|please|and not|isn't it|right|innit|or not|altogether|in the end)\b)"
)


def score_of(low: str, quantity: Quantity) -> float:
    """How much the words put this forward as the answer: announced or alone 3.5, stated 3, led up to 2."""
    before, after = low[: quantity.start], low[quantity.end :]
    score = 0.0
    ends = _ENDS_CLAUSE.match(after)
    own = _ANNOUNCED.search(before) and not _FROM.search(before) and not _PUT_DOWN.search(before)
    announced = ends and (_OPENS.search(before) or own)
    if announced or (_FILLER.search(before) and _ENDS.match(after)):
        score = 3.5
    elif ends and _STATED.search(before):
        score = 3.0 if ends[0].strip() in (".", "?", "!", "…", "") else 2.0
    elif _LEADS.search(before) or _PUT_DOWN.search(before):
        score = 2.0
    if CLOSES.match(after):
        score = max(score, 3.5)
    if score and _CORRECTS.search(before):
        score += 1.0
    if quantity.working and not CLOSES.match(after):
        score -= 5.0
    if quantity.echo:
        score -= 2.5
    if DENIED.search(before) or _OTHERS.search(before):
        score -= 6.0
    if TAKEN_BACK.match(after):
        score -= 4.0
    return score
