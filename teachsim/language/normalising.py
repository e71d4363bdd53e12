"""A teacher's words, cleaned: what is left to understand is plain English and plain mathematics.

Control characters, LaTeX, typing errors in the words that matter here, and number words, each by its
own small table. Nothing is decided about meaning. The work is bounded: what stands beyond `LONGEST`
characters is not read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from teachsim.language.sieve import needed

LONGEST = 2_000
"""Characters of a turn that are read; the longest of the labelled turns has 520."""


class Clause(NamedTuple):
    """A sentence of a turn, in two forms."""

    low: str
    """Lower case, with typing errors mended."""
    maths: str
    """The same with number words as figures and calculations in signs: `6 × 7` for `six times seven`."""


@lru_cache(maxsize=2048)
def clauses(text: str) -> tuple[Clause, ...]:
    """The sentences of a turn, cleaned."""
    return tuple(Clause(low, in_figures(low)) for part in _parts(cleaned(text)) if (low := mended(part)))


_ENDS = re.compile(
    r"(?<=[.!?…])\s+|(?<!\d)\s+/(?:\s+/)*\s+|\s+/(?:\s+/)*\s+(?![\d ])|\n+|(?<=[a-z)])(?:\.\.+"
    r"|…)\s*(?=\w)|;\s+|\s+[—–]\s+(?=[a-z])"
)


_LINE_BY_LINE = re.compile(r"(= ?-?\d+(?:\.\d+)?) / (?=\d+(?:\.\d+)? ?[-+x×*÷])")
"""Between two calculations a stroke ends a line."""


def _parts(text: str) -> list[str]:
    if " / " in text:
        text = _LINE_BY_LINE.sub(r"\1\n", text)
    parts = [part for part in (p.strip().removeprefix("/ ") for p in _ENDS.split(text)) if part.strip("/ ")]
    return [piece for part in parts for piece in _told_and_asked(part)]


_THEN_ASKS = re.compile(
    r", (?=(?:so|then|and so|and|now),? (?:what|how (?:many|much)|which|where)(?:'s| is| are| do| does"
    r"| will|\b))"
    r"(?=[^,]*\?$)",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"^\W*(?:so |and |now |ok |but )*(?:if|when|since|suppose|say|imagine|as)\b", re.IGNORECASE
)


def _told_and_asked(part: str) -> list[str]:
    """A sentence that states something and then asks, in two; not one that only supposes it."""
    found = _THEN_ASKS.search(part)
    if found is None or _SUPPOSES.match(part):
        return [part]
    return [part[: found.start()], part[found.end() :]]


_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SUPERSCRIPTS = str.maketrans({"⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "⁻": "^-"})
_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "−": "-", "∗": "×", "＊": "×"}
)
_VULGAR = re.compile(r"(\d)?([¼-¾⅐-⅞])")


def cleaned(text: str) -> str:
    """The text without what cannot be seen, in plain characters, LaTeX as it would be read."""
    text = text[:LONGEST]
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    text = _CONTROLS.sub(" ", text)
    if not text.isascii():
        text = _VULGAR.sub(_fraction, text.translate(_SUPERSCRIPTS).translate(_PUNCTUATION))
        text = "".join(map(_plain, text))
    return without_latex(text) if "\\" in text or "$" in text or "{" in text else text


def _fraction(match: re.Match[str]) -> str:
    written = unicodedata.normalize("NFKC", match[2]).replace("⁄", "/")
    return f"{match[1]} {written}" if match[1] else written


@lru_cache(maxsize=2048)
def _plain(character: str) -> str:
    """One character as plain as it can be; nothing for one that cannot be seen."""
    if character.isascii():
        return character
    sort = unicodedata.category(character)
    if sort in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    if sort == "Nd":
        return str(unicodedata.digit(character))
    return (
        unicodedata.normalize("NFKC", character) if character >= "\uf900" or character == "ſ" else character
    )


_FRAC = re.compile(r"\\d?t?frac\s*\{([^{}]{0,40})\}\s*\{([^{}]{0,40})\}")
_SIGNS = {
    "times": "×", "cdot": "×", "div": "÷", "le": "<=", "ge": ">=", "lt": "<", "gt": ">", "pm": "±",
    "square": "__", "box": "__", "to": "→",
}  # fmt: skip
_COMMAND = re.compile(r"\\([a-zA-Z]{1,12})\*?")


def without_latex(text: str) -> str:
    """The mathematics of `$\\frac{1}{8}$` as it would be typed: `1/8`."""
    for _ in range(3):  # nested three deep at most
        text = _FRAC.sub(_over, text)
    text = re.sub(r"\\(?:left|right|,|;|!|quad|displaystyle)", "", text)
    text = re.sub(r"\\(?:text|mathrm|mbox)\s*\{([^{}]*)\}", r"\1", text)
    text = text.replace("\\%", "%").replace("\\$", "")
    text = _COMMAND.sub(lambda m: _SIGNS.get(m[1], " "), text)
    text = re.sub(r"([\^_])\{([^{}]*)\}", lambda m: f"{m[1]}{m[2]}" if m[1] == "^" else m[0], text)
    return re.sub(r"\$|\\[()\[\]]|\\", "", text).replace("{", "").replace("}", "")


def _over(match: re.Match[str]) -> str:
    top, bottom = (part if re.fullmatch(r"\s*\w+\s*", part) else f"({part})" for part in match.groups())
    return f"{top.strip()}/{bottom.strip()}"


_SHORT = {
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't",
    "cant": "can't", "couldnt": "couldn't", "wont": "won't", "thats": "that's", "whats": "what's",
    "hows": "how's", "youre": "you're", "your're": "you're", "youve": "you've", "heres": "here's",
    "theres": "there's", "wot": "what", "wat": "what", "abt": "about", "pls": "please", "plz": "please",
    "teh": "the", "u": "you", "ur": "your", "coz": "because", "cuz": "because", "thru": "through",
    "tho": "though", "rite": "right", "gud": "good", "hoow": "how", "nuber": "number", "anser": "answer",
    "wich": "which", "waht": "what", "taht": "that",
}  # fmt: skip
"""Short words have too many neighbours to be mended by likeness, so they are listed."""

_MATTER = frozenset(
    """
    answer answers problem question correct incorrect exactly mistake error wrong right check again
    recheck explain calculate calculated calculation equation multiply multiplied multiplying
    multiplication divide divided dividing division subtract subtracted subtraction addition together
    number numbers numerator numerators denominator denominators fraction fractions bottom quarter
    quarters third thirds fifth fifths sixth sixths eighth eighths ninth ninths tenth tenths twelfth
    twelfths fifteenths twentieths hundredth hundredths bracket brackets decimal decimals percent
    percentage column columns digit digits borrow carry regroup product remainder quotient different
    difference letter letters strength estimate larger smaller bigger greater greatest brilliant
    excellent perfect fantastic awesome equals symbol minus plus times negative positive coordinate
    coordinates ratio proportion expression expressions through another example remember thinking reason
    whole square squared power exponent twelve eleven thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    """.split()
)
"""Words that a cue or an idea turns on. A word that is one error away from exactly one is taken for it."""

_KNOWN = frozenset(
    """
    ablaze abound affects afraid anther anwar bought bracken brought carrie carries carried carrying
    changes checked checks choice circle clear close column comes could course deduct direct drawer
    eighteen enough error errors even every explained explains facing faction factor fewer fifteens
    figure finder finds first forth fought fourth given going gotten great group growth halves however
    idea items larger later latter learn least length lesser letting lighter likes lined lines longer
    looking louder makes might minds mines minute mixture moment months morning mother much names nether
    newer night nights nines often other others parent party patter people perched pieces place places
    plans plain please pluses points pounds power powers prefect proper quartet quite quote quotes radio
    ration rather ready reasons reading really reflect remained reminder result right rights round
    rounder same saying second seconds seen seven should shown sides simple since slight solve solved
    some something sounds spare stable start steps still tables taken takes tempt tenth than thank that
    their them then there these they thing things think thinks third those though thought three thrown
    threw tight tiles time timed today tomorrow total tower towers toward tries turns under using value
    wanted water weight weighted were where which while white whose without wonder words worked would
    write written wrote years yours equal equally large multiple multiples time's multiplies addends
    equality multiplier minutes reminds mints plush plane tines tames limes dimes twenties sixties
    columns
    """.split()
)
"""English words that are one letter away from one that matters, and common ones: left as they are."""

_WORD = re.compile(r"[a-z']+")


def mended(text: str) -> str:
    """The text in lower case with typing errors mended in the words that matter, spaces single."""
    low = " ".join(text.lower().split())
    return _WORD.sub(lambda m: _mended_word(m[0]), low)


@lru_cache(maxsize=8192)
def _mended_word(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    if (
        len(word) < 5
        or len(word) > 16
        or word in _MATTER
        or word in _KNOWN
        or word not in _neighbourhood(word)
    ):
        return word
    near = {
        known for key in _deletions(word) for known in _by_deletion().get(key, ()) if _one_error(word, known)
    }
    return near.pop() if len(near) == 1 else word


def _neighbourhood(word: str) -> tuple[str, ...]:
    """The word itself, unless it is a plain form of a word that matters (`fractions'`, `multiplies`)."""
    for ending in ("s", "es", "d", "ed", "ing", "ly", "'s", "er"):
        if word.endswith(ending) and word[: -len(ending)] in _MATTER:
            return ()
    return (word,)


@cache
def _by_deletion() -> dict[str, list[str]]:
    """The words that matter by each form with one letter left out: two words one error apart share a form."""
    found: dict[str, list[str]] = {}
    for known in sorted(_MATTER):
        if len(known) >= 5:
            for key in _deletions(known):
                found.setdefault(key, []).append(known)
    return found


def _deletions(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _one_error(word: str, known: str) -> bool:
    """Whether one letter was left out, added, changed or swapped with the next; never the first."""
    if word[0] != known[0]:
        return False
    if len(word) != len(known):
        longer, shorter = (word, known) if len(word) > len(known) else (known, word)
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    wrong = [n for n in range(len(word)) if word[n] != known[n]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and word[wrong[0]] == known[wrong[1]]
        and (word[wrong[1]] == known[wrong[0]])
    )


_ONES = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "hundredth": 100,
}  # fmt: skip
_PARTS |= {f"{word[:-1]}ieth": n for word, n in _TENS.items()}
_PARTS |= {
    f"{tens}-{part}": n + _PARTS[part]
    for tens, n in _TENS.items()
    for part in ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
}
_PARTS |= {f"{word}s": n for word, n in _PARTS.items() if n > 2}
_A_NUMBER = "|".join(sorted((*_ONES, *_TENS, "hundred", "thousand"), key=len, reverse=True))
_RUN = re.compile(rf"\b(?:a (?=hundred|thousand))?(?:{_A_NUMBER})(?:(?:[ -]| and )(?:{_A_NUMBER}))*\b")
_COUNTED = re.compile(r"[×x*+] ?\d+ ?(?:=|is|makes) ?\d+ [a-z]+ths?\b")
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_MIXED = re.compile(rf"(?:(\d+) and )?\b(an?|\d+|one)[ -]({_PART}|\d+ths?)\b")
_TENS_AND_PARTS = re.compile(
    rf"\b({'|'.join(_TENS)})[ -](third|fourth|fifth|sixth|seventh|eighth|ninth)(?=s?\b)"
)


_HAS_NUMBER = re.compile(rf"\d|\b(?:{_A_NUMBER}|{_PART})|\b[a-z] ")
_HAS_OPERATION = re.compile(
    r"\b(?:times|multipl|add|put|subtract|take|divide|lots|groups|plus|minus|together|over|to the power"
    r"|squared|cubed|point|comma|out of|negative|equal|how much|what|below|[b-z] is)|per ?cent"
    r"|\d ?[x*] ?\d|(?:is|be|makes?|gives?|equals?)\d|(?:is|are|makes?|gives?|=) positive"
    r"|\d / \d"
    r"| and |\d [b-z]\b"
)
"""What some pattern of `_OPERATIONS` needs: most sentences have none of it, and one search says so."""


@lru_cache(maxsize=8192)
def in_figures(low: str) -> str:
    """Number words as figures and worded calculations in signs.

    >>> in_figures("two hundred and fifty-six")
    '256'
    >>> in_figures("two and a half")
    '2 1/2'
    >>> in_figures("multiply 36 by the 20")
    '36 × 20'
    """
    if _HAS_NUMBER.search(low) is None:
        return low
    low = _TENS_AND_PARTS.sub(lambda m: f"{_TENS[m[1]] + _PARTS[m[2]]}th", low)
    low = _RUN.sub(_figure, low)
    if not _COUNTED.search(low):  # "2 × 5 = 10 fifteenths" counts pieces, and claims no 10/15
        low = _MIXED.sub(_as_fraction, low)
    for words, pattern, signs in _operations() if _HAS_OPERATION.search(low) else ():
        if not words or any(word in low for word in words):
            low = pattern.sub(signs, low)
    return low


def _figure(match: re.Match[str]) -> str:
    """A run of number words as figures; several numbers in a row stay several."""
    words = re.split(r"[ -]", match[0])
    if words == ["one"]:
        return match[0]  # far more often "this one" than 1
    out: list[str] = []
    total, part, last = 0, 0, ""
    started = False
    for word in words:
        if word == "a":
            continue
        if word == "and":
            if last not in ("hundred", "thousand"):
                out += [str(total + part), "and"] if started else ["and"]
                total, part, started = 0, 0, False
            last = word
            continue
        if word == "hundred":
            part, started = (part or 1) * 100, True
        elif word == "thousand":
            total, part, started = (total + (part or 1)) * 1000, 0, True
        else:
            value = _ONES.get(word, _TENS.get(word, 0))
            continues = (
                not started
                or last in ("hundred", "thousand")
                or (last == "and" and started)
                or (last in _TENS and word in _ONES and 0 < value < 10)
            )
            if not continues:
                out.append(str(total + part))
                total, part = 0, 0
            part, started = part + value, True
        last = word
    if started:
        out.append(str(total + part))
    return " ".join(out)


def _as_fraction(match: re.Match[str]) -> str:
    whole, top, part = match.groups()
    if top in ("a", "an", "one"):
        top = "1"
    written = f"{top}/{_PARTS[part] if part in _PARTS else part.rstrip('ths')}"
    return f"{whole} {written}" if whole else written


_N = r"(-?\d+(?:\.\d+)?(?:/\d+)?%?|(?<![a-z])\d*[a-z](?![a-z'])|\d+[a-z]\b)"
_OPERATIONS: tuple[tuple[str, str], ...] = (
    (r"\b(\d+) point (?:oh |o )?(\d+(?: \d)*)\b", r"\1.\2"),
    (r"(\d) ?per ?cents?\b", r"\1%"),
    (r"\b(plus|minus|times|equals|negative|subtract|add) one\b(?! (?:of|more|ten|from|to)\b)", r"\1 1"),
    (r"\b(\d+) out of (?=\d)", r"\1/"),
    (r"\b(?<!is )(is|are|makes?|gives?|equals?|=) (?:plus|positive) (?=\d)", r"\1 "),
    (r"\b(is|be|makes?|gives?|equals?)(?=-?\d+(?:\.\d+)?\b)", r"\1 "),
    (r"\b(?:the )?([a-z]) over (?=\d|[a-z]\b)", r"\1/"),
    (r"\b(\d+) comma (?=-?\d|minus \d)", r"\1, "),
    (r"(?<!\d)(?<!\d )(?<!\) )(?<!\b[a-z] )(?<!\d[a-z] )\b(?:minus|negative) (?=\d|[a-z]\b)", "-"),
    (r"\b(\d+) (?:degrees |floors? |steps? )?below (?:zero|0)\b", r"-\1"),
    (r"\b(\d+) ([b-hj-z])(?:'s)?(?= (?:plus|minus|and|is|are|times|[-+=])|[.!?,;:)]|$)", r"\1\2"),
    (r"\b([b-hj-z]) (?:equals|is equal to|is) (?=-?\d)", r"\1 = "),
    (
        rf"(?<!is )(?<!are )(?<!= )(?<!makes )(?<!gives ){_N} and {_N} "
        r"(?=(?:is|are|was|makes?|gives?|equals?) \d)",
        r"\1 + \2 ",
    ),
    (rf"\b(?:multiply|times) (?:the )?{_N} (?:by|and|with) (?:the )?{_N}", r"\1 × \2"),
    (
        rf"\b(?:add|put) (?:the |on )?{_N} (?:to|on to|onto|and|with|together with) (?:the |our "
        rf"|your )?{_N}",
        r"\1 + \2",
    ),
    (rf"\b(?:subtract|take) (?:the )?{_N} (?:away )?from (?:the )?{_N}", r"\2 - \1"),
    (rf"\bdivide (?:the )?{_N} by (?:the )?{_N}", r"\1 ÷ \2"),
    (rf"{_N} (?:times|multiplied by|lots of|groups of)(?: the)? (?={_N})", r"\1 × "),
    (r"(\d) ?[x*] ?(?=\d)", r"\1 × "),
    (rf"{_N} (?:plus|added to|together with)(?: the)? (?={_N})", r"\1 + "),
    (rf"{_N} (?:minus|take away|takeaway|subtract)(?: the)? (?={_N})", r"\1 - "),
    (rf"{_N} divided? by(?: the)? (?={_N})", r"\1 ÷ "),
    (r"(\d+) over (?=\d)", r"\1/"),
    (r"(?<![\d/.] )(?<![\d/.])(\d+) / (?=\d+(?![\d/.]| /))", r"\1 ÷ "),
    (rf"{_N} to the power(?: of)? (?={_N})", r"\1^"),
    (rf"{_N} squared", r"\1^2"),
    (rf"{_N} cubed", r"\1^3"),
    (r"(\b\d*[a-z](?:\^\d)?|\d) plus (?=\d|[a-z]\b)", r"\1 + "),
    (r"(\b\d*[a-z](?:\^\d)?|\d) minus (?=\d|[a-z]\b)", r"\1 - "),
    (
        rf"\b(how much (?:is|are|do|does)|what (?:is|are|do)|what's) {_N} and {_N}(?! (?:is|are|have)\b)",
        r"\1 \2 + \3",
    ),
    (rf"{_N} and {_N} (?=together|make)", r"\1 + \2 "),
)


@cache
def _operations() -> tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]:
    """Each with the words of which it needs one, so that most are not tried."""
    return tuple((needed(pattern), re.compile(pattern), signs) for pattern, signs in _OPERATIONS)
