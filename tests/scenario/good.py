"""Files without a fault. They refer to the domain `arithmetic`, and to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = """\
id: fractions/unlike-denominators
name: Fractions with unlike denominators
domain: arithmetic
goal: Adds fractions with unlike denominators and can say why.
students: [maya, ben]
teacher: asker
critics: [observer]
items:
  practice: 6
  near: [1/2 + 1/3, 1/4 + 2/3]
  transfer: 4
  kinds: [fraction-addition]
  transfer-kinds: [fraction-subtraction]
  target: add-tops-and-bottoms
budget:
  interventions: 4
  turns: 24
  turns-per-item: 8
delayed_test: 7 days
pedagogy: [one-question-per-turn, no-answer-before-2-attempts]
briefing: |
  You have six sums and two first answers.
  Find out how they are added.
"""
STUDENT = """\
id: maya
name: Maya
age: 10
voice:
  register: child
  talkative: 0.8
  hesitates: 0.4
holds:
  - misconception: add-tops-and-bottoms
    strength: 0.8
knows:
  size-of-pieces: 0.6
  common-denominator: 0.3
traits:
  engagement: 0.7
  trust: 0.8
  slip: 0.05
  guess: 0.1
  asks-for-help: 0.2
  confidence: 0.7
learning: scenario
"""
TEACHER = """\
id: asker
name: Asker
description: Asks before telling.
policy: socratic
"""
CRITIC = """\
id: observer
name: Observer
description: Listens, and says what it saw at the end.
mode: observe
checks: [answer-given-away, too-long]
words: 45
"""
FILES = {
    "scenarios/fractions/unlike-denominators.yaml": SCENARIO,
    "agents/students/maya.yaml": STUDENT,
    "agents/students/ben.yaml": "{id: ben, name: Ben}\n",
    "agents/teachers/asker.yaml": TEACHER,
    "agents/critics/observer.yaml": CRITIC,
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
