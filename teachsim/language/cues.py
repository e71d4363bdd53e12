"""What words of high precision say a turn does, whatever the item: data, and how it is looked up.

Patterns are on lower-case words with typing errors mended (normalising.py). What a sentence does with
the mathematics in it is not decided here (grounding.py), nor which idea it is about (nearest.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.language.mood import without_tag
from teachsim.language.sieve import Sieve

if TYPE_CHECKING:
    from teachsim.language.acts import MoveKind

_CUES: dict[MoveKind, tuple[str, ...]] = {
    "greet": (r"^(?:hi|hello|hey|hiya|welcome)\b", r"\bgood (?:morning|afternoon|evening|day)\b"),
    "close": (
        r"\b(?:good ?)?bye\b",
        r"^so long\b",
        r"\b(?:next|another) time\W*$|\b(?:done|finished|enough) for (?:today|now)"
        r"|\bsee you(?=\W*$| (?:soon|on|next|tomorrow|later|then|again|there|at|monday|tuesday|wednesday"
        r"|thursday|friday)\b|[.!,])"
        r"|\bthank you for (?:today|your)|\btake care\b"
        r"|\bwe have to stop\b|\bwe'll stop here\b|\bthat's (?:all|it) for (?:today|now)",
        r"\btime's up\b|\buntil tomorrow\b",
        r"\bhave a (?:nice|good|great|lovely)\b",
    ),
    "invite-reflection": (
        r"in your own words",
        r"(?<!me )(?<!i'll )(?<!to )explain (?:it|this|that) to",
        r"what did you (?:change|do differently|learn|find out|get wrong)",
        r"what you (?:found out|learn(?:ed|t)|would do differently)",
        r"what (?:have|did) (?:you|we) learn",
        r"what (?:will|would|could) you do different",
        r"where (?:do you think )?(?:did )?you (?:went|go|got) wrong",
        r"how (?:do|could|can) you (?:know it's right|be sure)",
        r"(?:see|understand) (?:how|why|where) (?:you|we) (?:got|went|arrived|came)",
        r"can you (?:see|say|explain) (?:why|where) (?:you|your|it) (?:were|was|went)",
        r"how would you explain",
        r"(?:what|which) (?:was|is) (?:your|the) (?:mistake|error)|(?:do|can) you see (?:why|where|what)",
        r"\b(?:summari[sz]e|sum up)\b(?! what you need)|what have we (?:found|learned|seen)|what helped",
    ),
    "probe": (
        r"\bhow did you\b(?! (?:feel|like|sleep|spend))|how (?:did|do) you (?:\w+ )?(?:get|got|do|work"
        r"|find|come|figure|calculate|arrive|reach|solve"
        r"|know to)",
        r"^(?:please )?explain(?: (?:please|yourself|your \w+))?[.!]?$",
        r"\bexplain (?:to me )?(?:how|your|me)\b",
        r"what did you do",
        r"show (?:me|us) (?:how|what|your|the work)",
        r"(?:talk|walk|take|run) (?:me|us) through",
        r"tell (?:me|us) (?:how|what) you",
        r"tell me how\b(?! (?:many|much|far|long))",
        r"tell me (?:about )?your (?:steps|thinking|working)",
        r"(?:what|which) (?:were|are|was) your (?:steps|thinking|working)",
        r"how (?:do|would) you explain",
        r"where did (?:the|that|your) \S+ come from",
        r"how you (?:thought|got|worked|came|did)\b.*[?]?$",
        r"your (?:reasoning|working(?:s)?|thought process|thinking)\b.*(?:\?|please)",
    ),
    "ask-why": (
        r"\bwhy\b(?! not\b| don't (?:you|we)\b)(?! (?:he|she|they|it)\b.*[.!]$)",
        r"how come",
        r"what makes you (?:think|say|sure)",
        r"how do you know",
        r"what's the reason",
        r"how can that be",
        r"what does that tell you about your",
        r"where did .* come from\?",
    ),
    "ask-understanding": (
        r"^(?:and |so |now )?(?:do|did) you (?:all )?(?:get|understand|follow)(?: (?:it|that|this|me|now"
        r"|so far|everything|what (?:i|we) (?:mean|said)))*(?:, [a-z]+)?\W*$",
        r"\bhow (?:sure|certain|confident) (?:are|do) you\b",
        r"\bhow (?:well|much) (?:do|did|would you say) you(?: think you)? (?:understand|get|understood)\b",
        r"^(?:is (?:it|that|this) (?:all )?clear|got (?:it|that)|get it|understood|all clear|clear)"
        r"(?: now| so far)?\s*\?",
        r"\bdo you (?:feel|think) (?:that )?you (?:understand|get|have got) (?:it|that|this)\b",
    ),
    "check-again": (
        r"(?:are you|you) (?:\w+ )?(?:\w+ )?(?:sure|certain|confident|positive that)\b",
        r"is (?:that|this|it) (?:really )?(?:right|so|correct|true)\?",
        r"\breally\?",
        r"make(?:s)? sense\b.*\?|does (?:that|it|this|your \w+) make sense|\bsensible\b|\breasonable\b",
        r"\bre-?(?:check|read|do|consider|calculate|think)\b",
        r"\b(?:double[- ]?)?check\b(?! out)",
        r"\b(?:try|test|use|put) your (?:rule|answer|\d)",
        r"(?<!not )try (?:it |that |this |once |the \w+ |your \w+ )*again",
        r"have another (?:go|look|try)|another go\b|\bone more (?:go|try|time)\b",
        r"\bestimat(?:e|ion)\b|about what you would expect|\broughly\b",
        r"put (?:your |the |that )?\S+ back in",
        r"\b(?:try|do|go|work|take|read|read it)\b.*\b(?:one step at a time|step by step)\W*$",
        r"(?:how does|does) (?:this|that) change your",
        r"more or less than|bigger or smaller than",
        r"to see (?:if|whether)\b|go over (?:it|that|your)|look again\b(?! at)|second look|look (?:it "
        r"|that )?over",
        r"\b(?:does|do|did) (?:that|it|this|your answer) (?:look|seem|sound|work|fit|match)\b.*\?",
        r"\b(?:is|could|can|would) (?:that|it|this) (?:be )?(?:possible|right|true|correct|enough"
        r"|too (?:big|small|much))\b.*\?",
        r"do you (?:really )?(?:think|believe) (?:that|this|it|your answer)(?:'s| is"
        r"| could be) (?:right|correct|true|ok|it)",
        r"\b(?:plug|substitute|put) .{1,30} (?:back|in for|into)\b",
        r"\btry once more\b|\btest (?:it|that|your)\b|\bhow (?:can|could|would) (?:you|we) (?:test"
        r"|check|know)\b",
        r"\bdo (?:it|that|this) again\b|\bonce (?:more|again)\b|\brecalculat\w+",
        r"try (?:the|this) question|\b(?:re-?look|review|revisit|relook) (?:at )?(?:it|that|your"
        r"|the (?:answer|question|step|sum|work))"
        r"|\breview your\b|\bthink (?:about (?:it|this|that) )?again\b|\bthink (?:it|that) over\b"
        r"|\banything (?:\w+ )?(?:you've |you have |you )?(?:forgot|missed|left out|wrong|missing)"
        r"|\bgo back (?:over|and check|through)\b|\bsee (?:if|whether) (?:it|you|that|they|the|your|this)\b"
        r"|\b(?:feel|feeling) about (?:your|that|this|the) (?:answer|method|result|working|step)"
        r"|\btry again\b|\bstill (?:think|agree|believe|happy)\b|\bhappy with (?:your|that)\b",
        r"is (?:that|this) your (?:\w+ )?answer\b|\bchange your answer\b",
    ),
    "seek-strategy": (
        r"what do you get now",
        r"what (?:would|could|can|should|will|do) (?:you|we) (?:want to |have to |need to "
        r"|like to )?do (?:with|about|to|now"
        r"|next|first|then|instead)\b",
        r"how (?:should|could|can|would|do|might|will) (?:we|you) (?:use|make use|deal|handle|go on"
        r"|continue|get rid"
        r"|set|write|tackle|approach)\b",
        r"what other (?:\w+ )?(?:can|could|should|would|do|is|are)\b|what (?:else )?(?:can|could) (?:we"
        r"|you) use\b",
        r"\b(?:next|first|last|final) step\b\W*$|\bstep is needed\b",
        r"what (?:would|could|can|should|will|must|do|might) (?:you|we|i|he|she) (?:need to |have to "
        r"|want to )?"
        r"(?:do|change|write|try|cut|use|work out)\b(?! different)",
        r"go back to",
        r"what (?:is|would be|comes|'s)? ?(?:the|your|our) (?:next|first)(?: step)?\b(?=\W*$| step)",
        r"what (?:comes|is|happens) (?:next|first)\b",
        r"\b(?:first|next) (?:step|thing|move)\b.*\?",
        r"(?:which|what) (?:operation|method|sign|step|strategy|calculation)\b",
        r"can you fix",
        r"how (?:would|could|can|should|will|might|do) (?:you|we) (?:do|start|begin|work|solve|find"
        r"|figure|go about)",
        r"what happens if you",
        r"do (?:this|that) one now",
        r"now what do you (?:get|think)",
        r"over to you",
        r"have a go",
        r"summari[sz]e what you need",
        r"where (?:would|could|should|do|might|will) (?:you|we|i) (?:start|begin)",
        r"how (?:do|did) (?:you|we) (?:think|want|need) (?:we |you )?(?:should|could|to)",
        r"what (?:do|did) you (?:need|have|want) to (?:do|find|work out)",
        r"what (?:are|is) (?:you|we) (?:going|asked|trying|supposed) to (?:do|find|work)",
        r"how (?:will|shall) (?:you|we)\b|what's next\b|\bnext step\?|and (?:then|next)\?$",
        r"what(?:'s| is) (?:your|the) plan",
    ),
    "praise-process": (
        r"you (?:found|worked|figured|checked|noticed|spotted|thought|explained|reasoned|tested|saw)\b"
        r".*\b(?:yourself|own|carefully|out|through|that)",
        r"i (?:really )?(?:like|love) (?:how|that|the way) you",
        r"(?:good|great|nice|clever|excellent|smart) (?:thinking|idea|use of|reasoning|checking|method"
        r"|strategy|drawing)",
        r"that was careful",
        r"you stayed with it",
        r"you took your time",
        r"you kept (?:at|going)",
        r"nice that you|good that you|well to\b",
        r"(?:great|good|nice) job (?:of |on )?\w+ing\b",
        r"working so hard|worked (?:so |really |very )?hard",
        r"you lined .* (?:neat|nice|well)|really neat|\bneatly\b|writing is",
        r"you did (?:remember|well to|\w+ that)",
    ),
    "praise": (
        r"\b(?:well done|great(?! (?:try|effort|attempt|question|er))|excellent|super|brilliant"
        r"|fantastic|awesome|clever)\b",
        r"\b(?:wonderful|perfect|amazing|you're so smart|good work|nice work|nice one|lovely|bravo"
        r"|muy bien)\b",
        r"\bgood (?:job|start|stuff|girl|boy|lad|one)\b",
        r"^(?:very |really )?good[\s,.!]*(?:$|[,.!]|so\b|now\b|and\b)",
    ),
    "encourage": (
        r"you can do (?:it|this)",
        r"keep (?:going|doing|trying|it up)",
        r"don't worry",
        r"take your time|slow down",
        r"nearly there|almost there",
        r"you're (?:very |so |really |getting )?close",
        r"no rush|no hurry",
        r"(?:good|great|nice|brave|excellent|fair) (?:try|effort|attempt)",
        r"(?:\d+ |a |one )points? for",
        r"you've got this|don't give up|never mind|these are hard|(?:it's|that's) tricky",
    ),
    "disconfirm": (
        r"\bnot (?:quite|right|correct|yet|exactly|it)\b",
        r"\b(?:isn't|is not|aren't|wasn't) (?:quite |actually )?(?:right|correct|true|exact"
        r"|it(?!\W*(?:\d|the|just|that|a\b|\w+\?|\?)))\b",
        r"\bwrong\b(?! child| button| page| one)(?<!go wrong)(?<!get wrong)(?<!gone wrong)(?<!went wrong)"
        r"(?<!going wrong)",
        r"\bincorrect\b",
        r"^(?:no|nope|nein|non|nah)\b(?!\?)(?![,. ]+(?:need|rush|hurry|worries|problem|wonder|one|idea|doubt"
        r"|wait)\b)",
        r"can't be (?:right|it|correct)|cannot be right",
        r"\b(?:doesn't|don't|does not) (?:work|fit|match)\b",
        r"something is off",
        r"\bis(?:n't| not) (?:what|how|the (?:answer|result|right|same)|quite|my)\b(?!.*\?)",
        r"\bi (?:don't|do not|didn't) get (?:that|this|\d)",
        r"\b(?:a|an|some|one|just one|the|your) (?:\w+ )?(?:mistake|error|slip)s?\b",
        r"misunderst\w+|misinterpret\w+|misread|mixed (?:it |them )?up|muddled",
        r"\b(?:nearly|almost|not far off|very close|so close|close)\b(?: right|,? but| to)"
        r"|(?:you're|you are|you were|that's|that is|it's) (?:very|so|really|quite|getting|pretty)?"
        r" ?(?:close|near)\b",
        r"^(?:ah|so|oh|very|hm+|ooh|yes|ok|,| )*close\b(?=[.!,]|$)",
        r"(?:,| and) not (?:of |the |a |an |just )?-?\d(?!.*\?)",
        r"\b(?:a (?:little |tiny )?bit|slightly|a little) (?:off|out|confused|mixed|muddled)\b"
        r"|\b(?:you(?:'re| are)|still) (?:still )?(?:a (?:little )?bit |a little |getting )*(?:confused"
        r"|confusing)\b"
        r"|\bnot (?:fully |really |quite )?understand(?:ing)?\b|\bis(?:n't| not) (?:working|possible)\b"
        r"|\b(?:there (?:seems|is|appears|must)|there's|there are|has|have)\b.{0,20}"
        r"\b(?:misunderstanding|problem|confusion|issue)s?\b",
        r"\b(?:missed|missing|forgot(?:ten)?|skipped) (?:out |just )?(?:a|one|the last|the final"
        r"|some) (?:\w+ )?"
        r"(?:step|bit|part|detail|thing)\b|\b(?:seems|looks|sounds) like (?:a lot|too|very)\b",
        r"\b(?:far|way|much|quite a bit|a lot|a bit|rather|still) too (?:big|small|much|many|high|low"
        r"|large|few|little"
        r"|long|short)\b(?!.*\?)|\btoo (?:big|small|much|many|high|low|large|few|little)\W*$(?<!\?)",
        r"\bseems? (?:(?:a (?:little|bit)|rather|very|quite|too) )*(?:low|high|small|big)\b(?!.*\?)",
        r"\b(?:a (?:little|bit)|slightly|far|way) (?:too )?(?:low|high|big|small|much|many|large)\b(?!.*\?)",
        r"not (?:the|what|how|a|my) .*(?:answer|asked|looking)",
    ),
    "confirm": (
        r"that's (?:right|correct|it|true|the (?:right|correct))",
        r"(?:that|this|it)(?:'s| is| was) (?:absolutely |quite |all |completely |perfectly )?(?:right|correct"
        r"|true|fine)\b(?!.*\?)",
        r"\bexactly\b(?<!not exactly)",
        r"\b(?<!not )(?<!isn't )(?<!is that )(?<!is it )(?<!is this )(?<!is your )(?<!the )(?<!a )(?<!your )"
        r"correct\b"
        r"(?! it\b| your\b| the\b| this\b| that\b| answers?\b| solution\b| way\b| result\b|\W*\?)"
        r"|\b(?:that's|it's|is) (?:the|a) (?:correct|right)\b(?!.*\?)",
        r"you(?:'re| are) (?:right|correct)|you got it|you have it\b|you've got it",
        r"^(?:yes|yeah|yep|yup|si|oui|ja)\b",
        r"^right(?:[.,!]| -)|^(?:that's |that is )?good,? (?:so )?you(?:'ve| have| found| got)\b",
        r"that works",
        r"spot on",
        r"\bi agree\b",
        r"\b(?:is|are) (?:right|correct)\b(?!.*\?)",
        r"\byou(?:'ve| have| did| do| are| were)? (?:\w+ )?(?:correctly|rightly)\b"
        r"|\byou(?:'ve| have| were| are)? (?:\w+ ){1,4}(?:\S+ ){0,6}(?<!not )(?<!n't )correctly\b"
        r"|\b(?:read|got|found|identified|worked out|reached|chose|used|set up|copied|spotted|noticed"
        r"|calculated|solved)"
        r" the (?:right|correct)\b|\byou (?:were|are) (?:right|correct)\b",
        r"\b(?:that|this"
        r"|it) (?:does )?makes? sense\b(?!.*\?)(?<!does that make sense)(?<!doesn't make sense)",
        r"\byou did (?:that|it|this|the \w+) (?:right|correctly|well)\b|\bgot (?:it|that|this) right\b",
    ),
    "focus-on": (
        r"\blook(?:ing)? (?:again |back |carefully |closely )?(?:at|to)\b(?! how i\b| this another)",
        r"take (?:another|a|one more) (?:closer )?look at",
        r"have (?:another|a|one more) (?:closer )?look at",
        r"\b(?:read|re-read|reread) the\b",
        r"the (?:question|task|problem|exercise) (?:\w+ )?(?:says|asks|tells|wants|said|gives)",
        r"in (?:that|the|this) (?:given )?question",
        r"we (?:are asked|want) to find",
        r"\bfocus on\b|\bpay attention\b|\bnotice\b|\bconcentrate on\b",
        r"what about the|^(?:and |but |so )?(?:what|how) about the|about the (?:zero|minus|\d+) in",
        r"let's (?:apply|look|think about)\b.*\d",
        r"^(?:ok |okay |so |and |,)*(?:which|what) (?:number|digit|place|column|sign|word|part"
        r"|term) (?:is|of|comes|stands)",
        r"\bremember the\b",
        r"what is the (?:bottom|top|first|second|last) (?:number|digit) of",
        r"regarde",
    ),
    "move-on": (
        r"let's (?:move|go) on",
        r"next one\b(?!.*\d)",
        r"another one now",
        r"on to the next",
        r"let's leave",
    ),
    "off-task": (
        r"</?[a-z]\w*[^<>]{0,80}>",
        r"https?:|\bwww\.",
        r"\b(?:ignore|forget|disregard) (?:all|your|the|any|every|previous)\b.*\b(?:instruction|prompt"
        r"|rule|above|before)",
        r"\b(?:system prompt|you are (?:now )?(?:an?|the) (?:ai|model|assistant|pirate)|language model"
        r"|jailbreak|override)\b",
        r"\b(?:shut up|stupid|idiot(?:ic)?|dumb|loser|moron|useless|rubbish child)\b",
        r"\bmy (?:dog|cat|car|phone|holiday|birthday)\b",
        r"\b(?:wrong child|your mum|your dad|football|lunch|trip on|pack your things|homework book|tv"
        r"|youtube)\b",
        r"in future, perhaps|as a reference for this assignment",
        r"\b(?:drop table|rm -rf|select \*)",
    ),
}
"""Patterns of high precision; where only one of several is taken, an earlier kind goes first."""

FEEDBACK: frozenset[MoveKind] = frozenset(
    {
        "greet",
        "close",
        "praise",
        "praise-process",
        "encourage",
        "disconfirm",
        "confirm",
        "focus-on",
        "off-task",
    }
)
"""Moves that stand beside whatever else a sentence does."""

_SIEVE = Sieve(_CUES)
_QUESTIONS: frozenset[MoveKind] = frozenset(
    {"invite-reflection", "probe", "ask-why", "check-again", "seek-strategy"}
)
"""One sentence asks one of these."""
_CONTRAST = re.compile(r"\b(?:but|then|however|just|except|although|only)\b")
"""What is right before one of these may be followed by what is wrong."""
_HIDES: dict[MoveKind, MoveKind] = {"praise": "praise-process", "confirm": "disconfirm"}
"""A kind is not found beside the one that says more, or that says the opposite."""


_RIGHT = re.compile(r"\b(?:right|correct|correctly|true|agree|yes)\b")


def _right_so_far(low: str) -> bool:
    """Whether something is called right before the words turn: `you are right as far as …, but`."""
    turn = _CONTRAST.search(low)
    before = low[: turn.start()] if turn else ""
    return bool(_RIGHT.search(before)) and not re.search(r"\bnot\b|n't\b|\bnearly\b|\balmost\b", before)


@lru_cache(maxsize=4096)
def cued(low: str) -> tuple[MoveKind, ...]:
    """The moves that cues find in a sentence, in a fixed order; of the questions the first only."""
    found: list[MoveKind] = []
    low = without_tag(low)
    cues = _SIEVE.found(low)
    for kind in _CUES:
        if kind in cues:
            if kind in _QUESTIONS and any(k in _QUESTIONS for k in found):
                continue
            if _HIDES.get(kind) in found and not (kind == "confirm" and _right_so_far(low)):
                continue
            if kind == "praise-process" and "probe" in found:
                continue  # "tell me how you worked it out" praises nothing
            found.append(kind)
    return tuple(found)
