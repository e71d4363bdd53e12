"""Talk about the room, the clock and the sheet, which is no mathematics though there may be numbers in it.

Times, dates, pages and things of the classroom are blotted out before anything is grounded, unless the
item is about such things itself. A sentence about nothing else teaches nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from teachsim.language.sieve import Sieve

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SPAN = r"(?:minutes?|mins?|seconds?|hours?|o'?clock|days?|weeks?|months?|lessons?|am|pm)"
_THING = (
    r"(?:tasks?|sheets?|exercises?|pages?|items?|meetings?|children|pupils|students|chairs|pens?|pencils?"
    r"|books?"
    r"|points?|stars?|tries|chances|questions?|problems?|more to go|times today)"
)
_NUMBER = r"(?:\d+(?:[.:]\d\d)?|(?:a |1/)?(?:quarter|half|couple)|1/[24]|an?|half an?|\d+(?:st|nd|rd|th))"
_TIME = re.compile(
    rf"\b(?:half|quarter) past \w+|\b(?:half|a quarter|1/4|\d+) (?:past|to|of an) (?:\d+|hour)\b(?! (?:by"
    rf"|is|makes))(?<!add \d to \d)"
    rf"|\b(?:a |1/)?(?:quarter|half|[24]) of an hour\b|\bhalf an hour\b"
    rf"|\b(?:{_NUMBER}|few|last|next) (?:more |other |last |extra |bonus )?{_SPAN}\b"
    rf"|\b(?:page|task|room|exercise|sheet|lesson|question|problem|number|item|chapter|section|table"
    rf"|level|round) \d+"
    r"(?: of \d+)?(?=,? (?:is|on|of|in|now|please|today|next)\b|\W*$)"
    rf"|\b\d+ (?:more )?{_THING}\b|\b(?:plus )?\d+ points?\b"
    rf"|\b\d+(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH} \d+(?:st|nd|rd|th)?\b|\b(?:in|since"
    rf"|year) (?:19|20)\d\d\b"
    r"|\b(?:at|by|until|till|from|before|after) \d{1,2}[:.]\d\d\b"
)
_IDIOM = re.compile(
    r"\btake your time\b|\b(?:this|next|last|first|another|every) time\b|\btime's up\b|\ball the time\b"
)
_ROOM = re.compile(
    r"\b(?:windows?|pens?|pencils?|bell|coffee|rain(?:ing|s)?|snow(?:ing)?|jacket|coat|yard|desk|chairs?"
    r"|folder"
    r"|glasses|heating|mother|father|mum|dad|parents|brother|sister|lunch|break|breakfast|drill|meetings?"
    r"|afternoon|today|tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend"
    r"|holidays?|class|classroom|handwriting|seat|homework|weather|phone|toilet|bathroom|tissue|camera|screen"
    r"|microphone|internet|quiet|listening|waiting|notebook|room|lesson|o'clock|birthday|born|football|noisy"
    r"|late|tired|hungry|thirsty|headache|corridor|headmaster|library|bookshelf|hurry|rush)\b"
)
"""Words about the room, the day and the people in it."""
_PERHAPS = re.compile(
    r"\b(?:doors?|lights?|bag|paper|sheets?|page|board|name|list|bus|train|hours?|minutes?|tea|noise|game)\b"
)
"""Words that may be: two of these are needed, as ideas are told with bags and lists as well."""
_SUBJECT = re.compile(
    r"\b(?:numerators?|denominators?|fractions?|multipl\w+|add\w*|sum|subtract\w*|divi\w+|brackets?"
    r"|digits?|columns?"
    r"|tens|ones|hundreds|tenths?|hundredths?|equations?|equals?|minus|plus|times|carry\w*|borrow\w*"
    r"|answers?|decimals?"
    r"|point|percent|letters?|terms?|powers?|exponents?|negative|positive|zeros?|solve|calculat\w+|bigger"
    r"|smaller"
    r"|larger|greater|more than|less than|fewer|axis|coordinates?|ratio|formula|rule|expand|simplif\w+"
    r"|pieces|parts"
    r"|rest|remainder|left over|altogether|together|total|product|units?)\b|[-+×÷=/^]"
)
_OWN_BUSINESS = re.compile(
    r"^(?:well,? |ok(?:ay)?,? |now,? |so,? |oh,? |right,? )*(?:let me|i(?:'ll|'m|'ve| will| am| have| was"
    r"| need to| can"
    r"| must| just))\b"
)


_TIMED = Sieve({"time": (_TIME.pattern, _IDIOM.pattern)})


@lru_cache(maxsize=4096)
def without_times(text: str, item: str) -> str:
    """The sentence without times, dates and counts of things in the room, unless the item has such."""
    if not _TIMED.found(text):
        return text
    text = _IDIOM.sub("", text)
    return _TIME.sub(lambda m: m[0] if _of_the_item(m[0], item) else " ", text).strip()


_DURATION = re.compile(r"\d (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|s|min|h)\b")


def _of_the_item(phrase: str, item: str) -> bool:
    if ":" in item and re.fullmatch(r"\d+ to \d+", phrase):
        return True  # a ratio
    if _DURATION.search(item) and _DURATION.search(phrase):
        return True  # one unit of time is as good as another
    words = [
        w.rstrip("s") for w in re.findall("[a-z]{3,}", phrase) if w not in ("the", "past", "more", "half")
    ]
    return any(w in item for w in words)


_AT_AN_HOUR = re.compile(
    r"\b(?:(?:come|leave|start|begin|end|finish|ring|open|close|meet|is|are)s?\b.{0,20}\bat|(?:it's"
    r"|it is)(?: now)?"
    r"(?: nearly| almost| just)?(?: \d+ to| half past)?) \d+\W*$"
)


_CALMS = re.compile(
    r"^(?:there(?:'s| is) )?(?:no|don't) (?:rush|hurry|worries)\b(?!.*\b(?:but|look|remember|think)\b)"
)


@lru_cache(maxsize=4096)
def elsewhere(low: str, maths: str, item: str) -> bool:
    """Whether a sentence is about the room or the clock, or the teacher's own business, and no mathematics.

    low and maths: without times; item: the text of the item, in lower case
    """
    if _CALMS.search(low):
        return True
    if _SUBJECT.search(low) or _SUBJECT.search(maths):
        return False
    numbers = len(re.findall(r"\d+", maths))
    if _OWN_BUSINESS.search(low):
        return not numbers
    room = [w for w in _ROOM.findall(low) if w.rstrip("s") not in item]
    perhaps = {w for w in _PERHAPS.findall(low) if w.rstrip("s") not in item}
    if not room and len(perhaps) < 2:
        return False
    return not numbers or (numbers == 1 and bool(_AT_AN_HOUR.search(maths) or not _ASKS.search(low)))


_ASKS = re.compile(
    r"\bhow (?:many|much|long)\b|\bwhat\b|\bif\b|\bsuppose\b|\bimagine\b|\bshare|\beach\b|\bper\b|\bevery\b"
)
