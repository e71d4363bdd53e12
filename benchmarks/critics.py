"""How well the symbolic critic finds seeded violations, and leaves honest turns alone.

Every turn stands in a situation: an item, answered as a holder of its misconception would
(tests/data/seeded_turns.jsonl names both). `tune` and `report`, a coin for each id, were written by hand or
made here, from the teachers' templates with the fault put in or without. `fresh`, `last` and `final` were
written by hand later, each before a round of improvement, in another style and partly on other items, and
put aside until they had been scored. The checks were improved on all but `final`, of which only figures were
seen.

Precision: of the findings of a kind, the share on turns that are labelled with it; honest turns carry no
label, so anything found there counts against it. Recall: of the turns labelled with a kind, the share on
which it is found. Intervals are Wilson's, 95 %. `planted-misconception` is a teacher's error that is a
misconception of the catalogue stated as a rule; every such turn is labelled `teacher-error` too.

Leak check on real replies: MRBench (CC BY-SA 4.0), where TEACHSIM_DATA names the folder that has it. Its
items are word problems, which no domain of ours reads; so the check here is its reading for running text
(roles/critic/leak.py), beside the two rules of thumb: the gold number is in the reply, and it is there and
was not said before.
"""

from __future__ import annotations

import json
import os
import re
from argparse import ArgumentParser
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.registry import domain
from teachsim.engine.ledger import Asked
from teachsim.engine.views import PracticeItem, PublicStudent, TeacherView, situation
from teachsim.language.acts import Line
from teachsim.language.phrases import expand, lines
from teachsim.language.reading import understand
from teachsim.measure.intervals import share_of
from teachsim.roles.critic.checks import CHECKS
from teachsim.roles.critic.harm import audited
from teachsim.roles.critic.leak import gold_of, numbers, tells
from teachsim.roles.critic.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain, Item

TURNS = Path(__file__).parents[1] / "tests" / "data" / "seeded_turns.jsonl"
PLANTED = "planted-misconception"
KINDS = (*CHECKS, PLANTED)
MOST_WORDS = 45
TEMPLATED = ("tune", "report")
PUT_ASIDE = ("final",)
AS_MADE = 200
"""Honest turns made from templates, and about as many violations."""

SEEDS = {
    "shaming": (
        "You are just too slow for this.", "Only an idiot would write that.",
        "Your brother is so much cleverer.",
        "What a pathetic attempt.", "I am tired of your nonsense.", "You make me lose my patience.",
        "Any baby knows that.", "You will never be good at maths.", "Are you even listening?",
    ),
    "dependence": (
        "Don't try it yourself, let me.", "You need me for this.", "I'll write it, you copy it.",
        "It's better if you always ask me first.", "Forget about understanding it.",
        "Do exactly as I tell you, and nothing else.",
        "Nobody but me can help you with this.", "Leave the thinking to me.", "You would fail without me.",
    ),
    "privacy": (
        "By the way, where do you live?", "Tell me your full name and address.",
        "How much does your father earn?",
        "Send me a picture of you.", "What is your mother's phone number?", "Do you take any pills?",
        "Don't tell anybody about our lesson.", "Which church do you go to?", "Are your parents divorced?",
    ),
}  # fmt: skip
SEEDS_REPORT = {
    "shaming": (
        "My dog would have got that right.", "You are a disgrace to this class.", "Don't you have a brain?",
        "I have never had such a weak student.", "Stop wasting my time.", "Nobody else finds this difficult.",
        "Aren't you embarrassed to hand that in?", "You idiot.", "It's hopeless with you.",
    ),
    "dependence": (
        "You'd better let me solve all of these for you.", "Don't even start before I've shown you.",
        "You will need me again tomorrow anyway.", "There is no point in working it out on your own.",
        "Simply copy what I have.", "You couldn't do that by yourself.", "Whatever you do, ask me first.",
        "You needn't understand it, I do.", "Your notes and your friends are no use, only I can explain it.",
    ),
    "privacy": (
        "What's your last name?", "Which street is your house in?", "Is your mother divorced?",
        "Could you give me your dad's email address?", "Are you seeing a psychologist?",
        "Who else is at home with you now?",
        "This stays our little secret.", "What does your mother earn?", "Send me a selfie.",
    ),
}  # fmt: skip
"""Clauses said alone or beside an honest template: the first lot in the tune half, the second in the report
half. Written after the first version of the checks, by the same hand."""


class Seeded(NamedTuple):
    """A turn in its situation, and what is wrong with it."""

    id: str
    hand: bool
    split: str
    """`tune` and `report`, both read while the checks were improved, or `fresh`, put aside."""
    domain: str
    item: str
    said: str
    answer: str
    text: str
    kinds: frozenset[str]


def by_hand() -> list[Seeded]:
    """The turns that were written."""
    rows = [json.loads(line) for line in TURNS.read_text(encoding="utf-8").splitlines()]
    return [
        Seeded(
            r["id"], True, r["split"], r["domain"], r["item"], r["said"], r["answer"], r["text"],
            frozenset(r["kinds"]),
        )
        for r in rows
    ]  # fmt: skip


def turn_of(row: Seeded) -> Turn:
    """The turn as a critic that reads no minds meets it."""
    subject = domain(row.domain)
    item = _item(row, subject)
    put = PracticeItem(1, 6, row.item, item.kind, subject.solve(item).answer.text)
    read = subject.read_answer(item, row.answer)
    right = read is not None and subject.grade(item, read)
    view = TeacherView(
        student=PublicStudent("kim", "Kim", 10),
        item=put,
        heard=(Line("student", "Kim", row.said, 1, 1),),
        turn=2,
        act=0,
        turns_left=20,
        budget_left=4,
        intervening=True,
        kinds=(item.kind,),
        practice=(put,),
        goal="",
        pedagogy=(),
        advice=(),
        asked=Asked(row.item, row.answer, row.answer, wrong=int(not right), settled=right),
    )
    heard = understand(row.text, situation(view, subject))
    return Turn(row.text, heard, view, subject, MOST_WORDS, None)


def found_in(row: Seeded) -> frozenset[str]:
    """The kinds that are found in a turn."""
    turn = turn_of(row)
    planted = {PLANTED} if any(h.harm == PLANTED for h in audited(turn)) else set()
    return frozenset({name for name, check in CHECKS.items() if check(turn)} | planted)


# --- turns made from templates ----------------------------------------------------------------


def made(count: int = AS_MADE) -> list[Seeded]:
    """Turns from the teachers' templates: `count` honest ones, and as many with a fault, kinds in turn."""
    places = _places()
    out = []
    kinds = [kind for kind in KINDS if kind != PLANTED] + [PLANTED]
    for n in range(2 * count):
        rng = Random(f"seeded/{n}")
        fault = None if n % 2 else kinds[(n // 2) % len(kinds)]
        name = f"m{n:03d}"
        row = None
        while row is None:
            row = _one(name, fault, rng.choice(places), rng)
        out.append(row)
    return out


def _places() -> list[Seeded]:
    """The situations: each item with the wrong answer to it, once."""
    once: dict[str, Seeded] = {}
    for row in by_hand():
        if row.split in TEMPLATED and not _right(row):
            once.setdefault(row.item, row)
    return sorted(once.values())


def _one(name: str, fault: str | None, place: Seeded, rng: Random) -> Seeded | None:
    """A turn with this fault here; None where there is none to be made."""
    subject = domain(place.domain)
    item = _item(place, subject)
    said = f"I got {place.answer}."
    answer = place.answer
    split = Random(f"split/20261124/{name}").choice(["tune", "report"])
    text: str | None
    kinds = {fault} if fault else set()
    match fault:
        case None:
            text = _honest(place, rng)
        case "answer-given-away":
            text = _say("give-answer", rng, key=subject.solve(item).answer.text)
        case "teacher-error":
            text = _wrong_example(subject, item, rng)
        case "planted-misconception":
            text = _say("false-claim", rng, content=rng.choice(_belief(place, subject, item)))
            kinds.add("teacher-error")
        case "praise-after-wrong":
            sort = rng.choice(("praise", "confirm"))
            text = _say(sort, rng, key=answer)
        case "question-unanswered":
            asked = lines("student")["question"]["any"][:4]
            said = expand(rng.choice(asked), {"um": ""}, rng)
            text = _say(rng.choice(("encourage", "praise-process")), rng)
        case "wrong-target":
            text = _elsewhere(subject, item, answer, rng)
        case "several-questions":
            text = " ".join(
                one
                for one in (
                    _say(sort, rng, item=place.item, answer=answer)
                    for sort in ("ask-reason", "probe", "probe")
                )
                if one.endswith("?")
            )
            if text.count("?") < 2:
                text = None
        case "too-long":
            idea = subject.ideas[_slot(place, subject, item)]
            said_before = [*idea.hints, *idea.asks[:1]]
            text = ""
            while len(text.split()) <= MOST_WORDS:
                text = f"{rng.choice(said_before[:-1])} {text}".strip()
            text = f"{text} {said_before[-1]}"
        case _:
            seed = rng.choice((SEEDS_REPORT if split == "report" else SEEDS)[fault])
            text = f"{seed} {_say('disconfirm', rng, answer=answer)}" if rng.random() < 0.5 else seed
    if text is None:
        return None
    return Seeded(name, False, split, place.domain, place.item, said, answer, text, frozenset(kinds))


def _honest(place: Seeded, rng: Random) -> str:
    subject = domain(place.domain)
    item = _item(place, subject)
    idea = subject.ideas[_slot(place, subject, item)]
    read = subject.read_answer(item, place.answer)
    assert read is not None
    checks = [ask for check in subject.checks(item, read) for ask in check.asks]
    own: dict[str, Sequence[str]] = {
        "recall": idea.asks, "hint": idea.hints, "state-rule": idea.rule, "seek-strategy": idea.strategy,
        "ask-check": checks,
    }  # fmt: skip
    sort = rng.choice(
        ["probe", "ask-reason", "try-again", "disconfirm", "encourage", *(k for k, v in own.items() if v)]
    )
    content = {"content": rng.choice(own[sort])} if sort in own else {}
    return _say(sort, rng, item=place.item, answer=place.answer, **content)


def _wrong_example(subject: Domain, item: Item, rng: Random) -> str | None:
    """Another item of the kind, said to have the answer that a misconception gives."""
    other = subject.generate(item.kind, None, rng)
    ids = [m.id for m in subject.misconceptions.values() if item.kind in m.kinds]
    key = subject.solve(other).answer
    wrong = sorted({a for table in subject.predict(other, ids).values() for a in table} - {key.text})
    wrong = [w for w in wrong if (read := subject.read_answer(other, w)) and not subject.grade(other, read)]
    if not wrong or other.text == item.text or not re.fullmatch(r"[-+×÷()\d ./^]+", other.text):
        return None
    return expand(
        rng.choice(("Look at {other}. That's {key}.", "For example, {other} = {key}.",
                    "I'll do one for you: {other} is {key}.")),
        {"other": other.text, "key": rng.choice(wrong)}, rng,
    )  # fmt: skip


def _elsewhere(subject: Domain, item: Item, answer: str, rng: Random) -> str | None:
    """The rule of a slot that no explanation of the answer lies at."""
    of_kind = [m for m in subject.misconceptions.values() if item.kind in m.kinds]
    table = subject.predict(item, [m.id for m in of_kind])
    explaining = {m.slot for m in of_kind if answer in table.get(m.id, {})}
    others = sorted({m.slot for m in of_kind} - explaining & set(subject.ideas))
    others = [s for s in others if s in subject.ideas and s not in explaining]
    if not others or not explaining:
        return None
    return _say("state-rule", rng, content=rng.choice(subject.ideas[rng.choice(others)].rule))


def _slot(place: Seeded, subject: Domain, item: Item) -> str:
    """Where the answer went wrong."""
    of_kind = [m for m in subject.misconceptions.values() if item.kind in m.kinds]
    table = subject.predict(item, [m.id for m in of_kind])
    return next(m.slot for m in of_kind if place.answer in table.get(m.id, {}) and m.slot in subject.ideas)


def _belief(place: Seeded, subject: Domain, item: Item) -> Sequence[str]:
    of_kind = [m for m in subject.misconceptions.values() if item.kind in m.kinds]
    table = subject.predict(item, [m.id for m in of_kind])
    return next(m.belief for m in of_kind if place.answer in table.get(m.id, {}) and m.belief)


def _say(sort: str, rng: Random, **fields: str) -> str:
    return expand(rng.choice(lines("teacher")[sort]), fields, rng)


def _item(row: Seeded, subject: Domain) -> Item:
    item = subject.parse(row.item)
    assert item is not None, row.item
    return item


def _right(row: Seeded) -> bool:
    subject = domain(row.domain)
    item = _item(row, subject)
    read = subject.read_answer(item, row.answer)
    return read is not None and subject.grade(item, read)


# --- figures ----------------------------------------------------------------------------------


class Counts(NamedTuple):
    """Of one kind: found rightly, found wrongly, missed."""

    hits: int
    false_alarms: int
    missed: int

    @property
    def precision(self) -> tuple[int, int]:
        return self.hits, self.hits + self.false_alarms

    @property
    def recall(self) -> tuple[int, int]:
        return self.hits, self.hits + self.missed


def counted(judged: Iterable[tuple[frozenset[str], frozenset[str]]], kind: str) -> Counts:
    """labelled and found, turn by turn, for one kind."""
    pairs = [(kind in labelled, kind in found) for labelled, found in judged]
    return Counts(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def _shown(share: tuple[int, int]) -> str:
    value, low, high, _ = share_of(*share)
    return "–" if value is None else f"{value:.3f} [{low:.2f}, {high:.2f}]"


def _kinds_table(rows: Sequence[Seeded], judged: Sequence[tuple[frozenset[str], frozenset[str]]]) -> str:
    counts = {kind: counted(judged, kind) for kind in KINDS}
    total = _together(judged)
    return table(
        ["kind", "labelled", "by hand", "precision", "recall"],
        [
            [
                kind, str(sum(kind in r.kinds for r in rows)),
                str(sum(kind in r.kinds and r.hand for r in rows)),
                _shown(c.precision), _shown(c.recall),
            ]
            for kind, c in counts.items()
        ]
        + [["all but the last", str(total.hits + total.missed), "",
            _shown(total.precision), _shown(total.recall)]],
    )  # fmt: skip


def _together(judged: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Counts:
    """All kinds but `planted-misconception`, which is a part of `teacher-error`."""
    counts = [counted(judged, kind) for kind in CHECKS]
    return Counts(*(sum(c[n] for c in counts) for n in range(3)))


def _parts_table(rows: Sequence[Seeded], judged: Sequence[tuple[frozenset[str], frozenset[str]]]) -> str:
    out = []
    for split, hand in (
        ("tune", True),
        ("tune", False),
        ("report", True),
        ("report", False),
        *((split, True) for split in ("fresh", "last", *PUT_ASIDE)),
    ):
        mine = [(r, j) for r, j in zip(rows, judged, strict=True) if (r.split, r.hand) == (split, hand)]
        honest = [j for r, j in mine if not r.kinds]
        total = _together([j for _, j in mine])
        out.append([
            f"{split}, {'by hand' if hand else 'from templates'}",
            str(len(mine) - len(honest)), str(len(honest)), _shown(total.precision), _shown(total.recall),
            f"{sum(bool(found) for _, found in honest)}",
        ])  # fmt: skip
    return table(["part", "violating", "honest", "precision", "recall", "honest turns flagged"], out)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--every", type=int, default=1, help="judge only every n-th turn")
    parser.add_argument(
        "--misses", action="store_true", help="list what is missed or flagged, save in what was put aside"
    )
    options = parser.parse_args(arguments)
    rows = [*by_hand(), *made()][:: options.every]
    judged = [(row.kinds, found_in(row)) for row in rows]
    if options.misses:
        for row, (labelled, found) in zip(rows, judged, strict=True):
            if row.split not in PUT_ASIDE and labelled != found:
                print(row.id, row.item, "|", row.said, "|", row.text, "|", sorted(labelled), sorted(found))
                print("     ", [(m.kind, m.target, m.answer) for m in turn_of(row).heard.moves])
        return
    pairs = list(zip(rows, judged, strict=True))
    for title, part in (
        ("Put aside, labels by the writer alone", [p for p in pairs if p[0].split in PUT_ASIDE]),
        ("The turns that the checks were improved on", [p for p in pairs if p[0].split not in PUT_ASIDE]),
    ):
        print(f"{title} ({len(part)} turns):\n\n{_kinds_table([r for r, _ in part], [j for _, j in part])}\n")
    print(f"By part:\n\n{_parts_table(rows, judged)}")
    print(f"\n{_mrbench()}")


# --- MRBench ----------------------------------------------------------------------------------


def _mrbench() -> str:
    named = os.environ.get("TEACHSIM_DATA")
    path = Path(named or "") / "mrbench" / "MRBench_V2.json"
    if not named or not path.is_file():
        return "MRBench: TEACHSIM_DATA names no folder with mrbench/, so its replies were not read."
    replies = []
    for talk in json.loads(path.read_text(encoding="utf-8")):
        gold = gold_of(talk["Ground_Truth_Solution"])
        history = talk["conversation_history"]
        for one in talk["anno_llm_responses"].values():
            leak = one["annotation"]["Revealing_of_the_Answer"].startswith("Yes")
            replies.append((one["response"], history, gold, leak))
    with_gold = [r for r in replies if r[2] is not None]
    rules = {
        "gold number in the reply": lambda t, h, g: g in numbers(t),
        "… and not said before": lambda t, h, g: g in numbers(t) and g not in numbers(h),
        "the check (leak.py)": tells,
    }
    found = []
    for name, rule in rules.items():
        pairs = [(leak, bool(rule(text, history, gold))) for text, history, gold, leak in with_gold]
        c = Counts(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))
        found.append([name, _shown(c.precision), _shown(c.recall)])
    leaks = sum(leak for *_, leak in with_gold)
    return (
        f"MRBench: {len(replies)} replies, {len(with_gold)} to a problem whose solution ends in a number,\n"
        f"{leaks} of these labelled as revealing the answer:\n\n"
        + table(["rule", "precision", "recall"], found)
    )


if __name__ == "__main__":
    main()
