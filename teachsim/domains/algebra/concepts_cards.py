"""Questions and belief cards as a YAML file says them: what each question holds, and what each card answers.

A **question** is a text with slots, its right answer and its reason. A **belief card** is a misconception
about what no procedure computes: what is believed, on which questions it shows, the answer with slots from
the item, its justification, and what refutes it. The answer and where it shows are written apart: the one
is given wherever the card is asked, the other is the claim that it is wrong there.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from teachsim.domains.algebra.concepts_templates import (
    Cases,
    Condition,
    Sum,
    Template,
    calculation,
    cases,
    condition,
    is_number,
    template,
)
from teachsim.domains.catalogue import Catalogue, catalogue_of
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_Slotted = Template | Cases | Condition
FILE = "misconceptions/concepts.yaml"
_NUMBER = r"-?[0-9]{1,4}"
_QUESTION = {"kind", "slot", "draw", "rows", "needs", "forms", "answers", "right", "because", "checks"}
_TRANSFER = "transfer"
_SAYS = {"question", "answer", "because", "shows_if"}


class Form(NamedTuple):
    """One wording of a question."""

    name: str
    text: Template
    draw: dict[str, Any]
    """Its own draws, in place of the question's."""
    whole: str
    """A regular expression that reads the question as written, slot by slot. Compiled when first asked
    for: all forms together take 50 ms, and most commands ask for none."""
    in_text: str
    """A regular expression that finds it in running text."""


class Test(NamedTuple):
    """A way to test an answer, with slots."""

    name: str
    asks: tuple[Template, ...]
    finds: Cases
    cue: str
    slots: tuple[str, ...]


class Question(NamedTuple):
    """A family of items."""

    kind: str
    slot: str
    draw: dict[str, Any]
    """By slot: `[least, most]`, `{of: [...]}`, or a calculation from slots drawn before."""
    rows: tuple[dict[str, str], ...]
    """Words and numbers that go together; one of them is drawn."""
    needs: tuple[Condition, ...]
    forms: tuple[Form, ...]
    answers: tuple[tuple[Template, ...], ...]
    """What may be answered, each with its shorter forms behind it. Any number may be, where one is."""
    right: Cases
    because: Cases
    tests: tuple[Test, ...]
    transfer: tuple[str, ...]

    @property
    def numeric(self) -> bool:
        """Whether the answer is a number."""
        return all(len(one[0].parts) == 3 and one[0].parts[::2] == ("", "") for one in self.answers)


class Says(NamedTuple):
    """What the holder of a card says to one kind of question."""

    answer: Cases
    because: Cases
    shows_if: tuple[Condition, ...]


class Card(NamedTuple):
    """A belief card, its texts for people aside."""

    id: str
    slot: str
    source: str
    says: Mapping[str, Says]
    """By kind of question."""


class Cards(NamedTuple):
    """All that a file holds."""

    questions: Mapping[str, Question]
    """By kind."""
    cards: Mapping[str, Card]
    """By id."""
    catalogue: Catalogue
    """The cards as misconceptions, and the ideas."""


def cards(domain: str) -> Cards:
    """What the package's own file holds. Raises BadInput or BadFile for what does not fit in it."""
    text = files(f"teachsim.domains.{domain}").joinpath(FILE).read_text(encoding="utf-8")
    return read_cards(text, domain, FILE)


def read_cards(text: str, domain: str, place: str) -> Cards:
    """The same from a text; `place` names it in messages."""
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    questions = {}
    for entry in data["questions"]:
        where = f"{place}: {entry.get('kind', 'a question')}"
        _only(entry, _QUESTION, {_TRANSFER}, where)
        questions[entry["kind"]] = _placed(where, _question, entry)
    found = {}
    entries = []
    for entry in data["cards"]:
        where = f"{place}: {entry.get('id', 'a card')}"
        said = {}
        for one in entry.get("says") or ():
            _only(one, _SAYS, set(), where)
            if one["question"] not in questions:
                known = f"known are {', '.join(questions)}"
                remedy = did_you_mean(one["question"], questions, otherwise=known)
                raise BadInput(f"no question {one['question']!r}", place=where, remedy=remedy)
            said[one["question"]] = _placed(where, _says, one, questions[one["question"]])
        if not said:
            raise BadInput("the card says nothing", place=where, remedy="add says: with question: its kind")
        found[entry["id"]] = Card(entry["id"], entry["slot"], entry["source"], said)
        rest = {field: value for field, value in entry.items() if field != "says"}
        rules = [{"rule": entry["id"], "weight": 1.0}]
        entries.append(rest | {"kinds": list(said), "rules": rules})
    catalogue = catalogue_of({"misconceptions": entries, "ideas": data["ideas"]}, domain, place)
    return Cards(questions, found, catalogue)


def _only(entry: Mapping[str, Any], fields: set[str], more: set[str], where: str) -> None:
    for field in entry:
        if field not in fields | more:
            known = f"known are {', '.join(sorted(fields | more))}"
            raise BadInput(
                f"no field {field!r}", place=where, remedy=did_you_mean(field, fields, otherwise=known)
            )
    for field in sorted(fields - set(entry)):
        raise BadInput(f"{field!r} is missing", place=where, remedy="every field is written, if empty")


def _placed(where: str, make: Any, *parts: Any) -> Any:
    """What is made of these; an error is given its place."""
    try:
        return make(*parts)
    except BadInput as error:
        raise BadInput(error.message, place=where, remedy=error.remedy or "") from error


def _question(entry: Mapping[str, Any]) -> Question:
    listed: list[dict[str, Any]] = entry["rows"] or [{}]
    rows = tuple({name: str(value) for name, value in row.items()} for row in listed)
    draw = {slot: _drawn(how) for slot, how in (entry["draw"] or {}).items()}
    forms = tuple(_form(one, rows) for one in entry["forms"])
    found = Question(
        entry["kind"], entry["slot"], draw, rows,
        tuple(map(condition, entry["needs"] or ())),
        forms,
        tuple(tuple(map(template, [one] if isinstance(one, str) else one)) for one in entry["answers"]),
        cases(entry["right"]),
        cases(entry["because"]),
        tuple(_test(one) for one in entry["checks"] or ()),
        tuple(entry.get(_TRANSFER, ())),
    )  # fmt: skip
    known = _slots_of(found)
    parts: list[_Slotted] = [found.right, found.because, *found.needs]
    for part in (*parts, *(text for one in found.answers for text in one)):
        _known(part.slots, known)
    for test in found.tests:
        _known(test.finds.slots.union(*(ask.slots for ask in test.asks)), known)
    return found


def _slots_of(question: Question) -> frozenset[str]:
    """Those that every item of a question has."""
    asked = frozenset.intersection(*(form.text.slots for form in question.forms))
    return asked | set(question.rows[0]) | {"form"}


def _known(used: Iterable[str], known: frozenset[str]) -> None:
    for name in used:
        if name not in known:
            otherwise = f"its items have {', '.join(sorted(known))}"
            raise BadInput(f"no slot {name!r}", remedy=did_you_mean(name, known, otherwise=otherwise))


def _drawn(how: Any) -> Any:
    return calculation(how) if isinstance(how, str) else how


def _form(entry: Mapping[str, Any], rows: Sequence[Mapping[str, str]]) -> Form:
    text = template(entry["text"])
    words = {name: "|".join(sorted({re.escape(row[name]) for row in rows}, reverse=True)) for name in rows[0]}
    named, loose = "", ""
    seen: set[str] = set()
    for n, part in enumerate(text.parts):
        if isinstance(part, Sum):
            raise BadInput("a question's text has no calculations", remedy="draw its number as a slot")
        if n % 2 == 0:
            fixed = re.escape(part).replace(r"\ ", r"\s+")
            if n and is_number(str(text.parts[n - 1])):  # `3m` as well as `3 m`
                fixed = re.sub(r"^\\s\+", r"\\s*", fixed)
            named, loose = named + fixed, loose + fixed
            continue
        inner = _NUMBER if is_number(part) else words[part]
        named += f"(?P={part})" if part in seen else f"(?P<{part}>{inner})"
        loose += f"(?:{inner})"
        seen.add(part)
    return Form(
        entry["name"], text, {slot: _drawn(how) for slot, how in entry.get("draw", {}).items()},
        named.removesuffix(r"\?") + r"\s*\??", loose.removesuffix(r"\?") + r"\??",
    )  # fmt: skip


def _test(entry: Mapping[str, Any]) -> Test:
    return Test(
        entry["name"], tuple(map(template, entry["asks"])), cases(entry["finds"]), entry["cue"],
        tuple(entry.get("slots", ())),
    )  # fmt: skip


def _says(entry: Mapping[str, Any], question: Question) -> Says:
    return says(question, entry["answer"], entry["because"], entry["shows_if"] or ())


def says(question: Question, answer: Any, because: Any, shows_if: Sequence[str] = ()) -> Says:
    """What is said to a question, checked. Raises BadInput where a text names what the question has not."""
    found = Says(cases(answer), cases(because), tuple(map(condition, shows_if)))
    known = _slots_of(question)
    parts: list[_Slotted] = [found.answer, found.because, *found.shows_if]
    for part in parts:
        _known(part.slots, known)
    for _, text in found.answer.cases:
        if not question.numeric and text not in [one[0] for one in question.answers]:
            written = ", ".join(one[0].written for one in question.answers)
            raise BadInput(
                f"{text.written!r} is no answer to {question.kind}", remedy=f"write one of: {written}"
            )
    return found
