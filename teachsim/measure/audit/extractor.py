"""The second reader of a student's words: which answer they give, and whether they let one out.

Written apart from the engine's reader (`language.hearing`, `domain.spans`) and from the guard, on
other principles: numbers are first put into digits, what belongs to a calculation is set aside, and
each quantity left is scored by what stands around it. So one fault cannot make an answer and grade it.
Only the answer cut out is handed to the domain, to be graded.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.measure.audit.cues import (
    CLOSES,
    CORRECTNESS,
    DENIED,
    PLAINLY,
    REJECTED,
    SENTENCE_START,
    STEP,
    TAKEN_BACK,
    score_of,
)
from teachsim.measure.audit.numerals import in_digits

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Domain, Item

Form = Literal["number", "expression", "equation", "comparison", "words"]


class Task(NamedTuple):
    """What is to be known of an item to read answers to it."""

    text: str
    """The item, in lower case."""
    form: Form
    letters: str
    """Letters that stand for numbers in it."""
    symbols: bool
    """Whether its answer is written in signs alone, as `z <= 6 or z >= 11` is, and no word can be one."""


class Quantity(NamedTuple):
    """Something in the words that could be an answer."""

    start: int
    end: int
    text: str
    """As the domain reads it."""
    working: bool
    """Whether it is part of a calculation, or the left side of a statement."""
    echo: bool = False
    """Whether it is the item itself again; an answer only where it is put forward as one."""


def task_of(domain: Domain, item: Item) -> Task:
    """What the words are read for, from the item and the form of its key."""
    return _task(domain, item)


@lru_cache(maxsize=4096)
def _task(domain: Domain, item: Item) -> Task:
    key = domain.solve(item).answer
    low = item.text.lower()
    letters = "".join(sorted(set(re.findall(r"(?<![a-z])[a-z](?![a-z])|(?<=\d)[a-z](?![a-z])", low))))
    if re.fullmatch(r"[-\d./ ]+ __ [-\d./ ]+", item.text):
        form: Form = "comparison"
    elif re.fullmatch(r"[a-z] = -?[\d/. ]+", key.text):
        form = "equation"
    elif key.kind == "expression":
        form = "expression"
    elif re.fullmatch(r"-?[\d/., r%]+", key.text):
        form = "number"
    else:
        form = "words"
    symbols = not re.search(r"[a-z]{2,}", re.sub(r"\b(?:or|and)\b", "", key.text.lower()))
    return Task(low, form, letters, symbols)


def answer_read(text: str, item: Item, domain: Domain, *, plainly: bool = False) -> Answer | None:
    """The answer that the words give to this item; None when they give none.

    plainly: only one that is announced as an answer or stands alone, where none was asked for

    >>> from teachsim.domains.registry import domain
    >>> arithmetic = domain("arithmetic")
    >>> item = arithmetic.parse("1/4 + 2/3")
    >>> answer_read("3/7, no, eleven twelfths", item, arithmetic).text
    '11/12'
    >>> answer_read("How do I start with 1/4 + 2/3?", item, arithmetic) is None
    True
    """
    task = task_of(domain, item)
    low = in_digits(text)
    best: tuple[float, int, Answer] | None = None
    for quantity in quantities(low, task):
        answer = domain.read_answer(item, quantity.text)
        if answer is None:
            continue
        score = score_of(low, quantity)
        if score > (PLAINLY if plainly else REJECTED) and (best is None or score >= best[0]):
            best = (score, quantity.start, answer)
    return best[2] if best else None


def lets_out(text: str, item: Item, domain: Domain) -> bool:
    """Whether a right answer to the item is put into these words: given, denied, doubted or taken back.

    Not where it is only passed on the way: part of a calculation, of the item, or of a step. A step's
    result may happen to be the right answer, as the 29 in 5 × 5.8 is for one who then moves the point.
    """
    task = task_of(domain, item)
    low = in_digits(text)
    for quantity in quantities(low, task):
        answer = domain.read_answer(item, quantity.text)
        if answer is None or not domain.grade(item, answer):
            continue
        before, after = low[: quantity.start], low[quantity.end :]
        if DENIED.search(before) or CORRECTNESS.search(before) or CLOSES.match(after):
            return True
        if quantity.working:
            continue
        sentence = SENTENCE_START.split(before)[-1] + SENTENCE_START.split(after)[0]
        if score_of(low, quantity) >= 3.5 or TAKEN_BACK.match(after) or not STEP.search(sentence):
            return True
    return False


def quantities(low: str, task: Task) -> list[Quantity]:
    """What could be an answer of the task's form, in the order of the words.

    low: as `in_digits` gives it
    """
    if task.form == "comparison":
        return _comparisons(low, task)
    if task.form == "equation":
        return _solutions(low, task)
    if task.form == "expression":
        return _runs(low, task)
    if task.form == "words":
        return _clauses(low, task)
    return _numbers(low, task.text)


# Numbers

_NUMBER = re.compile(
    r"(?<![\w.])(?:\d+ r \d+|\d+ \d+/\d+|\d+/\d+|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?: ?%)?"
    r"|\.\d+(?: ?%)?)(?![\w])"
)
_BETWEEN = re.compile(r"\s*\)?\s*(?:[-+×÷*/^x]|of|divided by|multiplied by)\s*\(?\s*-?\s*$")
_SAYS = r"(?:=|is|are|makes?|gives?|becomes|turns into|comes (?:out as|to)|equals|goes into|fits into|means)"
_LEFT_SIDE = re.compile(
    rf"\s*(?:without the brackets )?{_SAYS}\b(?! (?:my|the) answer| what i|(?:,| it)? ?right| wrong)"
    r"|\s*=|\s*(?:together|altogether)\b",
)


def _numbers(low: str, item: str) -> list[Quantity]:
    found: list[Quantity] = []
    echoes = _echoes(low, item)
    matches = list(_NUMBER.finditer(low))
    for n, match in enumerate(matches):
        start, text = match.start(), match[0].replace(",", "")
        before = low[:start]
        signed = re.search(r"-\s?$", before)
        if signed and not re.search(r"[\d)%]\s*-\s?$|(?<![\w'])[a-z]\s*-\s?$", before):
            text, start = f"-{text}", signed.start()
        behind = matches[n + 1].start() if n + 1 < len(matches) else None
        gap_after = low[match.end() : behind] if behind else ""
        gap_before = low[matches[n - 1].end() : start] if n else low[max(0, start - 3) : start]
        operand = bool(
            (behind and _BETWEEN.fullmatch(gap_after))
            or (n and _BETWEEN.fullmatch(gap_before))
            or re.match(r"\s?[×÷*^+]|\)\s?[×÷*^+(]", low[match.end() :])
            or re.search(r"[×÷*^+(]\s?-?$", low[:start])
        )
        working = operand or bool(_LEFT_SIDE.match(low[match.end() :]))
        echo = any(a == start and match.end() == b for a, b in echoes)
        working = working or (not echo and any(a <= start and match.end() <= b for a, b in echoes))
        found.append(Quantity(start, match.end(), text, working, echo))
    return found


def _echoes(low: str, item: str) -> list[tuple[int, int]]:
    """Where the item itself is named."""
    core = re.escape(re.sub(r"^(?:simplify|compare|what percent of) ", "", item))
    return [m.span() for m in re.finditer(core, low)]


# Other answers: pairs, ratios, rules, judgements in words

_CLAUSE = re.compile(
    r"\([^()]*\)|\d+ ?: ?\d+|-?[\d./]+ [<>]=? [a-z] [<>]=? -?[\d./]*\d|[a-z] [=<>]=? [^.?!,;]+"
    r"|[a-z][^.?!,;:()]*?(?=$|[.?!,;:]| because\b| 'cause\b| since\b)"
)
_OPENING = re.compile(
    r"^(?:(?:so|and|then|i(?:'d)? (?:got|get|say|think|put|make it|reckon|wrote)|it's|that's|it is"
    r"|that is|i ended up with"
    r"|my answer(?:'s| is)|mine is|maybe|still|well|um+|the answer is|that makes(?: it)?) )+"
)
_LEADS_UP = re.compile(
    r"(?:'s|'d be|\b(?:is|be|say|said|think|guess|put|wrote|got|get|makes?|gives?|comes? to|out as|take"
    r"|have|has|choose|picked?|mean|so|then|with|still)) "
)
"""After any of these within a clause an answer may begin: `that's why I say the 24 days`."""
_WORD = re.compile(r"[a-z]{2,}")


def _clauses(low: str, task: Task) -> list[Quantity]:
    """Clauses without the words that open them or lead up to an answer in them.

    What is no answer the domain will not read; but where it reads expressions it takes `there` for
    t × h × e × r × e, so words that are not the item's are kept from it where nothing else is said.
    """
    found = []
    for match in _CLAUSE.finditer(low):
        opening = _OPENING.match(match[0])
        start = match.start() + (opening.end() if opening else 0)
        starts = [start, *(lead.end() for lead in _LEADS_UP.finditer(low, start, match.end()))]
        for one in dict.fromkeys(starts):
            text = low[one : match.end()].strip()
            if text and not (_WORD.fullmatch(text) and task.symbols):
                found.append(Quantity(one, match.end(), text, False))
    return found


# Expressions and equations


def _term(letters: str) -> str:
    named = f"[{letters or 'x'}]"
    power = r"(?:\s?\^\s?\d+)?"
    group = rf"(?:\d+(?:/\d+)?\s?)?\([^()]*\){power}"
    lettered = rf"(?:\d+(?:[./]\d+)?\s?)?(?:{named}{power})+(?![a-z'])(?:/\d+)?"
    number = r"\d+(?:[./]\d+)?(?![\w])"
    return rf"(?:{group}|{lettered}|{number})"


@lru_cache(maxsize=256)
def _run_pattern(letters: str) -> re.Pattern[str]:
    term = _term(letters)
    return re.compile(rf"(?<![\w'^/.])-?\s?{term}(?:\s*[-+×÷/]\s*(?:\(-\d+\)|{term}))*")


def _runs(low: str, task: Task) -> list[Quantity]:
    found = []
    bare = re.sub(r"^\w+ (?=[\d(-]|[a-z]\b)", "", task.text).replace(" ", "")
    for match in _run_pattern(task.letters).finditer(low):
        text = match[0].strip()
        if text == "i" or (text == "a" and not re.match(r"\s*(?:[.,?!]|$)", low[match.end() :])):
            continue
        asked = text.replace(" ", "") == bare
        left = bool(_LEFT_SIDE.match(low[match.end() :]))
        tight = re.sub(r"(?<=\d) (?=[a-z])", "", text)
        found.append(Quantity(match.start(), match.end(), tight, left, asked))
    return found


@lru_cache(maxsize=256)
def _solution_pattern(letter: str) -> re.Pattern[str]:
    number = r"-?\s?\d+(?: \d+/\d+|/\d+|\.\d+)?"
    return re.compile(
        rf"(?<![\w'])(?:{letter}\s*(?:=|is|equals|has to be|must be|would be|could be|might be"
        rf"|comes (?:out as|to)"
        rf"|turns out to be)\s*)?(?P<value>(?<![\w.(/^+×÷*]){number})(?![\w/^]"
        rf"|\.\d)(?!\s*[-+×÷*/(]\s*[\d(a-z])"
    )


def _solutions(low: str, task: Task) -> list[Quantity]:
    """`x = 4`, and numbers that stand alone and so may be meant for it."""
    letter = task.letters[:1] or "x"
    found = []
    echoes = _echoes(low, task.text)
    for match in _solution_pattern(letter).finditer(low):
        value = (
            match["value"].replace(" ", "", 1) if match["value"].startswith("- ") else match["value"].strip()
        )
        named = match.start("value") != match.start() and low[match.start()] == letter
        before = low[: match.start("value")]
        sum_before = bool(re.search(r"[\da-z)]\s*[-+×÷*/]\s*\(?$|\d\s*$", before)) and not named
        an_equation = bool(re.search(r"[\d)]\s*[a-z]?\s*=\s*$", before)) and not re.search(
            rf"(?<![\w]){letter}\s*=\s*$", before
        )
        working = sum_before or an_equation or bool(_LEFT_SIDE.match(low[match.end() :]))
        working = working or bool(re.match(rf"\s?{letter}\b", low[match.end() :]))
        working = working or any(a <= match.start("value") and match.end() <= b for a, b in echoes)
        found.append(Quantity(match.start(), match.end(), f"{letter} = {value}", working))
    return found


# Comparisons

_DECIMAL = r"\$?(?:\d+/\d+|\d*\.?\d+)"
_SIGNED = re.compile(rf"({_DECIMAL})\s*([<>=])\s*({_DECIMAL})")
_MORE = r"(?:bigger|larger|greater|more|higher|longer)"
_LESS = r"(?:smaller|less|lower|fewer|littler)"
_SIDE = r"(?:the )?(?P<{0}>first|1st|left|second|2nd|right|other|last)(?: (?:one|number))?"
_WORDED = re.compile(
    rf"(?:(?P<a>{_DECIMAL})|{_SIDE.format('side')})(?:'s| is| must be| has to be| looks)?"
    rf" (?:just |much |really |actually |still )?(?:the )?(?P<way>{_MORE[3:-1]}"
    rf"|{_LESS[3:-1]})\b(?: (?:one|number))?"
    rf"(?: than (?:(?P<b>{_DECIMAL})|the))?"
)
_SAME = re.compile(
    r"\b(?:they(?:'re| are)|both|it's|are|is) (?:both |all |exactly |just )?(?:the same|equal)\b"
)


def _comparisons(low: str, task: Task) -> list[Quantity]:
    sides = task.text.split("__")
    left, right = sides[0].split()[-1], sides[1].split()[0]
    found = [
        Quantity(m.start(), m.end(), f"{m[1].lstrip('$')} {m[2]} {m[3].lstrip('$')}", False)
        for m in _SIGNED.finditer(low)
    ]
    for match in _WORDED.finditer(low):
        side = match["side"]
        is_left = match["a"] == left if match["a"] else side in ("first", "1st", "left")
        if match["a"] and match["a"] not in (left, right):
            continue
        more = re.fullmatch(_MORE, match["way"]) is not None
        sign = ">" if is_left == more else "<"
        found.append(Quantity(match.start(), match.end(), f"{left} {sign} {right}", False))
    found += [Quantity(m.start(), m.end(), f"{left} = {right}", False) for m in _SAME.finditer(low)]
    if not found:
        for number in _NUMBER.finditer(low):  # "which is larger?" "0.61"
            if number[0] in (left, right) and left != right:
                sign = ">" if number[0] == left else "<"
                found.append(Quantity(number.start(), number.end(), f"{left} {sign} {right}", True))
    return sorted(found)
