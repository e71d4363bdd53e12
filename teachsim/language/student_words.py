"""A student's computed act in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.language.phrases import expand, freshest, lines, masked, said_before, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random
    from typing import Protocol

    from teachsim.language.acts import Act, ActStep

    class Voice(Protocol):
        """What wording needs of a voice."""

        @property
        def register_(self) -> str:
            """child, teen or plain."""

        @property
        def talkative(self) -> float:
            """0 to 1."""

        @property
        def hesitates(self) -> float:
            """0 to 1."""


def words(
    act: Act, voice: Voice, said: Sequence[str], rng: Random, passes: Callable[[str], bool]
) -> str | None:
    """The act worded afresh: what repeats least of what was said, among what `passes` lets through.

    said: everything said in the session so far; None when nothing passes
    """
    before = said_before(said)
    templates = lines("student")
    return freshest(lambda: _one(act, voice, before, rng, templates), before, accept=passes)


def plain_words(act: Act) -> str:
    """The last resort: the bare act."""
    if act.answer is not None:
        return f"{act.answer}."
    return act.content[0] if act.content else "I don't know."


def _one(act: Act, voice: Voice, before: frozenset[str], rng: Random, templates: dict[str, Any]) -> str:
    steps = _steps(act, voice, before, rng)
    clause = _fresh_content(act.content, before, rng)
    content = clause.rstrip(".") if act.kind == "claim" else sentence(clause)
    um = rng.choice(templates["um"][voice.register_]) if rng.random() < voice.hesitates else ""
    fields = {
        "answer": act.answer or "",
        "steps": steps,
        "Steps": steps[:1].upper() + steps[1:],
        "content": content,
        "Content": content[:1].upper() + content[1:],
        "content_low": _lowered(content),
        "um": um,
    }
    return expand(rng.choice(templates[_manner(act, bool(steps), bool(content))]), fields, rng)


def _manner(act: Act, steps: bool, content: bool) -> str:
    """Which group of templates fits the act."""
    kind = act.kind
    if kind == "answer":
        if act.luck == "guess":
            return "answer-guess"
        if act.mood == "tired":
            return "answer-tired"
        if act.mood == "surprised" and steps:
            return "answer-turned"
        how = "answer-with-steps" if steps else "answer-bare"
        return f"{how}-unsure" if act.mood == "unsure" else how
    if kind == "explain" and not steps:
        return "no-idea"
    if kind == "check" and act.mood == "surprised":
        return "check-refuted"
    if kind == "claim" and not content:
        return "claim-bare"
    if kind == "acknowledge" and act.mood == "tired":
        return "acknowledge-tired"
    return kind


def _steps(act: Act, voice: Voice, before: frozenset[str], rng: Random) -> str:
    """The steps aloud, as many as this voice says; where a wrong rule worked, that step is said."""
    if not act.steps or act.mood == "tired" or act.luck == "guess":
        return ""
    if act.luck == "slip" and (act.answer or "") not in act.steps[-1].text:
        return ""  # the steps lead elsewhere than the hand that wrote the answer
    if act.kind == "answer" and act.mood != "surprised" and rng.random() > voice.talkative:
        return ""
    told = _told(act, voice, rng)
    clauses = [_fresh_clause(step.says, before, rng) for step in told if step.says]
    joins: list[tuple[str, str]] = lines("student")["joins"]
    first, last = rng.choice(joins)
    if len(clauses) < 3:
        return last.join(clauses)
    return first.join(clauses[:-1]) + last + clauses[-1]


def _told(act: Act, voice: Voice, rng: Random) -> list[ActStep]:
    most = 4 if act.kind == "explain" else 1 + round(2 * voice.talkative + rng.random())
    if len(act.steps) <= most:
        return list(act.steps)
    telling = [s for s in act.steps if s.misconception] or list(act.steps[-most:])
    kept = telling[:most]
    for step in act.steps:
        if len(kept) >= most:
            break
        if step not in kept:
            kept.append(step)
    return [s for s in act.steps if s in kept]


def _fresh_clause(says: tuple[str, ...], before: frozenset[str], rng: Random) -> str:
    """A way of saying a step that has not been used, if one is left."""
    fresh = [s for s in says if not any(masked(s) in sentence for sentence in before)]
    return rng.choice(fresh or list(says))


def _fresh_content(content: tuple[str, ...], before: frozenset[str], rng: Random) -> str:
    fresh = [c for c in content if masked(c) not in before]
    return rng.choice(fresh or list(content)) if content else ""


def _lowered(content: str) -> str:
    """The first letter small, except for I and what begins with it."""
    if content[:2] in ("I ", "I'"):
        return content
    return content[:1].lower() + content[1:]
