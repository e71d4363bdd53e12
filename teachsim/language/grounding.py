"""What the mathematics in a sentence is, here: the key, a step, another item, a value on the way, an error.

The decisive step of understanding: what a number *is* in the situation says more than any wording.
Numbers are held against the item, its key, the steps of the right solution and the student's own words.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.acts import ASKING, Move
from teachsim.language.answers import another_equation, answer_said, given, is_key, reached
from teachsim.language.asked_items import (
    NOT_READABLE,
    OWN_TURN,
    asked_about,
    asks_the_item,
    own_example,
    puts_a_number,
    to_work,
    trial_number,
    tries_a_number,
    two_compared,
)
from teachsim.language.calculations import calculations, renamings
from teachsim.language.cues import cued
from teachsim.language.expressions import identities, value
from teachsim.language.facts import (
    DICTATES,
    EQUATION,
    TERM,
    facts_of,
    in_order,
    is_wrong,
    numbers_said,
)
from teachsim.language.mood import asking, denied, quoted, tagged

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Item, Span
    from teachsim.language.acts import MoveKind, Situation
    from teachsim.language.calculations import Calculation
    from teachsim.language.facts import Facts
    from teachsim.language.normalising import Clause

_IS = re.compile(r"[\s,:]*(?:=|is|are|makes?|gives?|equals?|comes to|would be|must be)[\s:]*(?:just |only )?")
_QUOTES = re.compile(
    r"\b(?:your|yours|you (?:got|wrote|said|did|say|have)|you(?:'re| are) (?:\w+ )?saying|according to you"
    r"|would (?:be|mean|make|give))\b"
)
"""What the student said or would say is quoted, not claimed."""
_ANOTHER = re.compile(
    r"\b(?:your way|same way|like you did|another|next|smaller one|easier one|say it were|suppose it|imagine"
    r"|before we go on|let's do|let's try)\b"
)
_MIXES = re.compile(
    r"\bhow (?:much|many)\b|\btell me\b|^(?:please |now |so |first |ok |then |and |just |,)*(?:try|do"
    r"|find|calculate|figure out)\b|\bwork out\b|= ?\W*$|\.\.\.\W*$|\bcheck\b|^calculate\b"
)
_BEGIN = re.compile(
    r"\b(?:solve|try|start|begin|work (?:it|this|that)? ?out|answer|do (?:it|this|that)|have a go"
    r"|give (?:it|this) a go)\b"
)
"""Before there is an answer, these ask for one."""
_IS_NOT = re.compile(r" ?(?:is not|isn't|are not|aren't|does not|doesn't)\b")
_WHICH_LATE = re.compile(r"\b(?:which|what|how (?:many|much|old|tall|long))\b")
_VERIFIES = re.compile(
    r"^\W*(?:so |and |now |then )?(?:does|do|is|will|would)\b.*\b(?:make|makes|give|gives|equal|come to"
    r"|get|that|it)\b"
)
_SHOWS = re.compile(
    r"\b(?:i'll (?:show you|do one)|let me show you|look at how i|watch (?:me|how i)|my turn|here's one"
    r"|for example|here is how|here's how|this is how|how i (?:would|do|did)\b|i would do|^watch\b"
    r"|^(?:so |now |well, |ok, |let's |let us )*(?:say|take(?! \S+ (?:off|away|from)\b)|suppose|consider)"
    r" [a-z0-9(][^?]*[-+×÷=/][^?]*$|^say (?:we|you|i|it)\b"
    r"|like this one|see how this goes|with .{1,40} you would|for instance|here is (?:one|an example)"
    r"|as an example"
    r"|a similar one|i did one|suppose we had)\b"
)


def shows_another(low: str) -> bool:
    """Whether these words announce a solution that is shown."""
    return bool(_SHOWS.search(low))


def grounded(clause: Clause, now: Situation, own: bool, before: frozenset[str] = frozenset()) -> list[Move]:
    """The moves that rest on the mathematics of a sentence.

    own: whether the sentence is one of the domain's own about an idea, which gives nothing away
    before: values that earlier sentences of the turn have reached
    """
    low, maths = clause
    asks = asking(low)
    quotes = bool(_QUOTES.search(low)) or quoted(low)
    spans = now.domain.spans(maths)
    if (not asks or tagged(low)) and not quotes and (claims := _claims(maths, spans)):
        return _and_the_answer(_stated(claims, now, before), claims, clause, spans, now)
    rest = _without_item(maths, now)
    moves = [] if own else _reckoned(low, rest, now, asks, quotes, before)
    if not asks and another_equation(spans, now):  # what its letter is says nothing about ours
        moves = [m for m in moves if m.kind != "false-claim" or not any(map(str.isalpha, m.on or ""))]
    if not moves and not own and not asks and not quotes:
        moves = _untrue_of_the_item(maths, now)
    left = [s for s in spans if rest[s.start : s.end] == maths[s.start : s.end]]
    said = answer_said(low, rest, left, now, asks, own)
    if said is not None and not any(m.kind in ("give-answer", "false-claim", "confirm") for m in moves):
        moves.append(said)
    if not moves and not own and asks and (two := two_compared(low, maths, now)) is not None:
        return [two]
    if not moves and not own and (other := to_work(maths, now)) is not None:
        return [other]
    if not moves and not own and (own_try := own_example(low, maths, spans)) is not None:
        return [own_try]
    if not moves and not own and asks and asks_the_item(low, now):
        return [Move(kind="seek-strategy", on=now.item.text, confidence=0.8)]
    if not moves and not own and puts_a_number(maths, now):
        return [Move(kind="try-item", confidence=NOT_READABLE), Move(kind="check-again", confidence=0.6)]
    wants = asks or _WHICH_LATE.search(low) is not None
    if not moves and not own and wants and (trial := trial_number(low, maths, now)) is not None:
        tests = [Move(kind="check-again", confidence=0.6)] if tries_a_number(low, maths, now) else []
        return [trial, *tests]
    if (
        not moves
        and not own
        and not asks
        and not quotes
        and (shown := _solved_elsewhere(spans, now)) is not None
    ):
        return [shown]
    if not moves and not own and (bare := _bare(maths, spans, now)) is not None:
        return [bare]
    items = [s.item for s in spans if s.item is not None]
    if items and not moves and (asked := asked_about(items[0], clause, now, asks)):
        return asked
    begins = now.main_answer is None and _BEGIN.search(low) and not cued_for_steps(low)
    asked = [*moves, *(Move(kind=k) for k in cued(low))]
    if not own and not any(m.kind in ASKING for m in asked) and (begins or OWN_TURN.search(low)):
        moves.append(Move(kind="seek-strategy", on=now.item.text, confidence=0.9))
    return moves


def _and_the_answer(
    stated: list[Move], claims: list[_Claim], clause: Clause, spans: list[Span], now: Situation
) -> list[Move]:
    """What is stated, and the right answer where the sentence goes on to it."""
    if any(m.kind in ("give-answer", "confirm", "false-claim") for m in stated):
        return stated
    later = [s for s in spans if s.item is None and s.start > claims[0].at]
    said = answer_said(clause.low, _without_item(clause.maths, now), later, now, asks=False, own=False)
    if said is None or said.kind == "false-claim":
        last = next((s.answer for s in reversed(later) if s.answer is not None), None)
        return [*stated, *(reached(last.text, now) if last is not None and len(claims) > 1 else ())]
    return [*stated, said]


def _without_item(maths: str, now: Situation) -> str:
    """The sentence with the item at hand blotted out: to name it states none of its parts."""
    item = now.item.text.lower()
    return maths.replace(item, "_" * len(item)) if item in maths else maths


_COUNTS = re.compile(
    r" (?:twos|threes|fours|fives|sixes|sevens|eights|nines|lots|groups|times|factors|more|less|steps|of)\b"
)
"""After a number: it counts these, and is no value."""


def _solved_elsewhere(spans: list[Span], now: Situation) -> Move | None:
    """Another item of the same kind whose right answer is said later in the sentence."""
    for n, one in enumerate(spans):
        if one.item is None or one.item.kind != now.item.kind or one.item.text == now.item.text:
            continue
        if all(_inside(c, now) for c in calculations(one.item.text)) and calculations(one.item.text):
            continue
        if {*TERM.findall(one.item.text)} <= facts_of(now).given:
            continue
        for then in spans[n + 1 :]:
            read = now.domain.read_answer(one.item, then.answer.text) if then.answer is not None else None
            if read is not None and now.domain.grade(one.item, read):
                return Move(kind="worked-example", on=one.item.text, answer=read.text, confidence=0.85)
    return None


def _bare(maths: str, spans: list[Span], now: Situation) -> Move | None:
    """Another item of the kind at hand with no word beside it, which is there to be worked."""
    if len(spans) != 1 or spans[0].item is None or maths.strip(" .!?=") != spans[0].text:
        return None
    item = spans[0].item
    if item.kind != now.item.kind or item.text == now.item.text or "=" in item.text:
        return None
    if any(_inside(c, now) for c in calculations(item.text)):
        return None
    return Move(kind="try-item", on=item.text, confidence=0.85)


class _Claim(NamedTuple):
    """An item said to have an answer."""

    item: Item
    answer: Answer
    at: int
    """Where it begins in the sentence."""


def _claims(maths: str, spans: list[Span]) -> list[_Claim]:
    """Every item that is directly followed by what it is said to be."""
    return [
        _Claim(one.item, then.answer, one.start)
        for one, then in pairwise(spans)
        if one.item is not None
        and then.answer is not None
        and _IS.fullmatch(maths[one.end : then.start])
        and not _COUNTS.match(maths[then.end :])
        and not _REST.match(maths[then.end :])
    ]


_REST = re.compile(r",? (?:with |and )?(?:a |the )?(?:remainder|rest|r)\b")
"""After a number: it is not all that the division makes."""


def _as_much(claim: _Claim) -> bool:
    """Whether the two sides have the same value, if not in the form that is asked for."""
    left, right = claim.item.text, claim.answer.text
    letters = sorted({c for c in f"{left} {right}" if c.isalpha()})
    if not letters or "=" in left + right:
        return False
    points = [{c: Fraction(3 * n + k, 2) for n, c in enumerate(letters)} for k in (3, 7, 11)]
    sides = [(value(left, at), value(right, at)) for at in points]
    return all(a is not None and a == b for a, b in sides)


def _stated(claims: list[_Claim], now: Situation, before: frozenset[str]) -> list[Move]:
    """What stating these does: an error, the answer given away, a step of this item, or an example."""
    domain = now.domain
    facts = facts_of(now)
    for claim in claims:
        read = domain.read_answer(claim.item, claim.answer.text)
        if read is not None and not domain.grade(claim.item, read) and not _as_much(claim):
            untrue = Move(kind="false-claim", on=claim.item.text, answer=claim.answer.text, confidence=0.95)
            slots = (facts.steps.get(in_order(c.operands)) for c in calculations(claim.item.text))
            return [untrue.model_copy(update={"target": next(filter(None, slots), None)})]
    for claim in claims:
        if claim.item.text == now.item.text:
            if is_key(claim.answer, now):
                return [given(claim.answer, now)]
            return [Move(kind="give-step", on=claim.item.text, answer=claim.answer.text, confidence=0.9)]
    last = claims[-1]
    before = before | {claim.answer.text for claim in claims}
    if all(_inside(c, now, before) for claim in claims for c in calculations(claim.item.text)) and any(
        calculations(claim.item.text) for claim in claims
    ):
        step = Move(kind="give-step", on=last.item.text, answer=last.answer.text, confidence=0.9)
        return [step, *reached(last.answer.text, now)]
    whole = {n for n in TERM.findall(now.item.text) if len(n) > 1}
    if "%" in now.item.text and all(
        "%" in c.item.text and whole & {*TERM.findall(c.item.text)} for c in claims
    ):
        step = Move(kind="give-step", on=last.item.text, answer=last.answer.text, confidence=0.8)
        return [step, *reached(last.answer.text, now)]
    parts = {n for claim in claims for n in TERM.findall(claim.item.text)}
    if facts.letters and parts and parts <= facts.given | facts.made | before:
        step = Move(kind="give-step", on=last.item.text, answer=last.answer.text, confidence=0.85)
        return [step, *reached(last.answer.text, now)]
    return [Move(kind="worked-example", on=last.item.text, answer=last.answer.text, confidence=0.9)]


def _inside(calculation: Calculation, now: Situation, before: frozenset[str] = frozenset()) -> bool:
    """Whether this is a calculation on the way through the item at hand."""
    facts = facts_of(now)
    if in_order(calculation.operands) in facts.steps:
        return True
    if any(len(o) > 1 and o in before for o in calculation.operands):
        return True  # it goes on with what has been reached
    alone = now.domain.parse(calculation.text)
    named = facts.made | numbers_said(now) | facts.given | before
    if alone is not None and alone.kind == now.item.kind:
        if not set(calculation.operands) <= named:
            return False
        long = [o for o in calculation.operands if len(o) > 1]
        if any(long.count(o) > max(now.item.text.count(o), 1) and o in facts.given for o in long):
            return False  # 1/5 + 1/5 is no part of 2/5 + 1/5
    known = before | facts.given | facts.made | facts.mine | facts.key | numbers_said(now)
    known |= {part for n in facts.made for part in n.split("/")}
    return all(o.lstrip("-") in known for o in calculation.operands)


def _reckoned(
    low: str, maths: str, now: Situation, asks: bool, quotes: bool, before: frozenset[str]
) -> list[Move]:
    """What calculations with plain numbers do: state a step or an error, or ask for a value.

    before: values that the turn has reached so far, which a later calculation may go on with
    """
    facts = facts_of(now)
    moves: list[Move] = []
    tag = tagged(low)
    for one in calculations(maths):
        if one.stated is None and not asks and _IS_NOT.match(maths[one.end :]):
            continue  # "3 × 18 is not 7b"
        if not asks and denied(maths[: one.start]):
            continue  # "you don't add 4 to 5x" states no calculation
        whole = one.text.replace(" ", "") == now.item.text.replace(" ", "")
        own = {*one.operands} & (facts.mine - facts.given - facts.made)
        if one.stated is not None and own and one.true and not asks and is_wrong(now):
            moves.append(Move(kind="refute", answer=now.main_answer.text, confidence=0.8))  # type: ignore[union-attr]
        elif one.stated is not None and (not asks or tag):
            moves += _said_to_make(one, low, maths, now, quotes, before)
            before = before | {one.stated}
        elif whole:
            continue
        elif (
            asks
            and now.main_answer
            and now.main_answer.text.split(" ")[-1] in {*one.operands} - facts.given - facts.made
        ) or (asks and _VERIFIES.search(low) and {*one.operands} & (facts.mine | {now.key}) - facts.given):
            tested = Move(kind="refute", confidence=0.7) if one.true and own else _value_of(one, now)
            moves += [Move(kind="check-again", confidence=0.85), tested]
        elif (
            not asks
            and not quotes
            and _THEN.search(low)
            and not _TELLS_ME.search(low)
            and _inside(one, now, before)
        ):
            moves.append(Move(kind="give-step", on=one.text, confidence=0.8))  # "do the 3 × 4 first"
        elif asks or _MIXES.search(low):
            moves += _wanted(one, low, now, before)
        elif (DICTATES.search(low) or not _HAS_VERB.search(low)) and _inside(one, now, before) and not quotes:
            if not DICTATES.search(low):
                moves.append(_value_of(one, now))  # "and now the 6 × 7"
            moves.append(Move(kind="give-step", on=one.text, confidence=0.8))
    if not asks or tag:
        moves += _the_same(maths, now, quotes, before)
        moves += [] if moves else _equations(maths, now, quotes)
        moves += [_renamed(r.left, r.right, r.true, facts) for r in renamings(maths) if not quotes]
    return _once(moves)


def _said_to_make(
    one: Calculation, low: str, maths: str, now: Situation, quotes: bool, before: frozenset[str]
) -> list[Move]:
    """What it does to state the value of a calculation."""
    assert one.stated is not None
    facts = facts_of(now)
    if one.true is False:
        if quotes or "if" in low.split() or quoted(maths[: one.start]):
            return []
        contradicted = facts.steps.get(in_order(one.operands))
        return [Move(kind="false-claim", target=contradicted, on=one.text, answer=one.stated, confidence=0.9)]
    if one.text.replace(" ", "") == now.item.text.replace(" ", ""):
        return []
    whole = facts.whole & {*one.operands}
    found = len(facts.key) == 1 and facts.key <= {*one.operands} - facts.given - facts.mine - facts.made
    if found and one.stated in facts.whole and (said_it := reached(next(iter(facts.key)), now)):
        return said_it  # "103 times 6 is 618" names what was looked for
    if _inside(one, now, before) or (one.stated in facts.whole and whole):
        said: MoveKind = "confirm" if quoted(maths[: one.start]) else "give-step"
        return [Move(kind=said, on=one.text, answer=one.stated, confidence=0.9), *reached(one.stated, now)]
    if quotes:
        return []
    shown = Move(kind="worked-example", on=one.text, answer=one.stated, confidence=0.8)
    return reached(one.stated, now) or [shown]


_TELLS_ME = re.compile(r"\b(?:tell me|how (?:many|much)|what)\b")
_THEN = re.compile(r"\bfirst\b|\bthen\b|\band (?:then )?(?:put|write|add|take|use)\b")
"""An order to reckon is a step where it says when, or what to do with the value."""
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|get|got|goes|go|would|will|can|could|should|must|need"
    r"|be|because|'s|makes?|gives?|says?|said)\b|[='?]"
)


def _wanted(one: Calculation, low: str, now: Situation, before: frozenset[str]) -> list[Move]:
    """A calculation that is asked for: on the way, or another item; one in three parts is a step besides."""
    if cued_for_steps(low):
        return []
    if _ANOTHER.search(low) or not _inside(one, now, before):
        read = now.domain.parse(one.text)
        if read and "check-again" in cued(low) and {*one.operands} & facts_of(now).mine:
            return [Move(kind="check-again", confidence=0.8), _value_of(one, now)]
        return [Move(kind="try-item", on=read.text, confidence=0.9)] if read else []
    moves = [_value_of(one, now)]
    if len(one.operands) > 2 or "put " in low or "= ?" in low or low.endswith(("=", "...")):
        moves.insert(0, Move(kind="give-step", on=one.text, confidence=0.8))
    return moves


def _value_of(one: Calculation, now: Situation) -> Move:
    """Asking for the value of a calculation: as an item, where it is one that the student can be given."""
    part = now.domain.parse(one.text)
    return Move(kind="compute-this", on=part.text if part else None, confidence=0.9)


def cued_for_steps(low: str) -> bool:
    """Whether the student is asked about what it did, not for a value."""
    return any(kind in ("probe", "ask-why") for kind in cued(low))


def _the_same(maths: str, now: Situation, quotes: bool, before: frozenset[str]) -> list[Move]:
    """What it does to say that two expressions in the letters of the item are the same."""
    facts = facts_of(now)
    moves = []
    for one in identities(maths, facts.letters):
        if quotes or denied(maths[: one.start]) or quoted(maths[: one.start]):
            continue
        parts = {*TERM.findall(f"{one.left} {one.right}")}
        if not one.true:
            if "=" not in now.item.text:  # of an unknown it may be an equation, true for one number
                moves.append(Move(kind="false-claim", on=one.left, answer=one.right, confidence=0.85))
        elif parts <= facts.given | facts.made | facts.key | before:
            moves += [Move(kind="give-step", on=one.left, answer=one.right, confidence=0.9)]
            moves += reached(one.right, now)
        else:
            moves.append(Move(kind="worked-example", on=one.left, answer=one.right, confidence=0.8))
    return moves


def _untrue_of_the_item(maths: str, now: Situation) -> list[Move]:
    """The item at hand, in letters, said to be something that it is not."""
    item = now.item.text.lower()
    if item not in maths or "=" in item:
        return []
    return [
        Move(kind="false-claim", on=one.left, answer=one.right, confidence=0.9)
        for one in identities(maths, facts_of(now).letters)
        if not one.true and one.left.replace(" ", "") == item.replace(" ", "")
        if not denied(maths[: one.start]) and not quoted(maths[: one.start])
    ]


def _equations(maths: str, now: Situation, quotes: bool) -> list[Move]:
    """What it does to state an equation: it holds for the solution, as a right step does, or it does not."""
    facts = facts_of(now)
    if facts.solution is None or quotes or shows_another(maths):
        return []
    moves = []
    for match in EQUATION.finditer(maths):
        left, _, right = (side.strip() for side in match[0].partition("="))
        if left in facts.letters or right in facts.letters or denied(maths[: match.start()]):
            continue  # an answer, which is looked at as such
        at = {facts.letters: facts.solution}
        values = (value(left, at), value(right, at))
        terms = {term for term in TERM.findall(f"{left} {right}") if term[-1:].isalpha()}
        if None in values or facts.letters not in left + right or not terms <= facts.given | facts.made:
            continue
        if values[0] != values[1]:
            moves.append(Move(kind="false-claim", on=left, answer=right, confidence=0.85))
        elif match[0].replace(" ", "") != now.item.text.replace(" ", ""):
            moves.append(Move(kind="give-step", on=left, answer=right, confidence=0.85))
    return moves


def _renamed(left: str, right: str, true: bool, facts: Facts) -> Move:
    if not true:
        return Move(kind="false-claim", on=left, answer=right, confidence=0.85)
    if left in facts.given | facts.made | facts.key and right in facts.given | facts.made | facts.key:
        return Move(kind="give-step", on=left, answer=right, confidence=0.9)
    if left.rstrip("%") in facts.given:
        return Move(kind="hint", confidence=0.7)  # another name for a number at hand, and no step
    return Move(kind="worked-example", on=left, answer=right, confidence=0.7)


def _once(moves: list[Move]) -> list[Move]:
    """One move of each kind, the last of it, as an example of several lines is one example."""
    last = {move.kind: move for move in moves}
    return [move for move in moves if last[move.kind] is move]
