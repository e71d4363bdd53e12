"""Learns how likely each act is in a teacher's turn, and writes teachsim/language/weights.json.

From: the labelled turns of tests/data (teacher_turns.jsonl and its `fresh`, `held` and `more`, and
teacher_turns_own.txt), and what our own teachers say in sessions of the shipped scenarios, labelled with
what it is meant as. The model is logistic, one for each act, on the features of teachsim/language/weighing.py
with an L2 penalty, fitted to its minimum by coordinate descent (Yu, Huang & Lin 2011): the same turns
give the same weights, to the last digit that is written. Small weights are left out.

`--left-out` measures instead: every set is read by a model that was learned from all the others.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter, defaultdict
from math import exp
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from benchmarks.understanding import TUNE, TURNS, Row, by_act, labels, measured, measures, rows
from teachsim.domains.registry import domain, domains
from teachsim.language import reading, weighing
from teachsim.language.acts import Line, Situation, Understood
from teachsim.language.phrases import expand, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.domains.base import Answer, Domain, Item, Misconception

OWN = TURNS.with_name("teacher_turns_own.txt")
WEIGHTS = Path(weighing.__file__).with_name("weights.json")
PENALTY = 2.0
SELDOM = 3
"""Turns that must have a feature before it is looked at."""
SMALL = 0.1
"""A weight nearer to 0 is left out."""
OF_OURS = 0.3
"""What a turn of our own teachers counts for, as they are many and alike."""
CODES = {
    "gr": "greet", "cl": "close", "pr": "praise", "pp": "praise-process", "en": "encourage", "wy": "ask-why",
    "ck": "ask-check", "ti": "try-item", "ss": "seek-strategy", "hi": "hint", "rc": "recall",
    "sr": "state-rule", "rf": "refute", "we": "worked-example", "gs": "give-step", "ga": "give-answer",
    "co": "confirm", "di": "disconfirm", "fc": "false-claim", "ir": "invite-reflection",
    "ct": "compute-this", "fo": "focus-on", "ot": "off-task", "un": "unclear",
}  # fmt: skip
"""How the acts are written in teacher_turns_own.txt."""


class Example(NamedTuple):
    """A turn to learn from."""

    features: frozenset[str]
    acts: frozenset[str]
    counts: float


def own(path: Path = OWN) -> list[Row]:
    """The turns that were written to be learned from."""
    found: list[Row] = []
    now, fault = None, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            now, fault = _situation(*(part.strip() for part in line[1:].split("|")))
        elif line and not line.startswith("#"):
            assert now is not None
            codes, _, text = line.partition(": ")
            acts = frozenset(CODES[code.strip()] for code in codes.split(","))
            number = any(c.isdigit() for c in text)
            found.append(Row(f"o{len(found)}", "own", text, now, acts, None, fault, number))
    return found


def _situation(subject: str, task: str, holds: str) -> tuple[Situation, str | None]:
    """The situation of a block, and the slot at fault. holds: a misconception, `right` or `-` (no answer)."""
    d = domain(subject)
    item = d.parse(task)
    assert item is not None, task
    key = d.solve(item).answer
    held = d.misconceptions.get(holds)
    answer = None if holds == "-" else d.solve(item, [held.id]).answer if held else key
    said = (Line("student", "Kim", f"I got {answer.text}.", 1, 1),) if answer else ()
    return Situation(d, item, key.text, item, answer, said, answer), held.slot if held else None


MANNERS = {
    "probe": "ask-why", "ask-why": "ask-why", "ask-reason": "ask-why", "try-item": "try-item",
    "ask-check": "ask-check", "recall": "recall", "seek-strategy": "seek-strategy", "try-again": "try-item",
    "try-again-task": "try-item", "hint": "hint", "state-rule": "state-rule", "refute": "refute",
    "worked-example": "worked-example", "give-answer": "give-answer", "confirm": "confirm",
    "disconfirm": "disconfirm", "praise": "praise", "praise-process": "praise-process",
    "encourage": "encourage", "invite-reflection": "invite-reflection", "false-claim": "false-claim",
}  # fmt: skip
"""What each manner of our own teachers is meant as (language/lines/teacher.yaml)."""


def ours(each: int = 4) -> list[Row]:
    """What our own teachers say to the holders of each misconception, so many turns, as the rules read it.

    Wordings that are not read as they are meant are not said (roles/teacher/teacher.py), nor learned from.
    """
    found: list[Row] = []
    for d in domains().values():
        for m in d.misconceptions.values():
            rng = Random(f"ours/{m.id}")
            item = d.generate(m.kinds[0], m.id, rng)
            answer = d.solve(item, [m.id]).answer
            now = Situation(d, item, d.solve(item).answer.text, item, answer, (), answer)
            for manner in rng.choices(sorted(MANNERS), k=each):
                text = _worded(manner, d, m, item, answer, rng)
                heard = reading.by_rules(text, now) if text else None
                acts = (
                    labels(Understood(moves=heard.moves, confidence=0), item.text) if heard else frozenset()
                )
                if MANNERS[manner] in acts:
                    found.append(Row(f"t{len(found)}", "ours", text or "", now, acts, None, m.slot, True))
    return found


def _worded(manner: str, d: Domain, m: Misconception, item: Item, answer: Answer, rng: Random) -> str | None:
    """A turn of a manner, or None where there is nothing to fill it with."""
    idea = d.ideas.get(m.slot)
    other = d.generate(m.kinds[0], m.id, rng)
    checks = d.checks(item, answer)
    content: tuple[str, ...] = ()
    match manner:
        case "ask-check":
            content = rng.choice(checks).asks if checks else ()
        case "recall" | "seek-strategy" | "hint" | "state-rule" | "refute" if idea:
            content = {"recall": idea.asks, "seek-strategy": idea.strategy, "hint": idea.hints}.get(
                manner, idea.rule
            )
        case "false-claim":
            content = m.belief
    solved = d.solve(other)
    fields = {
        "item": item.text, "key": d.solve(item).answer.text, "answer": answer.text, "other": other.text,
        "other_key": solved.answer.text, "steps": " ".join(step.text for step in solved.steps),
        "task": other.text, "content": rng.choice(content) if content else "",
    }  # fmt: skip
    template = rng.choice(lines("teacher")[manner])
    if any(f"{{{name}}}" in template and not value for name, value in fields.items()):
        return None
    return expand(template, fields, rng)


def examples(turns: Sequence[Row], counts: float = 1.0) -> list[Example]:
    """The turns as they are learned from."""
    return [
        Example(frozenset(weighing.features(heard, row.situation)), row.acts, counts)
        for row in turns
        for heard in (reading.by_rules(row.text, row.situation),)
    ]


class Learned(NamedTuple):
    """The model of one act."""

    bias: float
    weights: dict[str, float]


def learned(turns: Sequence[Example], known: Sequence[str], act: str, penalty: float = PENALTY) -> Learned:
    """The logistic model of an act on these features, at the minimum of its penalised loss.

    Newton's step for one weight at a time, halved until the loss falls; the bias bears no penalty.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for n, turn in enumerate(turns):
        for feature in turn.features:
            holders[feature].append(n)
    sign = [1.0 if act in turn.acts else -1.0 for turn in turns]
    counts = [turn.counts for turn in turns]
    margin = [0.0] * len(turns)
    everyone = list(range(len(turns)))
    bias, weights = 0.0, dict.fromkeys(known, 0.0)
    for _ in range(ROUNDS):
        step = _step(everyone, margin, sign, counts, bias, 0.0)
        bias += step
        most = abs(step)
        for feature in known:
            at = holders[feature]
            step = _step(at, margin, sign, counts, weights[feature], penalty)
            weights[feature] += step
            most = max(most, abs(step))
        if most < CLOSE:
            break
    return Learned(bias, weights)


ROUNDS = 30
CLOSE = 0.01
"""When no weight moves by more than this in a round, the minimum is near enough."""


def _step(
    at: Sequence[int],
    margin: list[float],
    sign: Sequence[float],
    counts: Sequence[float],
    weight: float,
    penalty: float,
) -> float:
    """One Newton step for a weight that these turns have, taken in their margins."""
    slope, bend = penalty * weight, penalty + 1e-9
    for n in at:
        p = 1 / (1 + exp(min(margin[n] * sign[n], 500.0)))
        slope -= counts[n] * sign[n] * p
        bend += counts[n] * p * (1 - p)
    step = max(-1.0, min(1.0, -slope / bend))
    if step:
        for n in at:
            margin[n] += step
    return step


def model_of(turns: Sequence[Example]) -> weighing.Model:
    """The model that is learned from these turns, rounded as it is written."""
    seen = Counter(feature for turn in turns for feature in turn.features)
    known = sorted(feature for feature, n in seen.items() if n >= SELDOM)
    acts = tuple(sorted({act for turn in turns for act in turn.acts}))
    by_act = [learned(turns, known, act) for act in acts]
    weights = {
        feature: tuple(
            (place, round(one.weights[feature], 2))
            for place, one in enumerate(by_act)
            if abs(one.weights[feature]) >= SMALL
        )
        for feature in known
    }
    return weighing.Model(
        acts, tuple(round(one.bias, 2) for one in by_act), {f: w for f, w in weights.items() if w}
    )


def written(model: weighing.Model) -> str:
    """The model as it is kept: one feature a line."""
    code = {act: code for code, act in CODES.items()}
    acts = json.dumps({code[act]: act for act in model.acts})
    bias = json.dumps({code[act]: odds for act, odds in zip(model.acts, model.bias, strict=True)})
    each = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}:"
        + json.dumps({code[model.acts[p]]: w for p, w in ws}, separators=(",", ":"))
        for feature, ws in sorted(model.weights.items())
    )
    return f'{{"acts": {acts},\n"bias": {bias},\n"weights": {{\n{each}\n}}}}\n'


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--left-out", action="store_true", help="measure on sets left out, and write nothing")
    if parser.parse_args(arguments).left_out:
        for name, head, lines_of in left_out():
            print(f"{name}\n\n{table(['measure', *head], lines_of)}\n")
        return
    sets = every_set()
    turns = [one for of_set in sets.values() for one in of_set]
    model = model_of(turns)
    WEIGHTS.write_text(written(model), encoding="utf-8")
    print(f"{len(turns)} turns, {len(model.weights)} features, {WEIGHTS.stat().st_size // 1024} KB")


def labelled() -> dict[str, list[Row]]:
    """The labelled turns that are learned from, by who wrote them: a file, or the first letter of the ids."""
    sets: dict[str, list[Row]] = {}
    for path in TUNE:
        for row in rows(path):
            sets.setdefault(f"{path.stem} {row.id[0]}", []).append(row)
    return sets


def every_set() -> dict[str, list[Example]]:
    """All that is learned from, by set."""
    sets = {name: examples(turns) for name, turns in labelled().items()}
    return {**sets, "own": examples(own()), "ours": examples(ours(), OF_OURS)}


def left_out() -> Iterator[tuple[str, list[str], list[tuple[str, ...]]]]:
    """For each labelled set, the rules alone and what is read by a model of all other sets."""
    sets = every_set()
    for name, turns in labelled().items():
        model = model_of([one for other, of_set in sets.items() if other != name for one in of_set])
        heard = [reading.by_rules(row.text, row.situation) for row in turns]
        ruled = [Understood(moves=one.moves, confidence=one.confidence) for one in heard]
        weighed = [reading.settled(one, row.situation, model) for one, row in zip(heard, turns, strict=True)]
        figures = [measured(turns, read) for read in (ruled, weighed)]
        yield name, ["rules alone", "weighed"], [*measures(figures), *by_act(figures)]


if __name__ == "__main__":
    main()
