"""Files to start from: commented, and right as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from teachsim.domains.own import FOLDER as OWN
from teachsim.domains.registry import built_in
from teachsim.errors import BadInput
from teachsim.scenario.find import FOLDERS, Kind, find
from teachsim.scenario.shape import slugged

NewKind = Literal["scenario", "student", "teacher", "misconception"]
RuleDomain = Literal["algebra", "arithmetic"]
"""Domains whose misconceptions can be written as rules in YAML."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")

_SCENARIO = """\
# A scenario: who meets whom over which items. `teachsim check` tells what is wrong with it,
# `teachsim run {id}` runs it.
kind: scenario
id: {id}
name: {name}
domain: arithmetic
goal: Subtracts with borrowing and can say why it is needed.
students: [{student}]          # `teachsim list students`
teacher: {teacher}   # `teachsim list teachers`
critics: []               # `teachsim list critics`
items:
  practice: 6             # how many to make, or the items themselves: [52 - 38, 61 - 27]
  near: 6                 # tests before and after: like the practice items
  transfer: 4             # tests: the same idea in another form
  kinds: [{kind}]
  target: {target}   # items on which this shows; `teachsim list misconceptions`
budget:
  interventions: 4        # how often the teacher may step in; 0.5 means half of the practice items
  turns: 40               # teacher's and student's turns together
delayed_test: 7 days      # or none
pedagogy: [one-question-per-turn, no-answer-before-2-attempts]
briefing: |
  What a human teacher reads before the lesson: what to find out and what to reach.
  Do not name the misconception.
"""

_STUDENT = """\
# A student. Teachers see the name, age and voice; all else is hidden from them.
kind: student
id: {id}
name: {name}
age: 10
voice:
  register: child         # child, teen or plain
  talkative: 0.6          # 0: bare answers, 1: every step aloud
  hesitates: 0.3          # how often it says um
holds:                    # `teachsim list misconceptions`
  - {{misconception: {target}, strength: 0.8}}
# weakness: steps         # in place of holds: one of this family; `teachsim list students`
knows: {{}}                 # how firmly the right idea is held, such as {{{slot}: 0.3}}
traits:
  engagement: 0.7         # all from 0 to 1
  trust: 0.8              # how readily it believes the teacher
  slip: 0.05              # careless errors, at most 0.3
  guess: 0.1              # lucky guesses, at most 0.3
  asks-for-help: 0.2
  confidence: 0.6
  pace: 1.0               # how fast it learns, as a multiple: 0.25 to 3
  listener: literal       # or pragmatic: takes a question about a step as a doubt
  help: asks              # or avoids; or abuses: asks at once, and copies
  self-belief: calibrated # or over, under: how sure of itself, right or wrong
  distraction: 0.0        # how often a turn goes past it
  praise-seeking: 0.0     # how far its engagement hangs on praise
  asks-why: 0.0           # how often it asks the reason of what it was told
learning: scenario        # or population
"""

_TEACHER = """\
# A teacher: a policy that decides when to step in and with which move.
kind: teacher
id: {id}
name: {name}
description: Say here in a sentence how this teacher teaches.
policy: expected-utility  # `teachsim list policies` names them all
"""

_MISCONCEPTION = """\
# Misconceptions of your own. `teachsim check` tries each on generated items: whether it ever fires, and
# which item tells it from the others.
domain: {domain}
misconceptions:
- id: {id}
  name: {name}
{rule}
  # belief: what the student says when asked why, notices: once it has seen its way fail; three of each
  # source: where it was seen, frequency: the share of pupils who hold it, such as 0.2
"""

_RULES = {
    "algebra": """\
  slot: multiply-out        # where it goes wrong: `teachsim solve "3(x + 2)"` shows the right way
  kinds: [expanding]        # `teachsim list domains`
  description: The number before a bracket goes only to the last term in it.
  rules:                    # several share by `weight`
  # ?n ?m ?k stand for written numbers, ?x ?y ?z for letters, any other ?a for anything
  - {when: "?a*(?b + ?c)", then: "?b + ?a*?c"}
  refuted_by: ["3(x + 2)"]  # small items on which a pupil sees it fail""",
    "arithmetic": """\
  slot: common-denominator        # the idea that would mend it: `teachsim list kcs`
  kinds: [fraction-addition]      # `teachsim list domains`
  description: Adds the tops and keeps the larger of the two bottoms.
  rules:                          # several share by `weight`
  # what the item looks like, each ?a a number in it, and what is written down as its answer
  - {when: "?a/?b + ?c/?d", then: "(?a + ?c)/max(?b, ?d)"}
  says:                           # how the student tells it; left out, the usual ways
  - "I added ?a and ?c and took the larger bottom, ?answer"
  - "?a and ?c on top, the larger bottom below, that's ?answer"
  - "?a/?b and ?c/?d makes ?answer"
  refuted_by: ["1/2 + 1/4"]       # small items on which a pupil sees it fail""",
}

_TEXTS: dict[NewKind, str] = {
    "scenario": _SCENARIO,
    "student": _STUDENT,
    "teacher": _TEACHER,
    "misconception": _MISCONCEPTION,
}


def new_file(kind: NewKind, name: str, text: str | None = None, domain: RuleDomain = "algebra") -> Path:
    """Write a file to start from in the working folder, and return its path.

    text:   what it holds; what fits any file of its kind when None
    domain: of a misconception

    Raises BadInput when the name cannot be one, the file is there already, or
    the domain has such a misconception.
    """
    slashed = "/" in name and kind != "scenario"
    if not _ID.fullmatch(name) or len(name) > 80 or slashed:
        where = " and, between folders, slashes" if kind == "scenario" else ""
        raise BadInput(
            f"{name[:80]!r} cannot be the name of a {kind}",
            place=name[:80],
            remedy=f"use small letters, digits and dashes{where}, such as {_example(name, kind)!r}",
        )
    if kind == "misconception" and name in built_in(domain).misconceptions:
        raise BadInput(
            f"there is a misconception {name!r} already",
            place=name,
            remedy=f"write another, such as my-{name}",
        )
    path = Path(*_folder(kind), f"{name}.yaml")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(_filled(kind, name, domain) if text is None else text)
    except FileExistsError as error:
        raise BadInput("there is such a file already", place=str(path), remedy="take another name") from error
    except OSError as error:
        raise BadInput(
            f"the file cannot be written: {error.strerror}",
            place=str(path),
            remedy="work in a folder of yours",
        ) from error
    return path


def _folder(kind: NewKind) -> tuple[str, ...]:
    """Where files of this kind are looked for."""
    return (OWN,) if kind == "misconception" else tuple(FOLDERS[kind])


def _example(name: str, kind: NewKind) -> str:
    """The name put right, where something of it is left."""
    slug = slugged(name[:80])
    return (slug if kind == "scenario" else slug.replace("/", "-")) or f"my-{kind}"


def _first(kind: Kind, preferred: str) -> str:
    """An agent that exists, so that the file is right as it stands."""
    known = find(kind)
    return preferred if preferred in known else next(iter(known), preferred)


def title_of(name: str) -> str:
    """`my-lesson` as `My lesson`."""
    return name.rpartition("/")[2].replace("-", " ").capitalize()


def _filled(kind: NewKind, name: str, domain: RuleDomain) -> str:
    title = title_of(name)
    return _TEXTS[kind].format(
        id=as_text(name),
        name=as_text(title),
        student=as_text(_first("student", "sam")),
        teacher=as_text(_first("teacher", "expected-utility")),
        kind="whole-subtraction",
        target="smaller-from-larger",
        slot="top-too-small",
        domain=domain,
        rule=_RULES[domain],
    )


def as_text(word: str) -> str:
    """The word, in quotes where YAML would read something else."""
    read_otherwise = re.fullmatch(r"[0-9]+(e-?[0-9]+)?|null|true|false", word, re.IGNORECASE)
    return f"'{word}'" if read_otherwise else word
