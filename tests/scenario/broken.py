"""Two hundred broken files, each made from a good one by one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.scenario.good import CRITIC, SCENARIO, STUDENT, TEACHER

if TYPE_CHECKING:
    from collections.abc import Iterator


class Broken(NamedTuple):
    id: str
    path: str
    content: bytes
    line: int | None
    """Where the first problem stands; None where either of two lines may be blamed."""


LESSON = "scenarios/fractions/unlike-denominators.yaml"
MAYA = "agents/students/maya.yaml"
ASKER = "agents/teachers/asker.yaml"
OBSERVER = "agents/critics/observer.yaml"
TEXTS = {LESSON: SCENARIO, MAYA: STUDENT, ASKER: TEACHER, OBSERVER: CRITIC}

# name: file, how the line to change begins, what it becomes
EDITS: dict[str, tuple[str, str, str]] = {
    # wrong types
    "name-is-a-number": (LESSON, "name:", "name: 12"),
    "name-is-a-list": (LESSON, "name:", "name: [a, b]"),
    "goal-is-true": (LESSON, "goal:", "goal: true"),
    "goal-is-a-block": (LESSON, "goal:", "goal: {a: b}"),
    "students-is-text": (LESSON, "students:", "students: maya"),
    "students-is-a-number": (LESSON, "students:", "students: 2"),
    "students-is-a-block": (LESSON, "students:", "students: {maya: 1}"),
    "students-holds-a-list": (LESSON, "students:", "students: [[maya]]"),
    "students-holds-nothing": (LESSON, "students:", "students: [maya, ~]"),
    "students-is-empty": (LESSON, "students:", "students: []"),
    "teacher-is-a-list": (LESSON, "teacher:", "teacher: [asker]"),
    "teacher-is-missing-value": (LESSON, "teacher:", "teacher:"),
    "critics-is-text": (LESSON, "critics:", "critics: observer"),
    "items-is-a-list": (LESSON, "items:", "items: [6]\nbudget2:"),
    "practice-is-text": (LESSON, "  practice:", "  practice: six"),
    "practice-is-a-fraction": (LESSON, "  practice:", "  practice: 6.5"),
    "practice-in-quotes": (LESSON, "  practice:", "  practice: '6'"),
    "practice-is-a-block": (LESSON, "  practice:", "  practice: {count: 6}"),
    "near-holds-a-number": (LESSON, "  near:", "  near: [1/2 + 1/3, 7]"),
    "near-holds-a-list": (LESSON, "  near:", "  near: [[1/2 + 1/3]]"),
    "transfer-is-null": (LESSON, "  transfer:", "  transfer: null"),
    "kinds-is-text": (LESSON, "  kinds:", "  kinds: fraction-addition"),
    "kinds-is-empty": (LESSON, "  kinds:", "  kinds: []"),
    "target-is-a-list": (LESSON, "  target:", "  target: [add-tops-and-bottoms]"),
    "budget-is-a-number": (LESSON, "budget:", "budget: 4\nbudget2:"),
    "interventions-is-text": (LESSON, "  interventions:", "  interventions: four"),
    "interventions-is-percent": (LESSON, "  interventions:", "  interventions: 50%"),
    "turns-is-text": (LESSON, "  turns:", "  turns: '24'"),
    "turns-is-a-float": (LESSON, "  turns:", "  turns: 24.5"),
    "turns-is-true": (LESSON, "  turns:", "  turns: true"),
    "delayed-test-is-a-number": (LESSON, "delayed_test:", "delayed_test: 7"),
    "delayed-test-is-null": (LESSON, "delayed_test:", "delayed_test: ~"),
    "delayed-test-in-weeks": (LESSON, "delayed_test:", "delayed_test: 1 week"),
    "delayed-test-far-away": (LESSON, "delayed_test:", "delayed_test: 1000 days"),
    "pedagogy-is-text": (
        LESSON, "pedagogy:", "pedagogy: one-question-per-turn",
    ),
    "age-is-text": (MAYA, "age:", "age: ten"),
    "age-in-quotes": (MAYA, "age:", "age: '10'"),
    "age-is-a-float": (MAYA, "age:", "age: 10.5"),
    "age-is-a-list": (MAYA, "age:", "age: [10, 11]"),
    "voice-is-text": (MAYA, "voice:", "voice: child\nvoice2:"),
    "talkative-with-a-comma": (MAYA, "  talkative:", "  talkative: 0,8"),
    "talkative-is-yes": (MAYA, "  talkative:", "  talkative: yes"),
    "hesitates-is-false": (MAYA, "  hesitates:", "  hesitates: false"),
    "holding-is-text": (MAYA, "  - misconception:", "  - add-tops-and-bottoms\n  - x:"),
    "misconception-is-a-number": (MAYA, "  - misconception:", "  - misconception: 8"),
    "misconception-is-a-list": (MAYA, "  - misconception:", "  - misconception: [a]"),
    "strength-is-text": (MAYA, "    strength:", "    strength: strong"),
    "strength-is-null": (MAYA, "    strength:", "    strength:"),
    "knows-a-list": (MAYA, "  size-of-pieces:", "  size-of-pieces: [0.6]"),
    "knows-text": (MAYA, "  common-denominator:", "  common-denominator: a little"),
    "trust-is-a-block": (MAYA, "  trust:", "  trust: {teacher: 0.8}"),
    "learning-is-a-number": (MAYA, "learning:", "learning: 1"),
    "policy-is-a-list": (ASKER, "policy:", "policy: [socratic, teller]"),
    "policy-is-null": (ASKER, "policy:", "policy: null"),
    "description-is-a-number": (ASKER, "description:", "description: 3.5"),
    "mode-is-a-list": (OBSERVER, "mode:", "mode: [observe]"),
    "checks-is-text": (OBSERVER, "checks:", "checks: too-long"),
    "checks-holds-a-number": (OBSERVER, "checks:", "checks: [1]"),
    "words-is-text": (OBSERVER, "words:", "words: many"),
    # out of range
    "practice-is-zero": (LESSON, "  practice:", "  practice: 0"),
    "practice-is-too-many": (LESSON, "  practice:", "  practice: 101"),
    "transfer-is-negative": (LESSON, "  transfer:", "  transfer: -1"),
    "near-is-huge": (LESSON, "  near:", "  near: 999999999999999999"),
    "interventions-negative": (LESSON, "  interventions:", "  interventions: -4"),
    "interventions-share-above-one": (LESSON, "  interventions:", "  interventions: 1.5"),
    "interventions-share-below-one-item": (LESSON, "  interventions:", "  interventions: 0.1"),
    "interventions-too-many": (LESSON, "  interventions:", "  interventions: 1001"),
    "turns-is-zero": (LESSON, "  turns:", "  turns: 0"),
    "turns-too-many": (LESSON, "  turns:", "  turns: 10001"),
    "turns-fewer-than-items": (LESSON, "  practice:", "  practice: 25"),
    "turns-per-item-is-one": (LESSON, "  turns-per-item:", "  turns-per-item: 1"),
    "turns-per-item-above-turns": (LESSON, "  turns-per-item:", "  turns-per-item: 25"),
    "name-is-empty": (LESSON, "name:", "name: ''"),
    "name-is-too-long": (LESSON, "name:", f"name: {'x' * 201}"),
    "goal-is-too-long": (
        LESSON, "goal:", f"goal: {'word ' * 900}",
    ),
    "item-is-empty": (LESSON, "  near:", "  near: ['']"),
    "age-is-three": (MAYA, "age:", "age: 3"),
    "age-is-a-century": (MAYA, "age:", "age: 100"),
    "age-is-negative": (MAYA, "age:", "age: -10"),
    "talkative-is-eleven": (MAYA, "  talkative:", "  talkative: 11"),
    "hesitates-is-negative": (MAYA, "  hesitates:", "  hesitates: -0.4"),
    "strength-is-eighty": (MAYA, "    strength:", "    strength: 80"),
    "slip-is-too-large": (MAYA, "  slip:", "  slip: 0.5"),
    "guess-is-too-large": (MAYA, "  guess:", "  guess: 0.31"),
    "knows-too-well": (MAYA, "  size-of-pieces:", "  size-of-pieces: 1.01"),
    "confidence-is-tiny-negative": (MAYA, "  confidence:", "  confidence: -1e-9"),
    "words-is-four": (OBSERVER, "words:", "words: 4"),
    "words-is-a-book": (OBSERVER, "words:", "words: 50000"),
    # words that are none of those allowed
    "register-unknown": (MAYA, "  register:", "  register: kid"),
    "register-misspelt": (MAYA, "  register:", "  register: chlid"),
    "voice-of-teacher": (ASKER, "description:", "voice: {register: child}"),
    "learning-unknown": (MAYA, "learning:", "learning: fast"),
    "policy-misspelt": (ASKER, "policy:", "policy: socratik"),
    "policy-in-capitals": (ASKER, "policy:", "policy: Socratic"),
    "mode-unknown": (OBSERVER, "mode:", "mode: shout"),
    "check-misspelt": (
        OBSERVER, "checks:", "checks: [anser-given-away, too-long]",
    ),
    "pedagogy-misspelt": (
        LESSON, "pedagogy:", "pedagogy: [one-question-per-tern]",
    ),
    "pedagogy-without-number": (
        LESSON, "pedagogy:", "pedagogy: [at-most-few-words]",
    ),
    "kind-unknown": (LESSON, "domain:", "domain: arithmetic\nkind: scenery"),
    "kind-is-a-list": (LESSON, "domain:", "domain: arithmetic\nkind: [scenario]"),
    "kind-is-null": (ASKER, "policy:", "policy: socratic\nkind:"),
    # ids
    "id-of-another-file": (LESSON, "id:", "id: fractions/like-denominators"),
    "id-without-folder": (LESSON, "id:", "id: unlike-denominators"),
    "id-with-capitals": (LESSON, "id:", "id: Fractions/Unlike-Denominators"),
    "id-with-spaces": (LESSON, "id:", "id: fractions / unlike"),
    "id-with-extension": (LESSON, "id:", "id: fractions/unlike-denominators.yaml"),
    "id-climbs-out": (LESSON, "id:", "id: ../unlike-denominators"),
    "id-ends-in-slash": (LESSON, "id:", "id: fractions/"),
    "id-is-a-number": (MAYA, "id:", "id: 7"),
    "id-with-umlaut": (MAYA, "id:", "id: mäya"),
    "id-with-underscore": (MAYA, "id:", "id: ma_ya"),
    "id-of-another-student": (MAYA, "id:", "id: ben"),
    "id-is-very-long": (MAYA, "id:", f"id: {'m' * 81}"),
    "id-of-another-teacher": (ASKER, "id:", "id: teller"),
    "id-of-another-critic": (OBSERVER, "id:", "id: listener"),
    "student-misspelt": (LESSON, "students:", "students: [mya, ben]"),
    "student-unlike-any": (LESSON, "students:", "students: [maya, zzyzx]"),
    "student-by-name": (LESSON, "students:", "students: [Maya, ben]"),
    "student-twice": (LESSON, "students:", "students: [maya, maya]"),
    "student-is-the-teacher": (LESSON, "students:", "students: [asker]"),
    "teacher-misspelt": (LESSON, "teacher:", "teacher: aksers"),
    "teacher-is-the-critic": (LESSON, "teacher:", "teacher: observer"),
    "teacher-is-a-path": (LESSON, "teacher:", "teacher: agents/teachers/asker.yaml"),
    "critic-misspelt": (LESSON, "critics:", "critics: [obsrver]"),
    "critic-twice": (LESSON, "critics:", "critics: [observer, observer]"),
    "domain-misspelt": (LESSON, "domain:", "domain: arithmetik"),
    "domain-unlike-any": (LESSON, "domain:", "domain: french"),
    "kind-of-item-misspelt": (LESSON, "  kinds:", "  kinds: [fraction-adition]"),
    "kind-of-item-unlike-any": (LESSON, "  kinds:", "  kinds: [fraction-addition, poems]"),
    "kind-of-item-twice": (LESSON, "  kinds:", "  kinds: [fraction-addition, fraction-addition]"),
    "transfer-kind-misspelt": (
        LESSON, "  transfer-kinds:", "  transfer-kinds: [fraction-substraction]",
    ),
    "target-misspelt": (LESSON, "  target:", "  target: add-tops-and-botoms"),
    "target-unlike-any": (LESSON, "  target:", "  target: xyz"),
    "target-that-cannot-show": (LESSON, "  target:", "  target: smaller-from-larger"),
    "kind-on-which-target-cannot-show": (
        LESSON, "  kinds:", "  kinds: [fraction-addition, whole-subtraction]",
    ),
    "item-that-is-none": (LESSON, "  near:", "  near: [what is a half?]"),
    "item-of-another-kind": (LESSON, "  near:", "  near: [52 - 38]"),
    "item-twice": (LESSON, "  near:", "  near: [1/2 + 1/3, 1/2 + 1/3]"),
    "item-practised-and-tested": (LESSON, "  practice:", "  practice: [1/4 + 2/3, 1/5 + 1/2]"),
    "item-of-transfer-of-another-kind": (LESSON, "  transfer:", "  transfer: [1/7 + 1/2]"),
    "misconception-misspelt": (
        MAYA, "  - misconception:", "  - misconception: add-tops-and-botoms",
    ),
    "misconception-unlike-any": (MAYA, "  - misconception:", "  - misconception: flat-earth"),
    "misconception-held-twice": (
        MAYA, "  - misconception:",
        "  - misconception: add-tops-and-bottoms\n  - misconception: add-tops-and-bottoms",
    ),
    "idea-misspelt": (MAYA, "  common-denominator:", "  comon-denominator: 0.3"),
    "idea-unlike-any": (MAYA, "  common-denominator:", "  the-meaning-of-life: 0.3"),
    "idea-with-spaces": (MAYA, "  common-denominator:", "  common denominator: 0.3"),
    # traits
    "listener-unknown": (MAYA, "  engagement:", "  listener: sarcastic"),
    "help-unknown": (MAYA, "  engagement:", "  help: begs"),
    "self-belief-a-number": (MAYA, "  engagement:", "  self-belief: 0.5"),
    "distraction-over-one": (MAYA, "  engagement:", "  distraction: 1.5"),
    "praise-seeking-below-zero": (MAYA, "  engagement:", "  praise-seeking: -0.1"),
    "asks-why-in-words": (MAYA, "  engagement:", "  asks-why: often"),
    "avoids-help-and-asks": (MAYA, "  engagement:", "  help: avoids"),
    "under-confident-and-sure": (MAYA, "  engagement:", "  self-belief: under"),
    "weakness-unknown": (MAYA, "learning:", "weakness: geometry"),
    "weakness-of-another-family": (MAYA, "learning:", "weakness: steps"),
    # keys
    "key-misspelt-goal": (LESSON, "goal:", "gaol: Adds."),
    "key-misspelt-students": (LESSON, "students:", "studnets: [maya, ben]"),
    "key-singular-student": (LESSON, "students:", "student: [maya]"),
    "key-singular-critic": (LESSON, "critics:", "critic: [observer]"),
    "key-in-capitals": (LESSON, "teacher:", "Teacher: asker"),
    "key-with-underscores": (LESSON, "  turns-per-item:", "  turns_per_item: 8"),
    "key-with-dash": (LESSON, "delayed_test:", "delayed-test: 7 days"),
    "key-from-the-future": (LESSON, "teacher:", "teacher: asker\nweather: fine"),
    "key-in-the-wrong-block": (LESSON, "  turns:", "  practice: 24"),
    "key-of-items-misspelt": (LESSON, "  target:", "  traget: add-tops-and-bottoms"),
    "key-of-budget-unknown": (LESSON, "  interventions:", "  money: 4"),
    "key-of-traits-unknown": (MAYA, "  trust:", "  tallness: 0.8"),
    "key-of-traits-misspelt": (MAYA, "  trust:", "  thrust: 0.8"),
    "key-of-traits-with-underscores": (MAYA, "  asks-for-help:", "  asks_for_help: 0.2"),
    "key-of-voice-unknown": (MAYA, "  hesitates:", "  accent: 0.4"),
    "key-of-holding-misspelt": (MAYA, "    strength:", "    strenght: 0.8"),
    "key-of-teacher-unknown": (ASKER, "description:", "holds: []"),
    "key-of-critic-unknown": (OBSERVER, "words:", "sentences: 3"),
    "key-a-number": (LESSON, "teacher:", "teacher: asker\n5: x"),
    "key-true": (LESSON, "teacher:", "teacher: asker\ntrue: x"),
    "key-nothing": (LESSON, "teacher:", "teacher: asker\n: x"),
    "key-a-list": (LESSON, "teacher:", "teacher: asker\n[a, b]: x"),
    "key-merge": (LESSON, "budget:", "budget:\n  <<: {turns: 3}"),
    "key-twice-at-the-top": (LESSON, "teacher:", "name: Again"),
    "key-twice-in-a-block": (LESSON, "  turns:", "  interventions: 24"),
    "key-twice-in-braces": (MAYA, "learning:", "learning: {a: 1, a: 2}"),
    # numbers and tags
    "number-nan": (MAYA, "  trust:", "  trust: .nan"),
    "number-infinite": (MAYA, "  trust:", "  trust: .inf"),
    "number-minus-infinite": (MAYA, "  slip:", "  slip: -.Inf"),
    "number-overflows": (MAYA, "  trust:", "  trust: 1e999"),
    "number-of-nineteen-digits": (MAYA, "age:", "age: 1000000000000000000"),
    "number-of-many-digits": (LESSON, "  turns:", f"  turns: {'9' * 5000}"),
    "number-of-many-decimals": (MAYA, "  trust:", f"  trust: 0.{'3' * 5000}"),
    "number-hexadecimal": (LESSON, "  turns:", "  turns: 0x18"),
    "tag-python-object": (LESSON, "teacher:", "teacher: !!python/object/apply:os.system [ls]"),
    "tag-python-name": (LESSON, "teacher:", "teacher: !!python/name:os.system"),
    "tag-binary": (LESSON, "teacher:", "teacher: !!binary aGk="),
    "tag-own": (LESSON, "teacher:", "teacher: !teacher asker"),
    "tag-undeclared": (LESSON, "teacher:", "teacher: !x!y asker"),
    # syntax
    "tab-in-the-indent": (LESSON, "  practice:", "\tpractice: 6"),
    "tab-after-spaces": (LESSON, "  practice:", "  \tpractice: 6"),
    "colon-in-text": (LESSON, "name:", "name: Fractions: unlike"),
    "colon-missing": (LESSON, "  turns:", "  turns 24"),
    "at-sign": (LESSON, "teacher:", "teacher: @asker"),
    "percent-sign": (LESSON, "teacher:", "teacher: %asker"),
    "backtick": (LESSON, "teacher:", "teacher: `asker`"),
    "indent-too-deep": (LESSON, "teacher:", "   teacher: asker"),
    "indent-too-shallow": (LESSON, "  turns:", " turns: 24"),
    "bracket-not-closed": (LESSON, "students:", "students: [maya, ben"),
    "brace-not-closed": (LESSON, "students:", "students: {maya, ben"),
    "comma-doubled": (LESSON, "students:", "students: [maya,, ben]"),
    "quote-not-closed": (LESSON, "teacher:", 'teacher: "asker'),
    "quote-closed-early": (LESSON, "teacher:", "teacher: 'ask'er'"),
    "escape-unknown": (LESSON, "teacher:", r'teacher: "C:\asker\q"'),
    "escape-null": (LESSON, "teacher:", r'teacher: "asker\0"'),
    "escape-terminal": (LESSON, "teacher:", r'teacher: "\e[31masker"'),
    "escape-surrogate": (LESSON, "teacher:", r'teacher: "\ud800"'),
    "second-document": (LESSON, "teacher:", "---\nteacher: asker"),
    "alias-to-nothing": (LESSON, "teacher:", "teacher: *asker"),
    "alias-to-itself": (LESSON, "students:", "students: &all [maya, *all]"),
    "alias-to-what-holds-it": (LESSON, "budget:", "budget: &b\n  again: {deep: [*b]}"),
    "nested-too-deep": (LESSON, "teacher:", f"teacher: {'[' * 50}{']' * 50}"),
}  # fmt: skip


def _bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    return "\n".join(lines) + "\n"


def _whole() -> Iterator[Broken]:
    """Files broken as a whole, or in their bytes."""
    lesson = SCENARIO.encode()
    contents: dict[str, tuple[bytes, int | None]] = {
        "empty": (b"", 1),
        "only-blank-lines": (b"\n\n\n", 1),
        "only-a-comment": (b"# soon\n", 1),
        "only-a-marker": (b"---\n", None),
        "only-text": (b"a lesson about fractions\n", 1),
        "only-a-number": (b"42\n", 1),
        "a-list": (b"- id: a\n- id: b\n", 1),
        "an-empty-block": (b"{}\n", 1),
        "json-cut-off": (b'{"id": "fractions/unlike-denominators", "name":', None),
        "utf-16": (SCENARIO.encode("utf-16"), 1),
        "utf-16-unmarked": (SCENARIO.encode("utf-16-le"), 1),
        "utf-32": (SCENARIO.encode("utf-32"), 1),
        "latin-1": (lesson.replace(b"asker", b"caf\xe9"), 6),
        "windows-quotes": (lesson.replace(b"two first", b"\x93first\x94"), 22),
        "cut-inside-a-character": (lesson + "ü".encode()[:1], 24),
        "png": (b"\x89PNG\r\n\x1a\n\x00\x00", 1),
        "zip": (b"PK\x03\x04\x14\x00", 1),
        "null-byte": (lesson.replace(b"asker", b"ask\0er"), 6),
        "bell": (lesson.replace(b"asker", b"ask\x07er"), 6),
        "delete-sign": (lesson.replace(b"asker", b"ask\x7fer"), 6),
        "mark-in-the-middle": (lesson.replace(b"asker", "\ufeffasker".encode()), 6),
        "too-large": (lesson + b"# " + b"x" * 1_000_000, 1),
        "bomb": (_bomb().encode(), None),
        "brackets-without-end": (b"[" * 900_000, 1),
        "dashes-without-end": (b"- " * 400_000, 1),
        "long-list": (b"- a\n" * 240_000, 20_000),
        "staircase": (b"".join(b" " * n + b"a:\n" for n in range(1000)), None),
        "thousands-of-unknown-keys": (lesson + b"".join(b"k%d: 1\n" % n for n in range(6000)), 24),
        "thousands-of-bad-entries": (lesson.replace(b"maya, ben", b"1, " * 6000), 5),
        "key-of-megabyte": (lesson + b"? " + b"k" * 900_000 + b"\n: 1\n", 24),
        "carriage-returns-and-a-fault": (lesson.replace(b"\n", b"\r\n").replace(b"asker", b"@"), 6),
    }  # fmt: skip
    for name, (content, line) in contents.items():
        yield Broken(name, LESSON, content, line)


def _missing() -> Iterator[Broken]:
    """Files that lack a required key, whose block is blamed."""
    for path, keys in ((LESSON, ("id", "name", "domain", "goal", "students", "teacher")),
                       (MAYA, ("id", "name")), (ASKER, ("id", "policy")), (OBSERVER, ("id",))):  # fmt: skip
        for key in keys:
            lines = [line for line in TEXTS[path].splitlines() if not line.startswith(f"{key}:")]
            yield Broken(f"lacks-{key}-in-{path.split('/')[-2]}", path, "\n".join(lines).encode(), 1)
    yield Broken("lacks-kinds", LESSON, SCENARIO.replace("  kinds: [fraction-addition]\n", "").encode(), 9)
    yield Broken("lacks-items", LESSON, _without_block(SCENARIO, "items:").encode(), 1)
    yield Broken("lacks-briefing", LESSON, _without_block(SCENARIO, "briefing:").encode(), 1)
    yield Broken(
        "lacks-misconception",
        MAYA,
        STUDENT.replace("misconception: add-tops-and-bottoms\n    ", "").encode(),
        9,
    )


def _without_block(text: str, key: str) -> str:
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        inside = line.startswith(key) or (inside and line.startswith(" "))
        kept += [] if inside else [line]
    return "\n".join(kept) + "\n"


def _misplaced() -> Iterator[Broken]:
    """Good cards in the wrong folder, or with nothing to know them by."""
    yield Broken(
        "student-among-teachers", "agents/teachers/maya.yaml", b"kind: student\n" + STUDENT.encode(), 1
    )
    yield Broken("teacher-among-scenarios", "scenarios/asker.yaml", b"kind: teacher\n" + TEACHER.encode(), 1)
    yield Broken("critic-taken-for-student", "agents/students/observer.yaml", CRITIC.encode(), None)
    yield Broken("of-no-kind", "elsewhere/thing.yaml", b"colour: red\n", 1)
    yield Broken("elsewhere-with-another-id", "elsewhere/lesson.yaml", SCENARIO.encode(), 1)


def _edited() -> Iterator[Broken]:
    elsewhere = {  # the change is told where it shows, or may be told at either end
        "turns-fewer-than-items": 17, "student-is-the-teacher": 5, "target-that-cannot-show": 12,
        "item-practised-and-tested": 10, "kind-unknown": 4, "kind-is-a-list": 4, "kind-is-null": 5,
        "holding-is-text": 9, "misconception-held-twice": None, "key-from-the-future": 7, "key-a-number": 7,
        "key-true": 7, "key-nothing": 7, "key-a-list": 7, "key-merge": 16, "alias-to-what-holds-it": 16,
        "key-in-the-wrong-block": 17, "avoids-help-and-asks": 19, "under-confident-and-sure": 20,
        "weakness-of-another-family": 9,
    }  # fmt: skip
    loose = ("colon-missing", "indent-", "bracket-", "brace-", "quote-", "second-")
    for name, (path, old, new) in EDITS.items():
        text = TEXTS[path]
        lines = text.splitlines()
        (row,) = (n for n, line in enumerate(lines) if line.startswith(old))
        line = elsewhere.get(name, row + 1)
        content = "\n".join([*lines[:row], new, *lines[row + 1 :], ""]).encode()
        yield Broken(name, path, content, None if name.startswith(loose) else line)


BROKEN = [*_edited(), *_whole(), *_missing(), *_misplaced()]
