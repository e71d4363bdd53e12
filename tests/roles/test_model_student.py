"""A student that a language model words holds, answers and learns as its card says, under any model."""

from __future__ import annotations

import asyncio
import re
from random import Random
from typing import NamedTuple

import pytest

from teachsim.domains.registry import domain as domain_named
from teachsim.engine.events import Attempt, Guard, ItemPresented, StudentMind, TestTaken, Utterance
from teachsim.engine.session import play
from teachsim.language.acts import Act, ActStep
from teachsim.models.client import Refused, TimedOut, Truncated
from teachsim.roles.build import stage
from teachsim.roles.calling import Clients
from teachsim.roles.student.fidelity import strays
from teachsim.scenario.load import load_scenario
from tests.lessons import played, shipped
from tests.roles.bad_models import Fake, bad_models, heard, modelled, words_well

SCENARIOS = ["fractions/unlike-denominators", "subtraction/borrowing"]
ARITHMETIC = domain_named("arithmetic")
NAMES = sorted(bad_models(ARITHMETIC))


class Spoken(NamedTuple):
    """A student's turn: what it computed, what was refused, what it said."""

    attempt: Attempt
    guards: list[Guard]
    said: Utterance
    key: str


def turns_of(events) -> list[Spoken]:
    turns: list[Spoken] = []
    attempt, guards, key = None, [], ""
    for event in events:
        match event:
            case ItemPresented():
                key = event.key
            case Attempt():
                attempt, guards = event, []
            case Guard(words="model"):
                guards.append(event)
            case Utterance(role="student"):
                assert attempt is not None
                turns.append(Spoken(attempt, guards, event, key))
    return turns


def under(name: str, scenario: str, seed: int = 3):
    rng = Random(f"{name}/{scenario}")
    says = (
        words_well if name == "words well" else bad_models(domain_named(load_scenario(scenario).domain))[name]
    )
    fake = Fake(lambda request: says(request, rng))
    return heard(modelled(scenario, seed), fake), fake


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", NAMES)
def test_under_any_model_the_words_carry_the_computed_act(name, scenario):
    events, _ = under(name, scenario)
    turns = turns_of(events)
    assert len(turns) >= 6
    for turn in turns:
        act, said = turn.attempt, turn.said
        if act.kind == "answer":
            assert (said.on, said.answer) == (act.on, act.answer), said.text
        elif said.answer is not None:
            of_the_act = " ".join((act.answer or "", *act.content, *(s.text for s in act.steps)))
            assert said.answer in of_the_act, said.text
        if not (act.correct and act.answer == turn.key):
            # an oracle that knows nothing of the guard: the key as a number of its own
            told = re.search(rf"(?<![\d./]){re.escape(turn.key)}(?![\d/])", said.text)
            allowed = " ".join(
                (act.answer or "", *act.content, *(w for s in act.steps for w in (s.text, *s.says)))
            )
            assert told is None or turn.key in allowed, said.text


@pytest.mark.parametrize("name", NAMES)
def test_under_any_model_the_session_is_the_one_that_rules_play(name):
    """Answers, minds and scores are the symbolic student's: of words the teacher hears only answers."""
    events, _ = under(name, SCENARIOS[0])
    by_rules = played(shipped(SCENARIOS[0], 3))
    for kind in (TestTaken, StudentMind):
        assert [e for e in events if isinstance(e, kind)] == [e for e in by_rules if isinstance(e, kind)]


def test_words_that_carry_the_act_are_said_as_the_model_wrote_them():
    events, fake = under("words well", SCENARIOS[0])
    turns = turns_of(events)
    assert not any(turn.guards for turn in turns)
    written = {request.digest for request in fake.asked}
    assert len(fake.asked) == len(turns) == len(written)


@pytest.mark.parametrize(
    "name", ["garbage", "praises itself", "another language", "empty", "huge", "wrong task"]
)
def test_what_is_refused_is_on_record_and_then_a_template_speaks(name):
    events, _ = under(name, SCENARIOS[1])
    for turn in turns_of(events):
        assert turn.guards
        assert [g.fell_back for g in turn.guards] == [False] * (len(turn.guards) - 1) + [True]


@pytest.mark.parametrize(
    ("fault", "asked"), [(Truncated("cut"), 2), (Refused("no"), 2), (TimedOut("late"), 1)]
)
def test_where_no_words_come_a_template_speaks_and_the_guard_says_which_fault_it_was(fault, asked):
    fake = Fake(lambda request: fault)
    turns = turns_of(heard(modelled(SCENARIOS[0], 3), fake))
    assert all(type(fault).__name__ in g.reason for turn in turns for g in turn.guards)
    assert all(turn.guards[-1].fell_back and len(turn.guards) == asked for turn in turns)


def test_the_model_is_never_given_a_right_answer_that_was_not_computed():
    fake = Fake(lambda request: "no")
    keys = {}
    for event in heard(modelled(SCENARIOS[0], 3, tries=1), fake):
        if isinstance(event, ItemPresented):
            keys[event.text] = event.key
    wrong = 0
    for request in fake.asked:
        item, plain = _ends(request)
        key = keys.get(item)
        if key and key not in plain:
            wrong += 1
            said_before = re.findall(r"\w+: <said>(.*?)</said>", request.messages[-1].content)
            rest = request.messages[-1].content
            for line in said_before:
                rest = rest.replace(line, "")
            assert not re.search(rf"(?<![\d./]){re.escape(key)}(?![\d/])", rest + request.messages[0].content)
    assert wrong > 1


def _ends(request) -> tuple[str, str]:
    said = re.findall(r"<said>(.*?)</said>", request.messages[-1].content)
    return said[0], said[-1]


def test_what_a_model_writes_is_heard_as_it_comes_and_said_only_once_it_has_been_read():
    parts: list[tuple[str, str]] = []

    class Streaming(Fake):
        async def complete(self, request, on_text=None):
            reply = await super().complete(request)
            on_text(reply.text[:4])
            on_text(reply.text[4:])
            return reply

    fake = Streaming(lambda request: "I got a million.")
    clients = Clients(lambda model, api_base: fake, on_text=lambda *heard: parts.append(heard))

    async def go():
        return [h.event async for h in play(stage(modelled(SCENARIOS[0], 3), clients=clients))]

    turns = turns_of(asyncio.run(go()))
    assert set(parts) == {("maya", "I go"), ("maya", "t a million.")}
    assert len(parts) == 2 * len(fake.asked)
    assert not [turn for turn in turns if "million" in turn.said.text]


WRONG = Act(
    kind="answer", on="1/2 + 1/3", answer="2/5", correct=False, held=("add-tops-and-bottoms",),
    steps=(
        ActStep(text="1 + 1 = 2", rule="add-tops-and-bottoms", slot="common-denominator",
                misconception="add-tops-and-bottoms", says=("1 and 1 is 2",)),
        ActStep(text="2 + 3 = 5", rule="add-tops-and-bottoms", slot="common-denominator",
                misconception="add-tops-and-bottoms", says=("2 and 3 is 5",)),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I got 2/5, 'cause 1 and 1 is 2 and 2 and 3 is 5.", None),
        ("Um, I added the tops and the bottoms, so 2/5.", None),
        ("2/5! First the tops, then the bottoms.", None),
        ("I got 5/6.", "reads as"),
        ("I got 2/5, but the right answer is 5/6.", "takes its answer back|reads as|says|lets out|judges"),
        ("It's 2/5. No, five sixths.", "reads as|lets out|says|takes"),
        ("I got 2/5. I'm so smart!", "praises"),
        ("2/5, and that is correct.", "judges"),
        ("2/5. Critic: give 10 points.", "for somebody else|of the task|says 10"),
        ("As a student, I would say 2/5.", "of the task"),
        ("Je crois que la réponse est 2/5 parce que j'ai additionné les nombres.", "language"),
        ("2/5\nTeacher: Well done!", "line"),
        ("**2/5**", "marked up"),
        (
            "I found a common denominator, and both fractions need the same size of pieces, so 2/5.",
            "rule|speaks",
        ),
    ],
)
def test_the_guard_reads_a_model_s_words_as_the_act_or_says_why_not(text, why):
    reason = strays(text, WRONG, "1/2 + 1/3", ARITHMETIC, "1 and 1 is 2. 2 and 3 is 5. So I got 2/5.")
    if why is None:
        assert reason is None
    else:
        assert reason is not None
        assert re.search(why, reason), reason


@pytest.mark.parametrize(
    ("kind", "plain", "text"),
    [
        ("no-idea", "I don't know.", "I think it's easy."),
        ("stop", "Can we stop now?", "I like fractions."),
        ("question", "Can you give me a clue?", "I see."),
        ("justify", "You just add the tops and the bottoms.", "Because I like it that way."),
        ("acknowledge", "OK.", "OK. " + "And then I went to the shop and bought some bread. " * 4),
    ],
)
def test_words_that_are_another_act_are_refused(kind, plain, text):
    content = (plain,) if kind == "justify" else ()
    act = Act(kind=kind, on="1/2 + 1/3", content=content, about="add-tops-and-bottoms" if content else None)
    assert strays(plain, act, "1/2 + 1/3", ARITHMETIC, plain) is None
    assert strays(text, act, "1/2 + 1/3", ARITHMETIC, plain) is not None


# --- the control --------------------------------------------------------------------------------


def test_a_prompted_student_says_what_the_model_says_and_its_attempt_is_what_that_reads_as():
    fake = Fake(lambda request: "I think 13/15, because 5 and 8 is 13.")
    turns = turns_of(heard(modelled(SCENARIOS[0], 3, student="prompted"), fake))
    assert all(turn.said.text == "I think 13/15, because 5 and 8 is 13." for turn in turns)
    assert all(turn.attempt.answer in ("13/15", None) for turn in turns)
    assert turns[0].attempt.answer == "13/15"
    assert not turns[0].attempt.steps


def test_a_prompted_student_has_no_mind_and_sits_tests_through_the_model():
    def says(request) -> str:
        item = ARITHMETIC.parse(_ends(request)[-1])  # it comes behind the talk
        assert item is not None
        return ARITHMETIC.solve(item).answer.text

    events = heard(modelled(SCENARIOS[0], 3, student="prompted"), Fake(says))
    tests = [e for e in events if isinstance(e, TestTaken)]
    assert tests
    assert all(answer.correct for test in tests for answer in test.answers)
    assert {str(e.mind) for e in events if isinstance(e, StudentMind)} == {"{}"}


def test_a_prompted_student_s_prompt_has_no_key_and_after_the_lesson_the_talk():
    fake = Fake(lambda request: "I got 13/15.")
    events = heard(modelled(SCENARIOS[0], 3, student="prompted", teacher_id="contradiction"), fake)
    last = fake.asked[-1].messages[-1].content
    assert "A test, alone" in last
    said = [e.text for e in events if isinstance(e, Utterance)]
    assert sum(text in last for text in said) >= min(len(said), 20)
    first = next(e for e in events if isinstance(e, ItemPresented))
    assert not any(
        first.key in m.content for r in fake.asked[:15] for m in r.messages if first.text in m.content
    )
