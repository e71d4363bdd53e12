"""A student's computed act in its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.articulate import technical, too_long
from teachsim.language.phrases import (
    expand,
    freshest,
    lines,
    masked,
    raised,
    remembered,
    sentence,
    trigrams,
)
from teachsim.language.speech import Speaker, has_manner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from teachsim.language.acts import Act, ActStep
    from teachsim.language.phrases import Heard
    from teachsim.language.speech import Voice

WORN = 0.75
"""Echo of a step from which it has been told, in whatever words, often enough."""
LEAD = 5
"""Words that may come before a step in its sentence."""
SHORT = 8
"""Words of a step that are not broken up even by one who speaks in short sentences."""
_BREAK = re.compile(r"(?:,|;) (?=(?:so|and|that's|then|but) )")
_BECAUSE = re.compile(r"'cause|because", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_JOINED = re.compile(r"^(?:and|then|so),? ")


class Telling(NamedTuple):
    """Steps as they are said."""

    text: str
    again: bool
    """Whether they were said before with these numbers."""
    ends: bool
    """Whether they end with the answer."""


UNTOLD = Telling("", again=False, ends=False)


def words(
    act: Act,
    voice: Voice,
    age: int,
    said: Sequence[str],
    rng: Random,
    passes: Callable[[str], bool],
    *,
    still: bool = False,
) -> str | None:
    """The act worded afresh: what repeats least of what was said, among what `passes` lets through.

    Where every wording says too much of one sentence again it is put more shortly, at last as the bare
    answer. None when nothing passes

    said:  everything said in the session so far
    still: whether it gives the same wrong answer to the same item as before
    """
    heard = remembered(said)
    speaker = Speaker.of(voice, age)
    most = speaker.bound
    return freshest(
        lambda: speaker.aloud(_one(act, speaker, heard, said, rng, still), rng, act.on or ""),
        heard,
        shorter=(lambda: _shorter(act, speaker, rng), lambda: plain_words(act)),
        accept=passes,
        beyond=lambda text: too_long(text, most) or len(_BECAUSE.findall(text)) > 1,
    )


def plain_words(act: Act) -> str:
    """The last resort: the bare act."""
    if act.answer is not None:
        return f"{act.answer}."
    return act.content[0] if act.content else "I don't know."


def _one(act: Act, speaker: Speaker, heard: Heard, said: Sequence[str], rng: Random, still: bool) -> str:
    telling = _steps(act, speaker, heard, said, rng)
    clause = _content(act.content, speaker, heard, rng)
    content = clause.rstrip(".") if act.kind == "claim" else sentence(clause)
    um = speaker.um(rng)
    fields = {
        "answer": act.answer or "",
        "steps": telling.text,
        "Steps": raised(telling.text),
        "content": content,
        "Content": raised(content),
        "content_low": _lowered(content),
        "um": um,
        "um_content": um + (_lowered(content) if um.endswith(", ") else content),
    }
    return expand(speaker.line(_manner(act, telling, bool(content), still), rng), fields, rng)


def _shorter(act: Act, speaker: Speaker, rng: Random) -> str:
    """The act without what has been said before: the bare answer or calculation, or what it comes to."""
    manner = "answer-bare" if act.kind == "answer" else f"{act.kind}-short"
    if act.kind == "check" and act.mood == "surprised":
        manner = "check-refuted-short"
    if act.kind == "answer" and has_manner(in_mood := f"answer-bare-{act.mood}"):
        manner = in_mood
    bare = [step for step in act.steps if _bare(step.text)] if act.kind == "explain" else []
    if bare and act.luck == "none":
        worked = next((step for step in bare if step.misconception), bare[-1])
        manner, steps = "explain-bare", worked.text
    else:
        steps = ""
    if not has_manner(manner):
        return plain_words(act)
    fields = {"answer": act.answer or "", "steps": steps, "Steps": raised(steps), "um": speaker.um(rng)}
    return expand(speaker.line(manner, rng), fields, rng)


def _manner(act: Act, telling: Telling, content: bool, still: bool) -> str:
    """Which lines fit the act and the mood."""
    manner: str = act.kind
    match act.kind:
        case "answer" if act.luck == "guess":
            return "answer-guess"
        case "answer" if act.mood == "tired":
            return "answer-tired"
        case "answer" if act.mood == "surprised" and telling.text:
            return "answer-turned-in-steps" if telling.ends else "answer-turned"
        case "answer" if not telling.text:
            manner = "answer-still" if still else "answer-bare"
        case "answer":
            manner = "answer-in-steps" if telling.ends else "answer-with-steps"
        case "explain" if not telling.text:
            return "explain-guess" if act.luck == "guess" else "explain-untold"
        case "explain" if act.correct:
            return "explain-now"
        case "explain" if telling.again:
            return "explain-again"
        case "check" if act.mood == "surprised":
            return "check-refuted"
        case "ask-back" if content:
            return "ask-back-naming"
        case "report" if act.on:
            manner = "report-answer"
        case "claim" if not content:
            return "claim-bare"
        case "question" if content:
            return "question-why"
    in_mood = f"{manner}-{act.mood}"
    return in_mood if has_manner(in_mood) else manner


def _steps(act: Act, speaker: Speaker, heard: Heard, said: Sequence[str], rng: Random) -> Telling:
    """The steps aloud, as many as this voice says; where a wrong rule worked, that step is said.

    What was told before is not told in full again: the one step that matters is enough.
    """
    if not act.steps or act.luck == "guess" or (act.mood == "tired" and act.kind == "answer"):
        return UNTOLD
    if act.luck == "slip" and (act.answer or "") not in act.steps[-1].text:
        return UNTOLD  # the steps lead elsewhere than the hand that wrote the answer
    if act.kind == "answer" and act.mood != "surprised" and rng.random() > speaker.talkative:
        return UNTOLD
    told = [step for step in _told(act, speaker, heard, rng) if step.says]
    if not told:
        return UNTOLD
    clauses: list[str] = []
    with_these: frozenset[str] = frozenset()
    for step in told:
        clause = _clause(step.says, speaker, heard, rng, with_these)
        if _bare(step.text) and heard.echo(clause, with_these) > WORN:
            clause = step.text
        clauses.append(clause)
        with_these |= trigrams(masked(clauses[-1]))
    again = _said_already(told, said)
    worn = all(heard.echo(clause) > WORN for clause in clauses)
    if again or worn or act.mood == "tired":
        fewer = _fewer(act, told, clauses, heard)
        told, clauses = [told[n] for n in fewer], [clauses[n] for n in fewer]
    ends = act.kind == "answer" and told[-1] is act.steps[-1] and _ends_with(clauses[-1], act.answer or "")
    return Telling(_joined(clauses, speaker, rng), again, ends)


def _fewer(act: Act, told: list[ActStep], clauses: list[str], heard: Heard) -> list[int]:
    """Which steps are left of those that have been told before: the one that matters.

    Two where they were asked for, and all of them where it says what it does now.
    """
    if act.kind == "explain" and act.correct:
        return list(range(len(told)))
    most = 2 if act.kind == "explain" and act.mood != "tired" else 1
    worth = sorted(range(len(told)), key=lambda n: (not told[n].misconception, heard.echo(clauses[n])))
    return sorted(worth[:most])


def _told(act: Act, speaker: Speaker, heard: Heard, rng: Random) -> list[ActStep]:
    """The steps that are worth saying: where a wrong rule worked, else what has been said least."""
    most = 4 if act.kind == "explain" else 1 + round(2 * speaker.talkative + rng.random())
    if speaker.in_short_sentences:
        most = min(most, 3)
    if len(act.steps) <= most:
        return list(act.steps)

    def worth(n: int) -> tuple[bool, float, int]:
        step = act.steps[n]
        echo = min(map(heard.echo, step.says), default=1.0)
        return not step.misconception, echo, -n

    kept = sorted(sorted(range(len(act.steps)), key=worth)[:most])
    return [act.steps[n] for n in kept]


def _joined(clauses: list[str], speaker: Speaker, rng: Random) -> str:
    """The clauses one after another, in one sentence or in several."""
    rest = [_JOINED.sub("", clause) for clause in clauses]
    if speaker.in_short_sentences:
        rest = [_BREAK.sub(". ", clause) if clause.count(" ") >= SHORT else clause for clause in rest]
    length = sum(clause.count(" ") + 1 for clause in rest)
    broken = speaker.in_short_sentences or length > speaker.bound.words - LEAD
    if broken:
        breaks: list[str] = lines("student")["breaks"]
        drawn = rng.sample(breaks, k=min(len(breaks), len(rest)))
        return rest[0] + "".join(drawn[n % len(drawn)] + clause for n, clause in enumerate(rest[1:]))
    first, last = rng.choice(lines("student")["joins"])
    return first.join(rest[:-1]) + last + rest[-1] if len(rest) > 1 else rest[0]


def _said_already(told: list[ActStep], said: Sequence[str]) -> bool:
    """Whether each of these steps was said before, word for word and with these numbers."""
    low = " ".join(said).lower()
    return all(any(way.lower() in low for way in step.says) for step in told)


def _clause(
    says: tuple[str, ...],
    speaker: Speaker,
    heard: Heard,
    rng: Random,
    with_these: frozenset[str] = frozenset(),
) -> str:
    """A way of saying a step: one that a student of this age uses, and that has been used least."""
    ways = _sayable(says, speaker)
    least = min(echoes := [heard.echo(way, with_these) for way in ways])
    return rng.choice([way for way, echo in zip(ways, echoes, strict=True) if echo <= least + 0.1])


def _content(content: tuple[str, ...], speaker: Speaker, heard: Heard, rng: Random) -> str:
    return _clause(content, speaker, heard, rng) if content else ""


def _sayable(ways: tuple[str, ...], speaker: Speaker) -> Sequence[str]:
    most = speaker.bound
    fit = [way for way in ways if technical(way) <= most.technical] or list(ways)
    return [way for way in fit if way.count(" ") < most.longest - LEAD] or [min(fit, key=len)]


def _bare(text: str) -> bool:
    """Whether it is figures and signs alone, which repeat nothing."""
    return not _LETTERS.search(text)


def _ends_with(clause: str, answer: str) -> bool:
    return bool(answer) and re.search(rf"(?<![\w/.]){re.escape(answer)}$", clause) is not None


def _lowered(content: str) -> str:
    """The first letter small, except for I and what begins with it."""
    if content[:2] in ("I ", "I'"):
        return content
    return content[:1].lower() + content[1:]
