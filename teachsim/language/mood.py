"""How a sentence is meant by its form: asked, told, ordered or supposed; denied; said of the student's doing.

Told by the order and the classes of words (an inverted verb, a question word, a verb that comes first), not
by phrases. What the sentence is about is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LEADS = (
    r"^(?:ok|okay|so|and|now|but|well|then|first|hm+|um+|right|alright|yes|no|good|great|please|also|again"
    r"|,|\.|!|:|-| )*"
)
"""Words that open a sentence and say nothing about its form."""

_AUXILIARY = (
    r"(?:can|could|do|does|did|is|are|was|were|will|would|shall|should|have|has|had|may|might)(?:n't)?"
)
_SUBJECT = r"(?:you|we|i|he|she|it|they|that|this|these|those|there|your|the|both|either|anyone|somebody|\d)"
_INVERTED = re.compile(
    rf"{_LEADS}(?!do (?:the|this|that|it|both|these|those"
    rf"|your)\b){_AUXILIARY} {_SUBJECT}\b"
)
_WH = (
    r"(?:how (?:many|much|long|far|big|often|about|would|do|does|did|can|could|should|is|are|come)"
    r"|what(?:'s| (?:is|are|was|do|does|did|would|will|could|should|has|have|about|if"
    r"|(?:\w+ ){1,2}(?:is|are|was|do|does|did|would|will|could|should|can|has|have|had)))\b"
    r"|which (?:one|of|is|are|\w+ (?:is|are|has|have|do|does|did|would|should|can|could|comes|goes|makes))\b"
    r"|where (?:do|does|did|is|are|will|would|should|has|have)\b|who (?:is|has|got|can)\b|why\b)"
)
_ASKED = re.compile(rf"{_LEADS}(?:(?:by|to|from|in|into|of|at|for|with) )?{_WH}")
_ASKED_LATE = re.compile(
    r"(?:, |, ?(?:and|so|then|but|ok) |\b(?:together|by the \d+|now|then) )(?:what(?:'s| is| are| do| does"
    r"| would)|how (?:many|much)|where (?:do|does))\b(?!.*\.$)"
)
_RELATIVE = re.compile(
    rf"{_LEADS}(?:what (?:you|we|i|he|she) (?:need|have|do|did|want|should|must|can|get)\b"
    r"|why\b.*\bis (?:that|because)\b)"
)
"""`What you have to do is …` tells."""


@lru_cache(maxsize=4096)
def asking(low: str) -> bool:
    """Whether a sentence is a question, marked or not."""
    if "?" in low:
        return True
    if _RELATIVE.search(low):
        return False
    return bool(_ASKED.search(low) or _INVERTED.search(low) or _ASKED_LATE.search(low))


_TAG = re.compile(
    r",? ?\b(?:right|isn't it|isn't that so|aren't they|doesn't it|don't (?:we|you|they)|does it|do they"
    r"|is it"
    r"|wouldn't it|won't it|yes|yeah|ok|okay|remember|correct|agree|agreed|see|do you see|got it|no)\W*\?$"
)
_NEGATIVE_TAG = re.compile(
    r"(?:,|(?<!that)(?<!this)(?<!\bit)(?<!answer)(?<!^no)) (?:isn't|aren't|doesn't|don't|wasn't|won't"
    r"|weren't)"
    r" (?:it|they|we|you|that)\W*$"
)
_QUESTION_WORD = re.compile(
    r"\b(?:how|what|what's|which|why|where|who|does|do|did|can|could|would|is that|are you)\b|^(?:is|are)\b"
    r"|= ?\?"
)


def tagged(low: str) -> bool:
    """Whether a sentence only asks for assent: `3/4 is 9/12, right?`, or has no word that asks."""
    if not _QUESTION_WORD.search(low):
        return True
    tag = _TAG.search(low)
    return tag is not None and not _ASKED.search(low) and not _INVERTED.search(low)


def without_tag(low: str) -> str:
    """The sentence without a last `isn't it`, which denies nothing."""
    return _NEGATIVE_TAG.sub("", low) if "n't " in low else low


_WHICH = re.compile(rf"(?:{_LEADS}|\b){_WH}")


def wants_a_word(low: str) -> bool:
    """Whether a question has a question word, so that yes and no do not answer it."""
    return bool(re.search(r"\b(?:how (?:many|much|far|often|long)|what|what's|which|where|who)\b", low))


_YES_OR_NO = re.compile(rf"(?:{_LEADS}|, |\b(?:that|so|but|and|then) ){_AUXILIARY} {_SUBJECT}\b")


def yes_or_no(low: str) -> bool:
    """Whether a question is one that yes or no answers."""
    return asking(low) and not wants_a_word(low) and bool(_YES_OR_NO.search(low))


_DENIES = re.compile(
    r"\b(?:not|n't|never|instead of|rather than|without|no need to|stop|avoid|nobody|forget)\b[^,;.:]{0,28}$"
    r"|n't\b[^,;.:]{0,28}$"
)
_EXCEPT = re.compile(r"\b(?:but|just|only|forget to)\b[^,;.:]*$")


def denied(before: str) -> bool:
    """Whether what stands after these words is denied by them: `you don't add 4 to …`."""
    found = _DENIES.search(before)
    return found is not None and not _EXCEPT.search(found[0])


COMPUTING = (
    r"add(?:ing)?(?: up)?|subtract|divide|multiply(?: out)?|expand|times|take(?! (?:another|a|one more"
    r"|your)\b)|turn|change|write(?! (?:that|it|this) down\b)|carry(?! on)"
    r"|borrow|put|bring|move|use|split|break|swap|flip|invert|cut|combine|collect|gather|leave|cross"
    r"|start|go(?! (?:back|over|on|through)\b)"
    r"|count|line|double|halve|square|rename|regroup|round|exchange|trade|share|group|undo|cancel|convert"
    r"|simplify|reduce|join|replace|substitute|shade|draw|keep|distribute|get rid of|rewrite|express|find"
    r"|open up|extend|shorten"
)
"""Verbs for what is done with numbers."""
_OBLIGED = (
    r"(?:you|we|he|she|i|they)(?:'d|'ll| would| will| then| now| first| just| only| also| still| need to"
    r"| needs to| have to| has to| should| could| can| must| want to| might| ought to| are going to)*"
)
_ORDER = re.compile(
    rf"{_LEADS}(?:just|next|to \w+ \w+|you'll|you should have|we can|let's|let us|try to|don't forget to"
    rf"|remember to|after that|please|now"
    r"|the (?:next|first|other) (?:step|thing|bit|part) (?:is|would be) to|what (?:you|we) (?:need"
    r"|have) to do is"
    rf"|{_OBLIGED}|[,. ])*\s*(?:{COMPUTING})\b"
)
_ORDER_LATE = re.compile(
    rf"(?:, |\b(?:so|then|and|but) )(?:so |then |now |just |and |first |{_OBLIGED} )*(?:{COMPUTING}) "
    r"(?!of\b)"
)


@lru_cache(maxsize=4096)
def orders(low: str) -> bool:
    """Whether a sentence tells somebody to do something with numbers."""
    return bool(_ORDER.search(low))


def orders_late(low: str) -> bool:
    """Whether such an order follows after something else: `each counts four times, so divide by 4`."""
    return bool(_ORDER_LATE.search(low))


_SUGGESTS = re.compile(
    rf"{_LEADS}(?:why not|why don't (?:you|we)|how about|what if (?:you|we)|(?:should|could"
    rf"|can)(?:n't)? (?:you|we) not"
    rf"|should(?:n't)? (?:you|we)|(?:can|could)n't (?:you|we)|maybe"
    rf"|perhaps)\b.{{0,12}}\b(?:{COMPUTING})(?:ing|ting)?\b"
    rf"|\b(?:should|could|can|would) (?:you|we) not (?:{COMPUTING})\b"
)


def suggests(low: str) -> bool:
    """Whether a question puts a step forward: `why not add 7 to both sides?`."""
    return bool(_SUGGESTS.search(low))


_FORBIDS = re.compile(
    rf"\b(?:not|n't|never|no need to|instead of|without)\b(?: \w+){{0,2}} (?:{COMPUTING})(?:ing|ting)?\b"
    rf"|n't (?:\w+ )?(?:{COMPUTING})\b"
)


def forbids(low: str) -> bool:
    """Whether it is said not to do something with numbers."""
    found = _FORBIDS.search(low)
    return found is not None and "forget" not in found[0] and not low.startswith(("why", "so why"))


_YOUR_DOING = re.compile(
    r"\b(?:you|we|he|she)(?:'ve| have| may have| might have| seem to have| must have)? (?:just |only "
    r"|simply |also"
    r" |then |probably |accidentally )?(?:added|multiplied|subtracted|swapped|divided|ignored|forgot(?:ten)?"
    r"|skipped|missed|left out|mixed up|treated|dropped|counted|took|turned|switched|wrote|put|carried|used"
    r"|squared|doubled|kept|moved|borrowed)\b"
    r"|\b(?:you|he|she) (?:didn't|did not|haven't|have not|never|don't|do not) (?:\w+ )?(?:add|multiply"
    r"|divide|subtract"
    r"|take|carry|borrow|put|use|count|change|swap|line|write|include|turn|flip|keep|times|expand|do"
    r"|simplify|finish)\b"
)
_FAULTY = re.compile(
    r"\b(?:didn't|did not|haven't|have not|never|don't|do not|forgot(?:ten)?|ignored|skipped|missed"
    r"|left out|mixed up|instead|but (?:you|not|it)|only|just|twice"
    r"|without|not)\b"
)
_APPROVED = re.compile(r"\b(?:correct(?:ly)?|right(?:ly)?|good|well|great|nice|true|agree)\b")


def names_the_fault(low: str) -> bool:
    """Whether a statement says what the student did wrong: `you forgot to carry`."""
    return bool(_YOUR_DOING.search(low) and _FAULTY.search(low)) and not _APPROVED.search(low)


_QUOTED = re.compile(
    r"\byou(?:'ve| have)? (?:told|said|say|wrote|write|got|did|had|timesed|times|added|found|showed|put|used"
    r"|started with|calculated|worked out|noticed|saw|know|see)\b|\byour (?:\w+ )?(?:line|step|work"
    r"|working|way|rule"
    r"|answer)\b"
)


def quoted(before: str) -> bool:
    """Whether what stands after these words is what the student said or did."""
    return bool(_QUOTED.search(before))
