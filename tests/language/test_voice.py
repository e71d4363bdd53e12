"""A voice changes the words and nothing else, and nobody speaks above the own age."""

from __future__ import annotations

import re
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from teachsim.domains.registry import domain
from teachsim.engine.cards import TeacherCard, Voice
from teachsim.engine.events import Attempt, SessionStarted, Utterance
from teachsim.language.acts import Act, ActStep
from teachsim.language.articulate import beyond, bound, technical
from teachsim.language.phrases import lines, sentences
from teachsim.language.speech import LEARNER
from teachsim.language.student_words import words
from teachsim.roles.student.guard import refusal
from teachsim.scenario.load import find_scenarios
from tests.lessons import played, shipped

if TYPE_CHECKING:
    from teachsim.engine.events import Event

SCENARIOS = sorted(find_scenarios())
OF_THE_YOUNG = ("addition", "subtraction", "multiplication", "division", "fractions", "decimals")
"""Lessons that a child of seven may sit; the words of later ones are not made for it."""
FRACTIONS = "fractions/unlike-denominators"
STEPS = tuple(
    ActStep(text=text, rule="add", slot="common-denominator", misconception="add-tops-and-bottoms", says=says)
    for text, says in (
        ("1 + 2 = 3", ("1 and 2 is 3", "I added 1 and 2, that's 3", "1 plus 2 makes 3")),
        ("4 + 3 = 7", ("4 and 3 is 7", "I added 4 and 3, that's 7", "4 plus 3 makes 7")),
    )
)
THREE_SEVENTHS = Act(kind="answer", on="1/4 + 2/3", answer="3/7", correct=False, steps=STEPS)


def lesson(
    name: str, seed: int = 1, teacher: str = "contradiction", age: int | None = None, **voice: Any
) -> list[Event]:
    """A session of a shipped scenario whose student is of this age and speaks like this."""
    started = shipped(name, seed, teacher)
    (card,) = started.students
    changed = card.model_copy(update={"age": age or card.age, "voice": card.voice.model_copy(update=voice)})
    return played(started.model_copy(update={"students": (changed,)}))


def said(events: list[Event]) -> list[str]:
    return [e.text for e in events if isinstance(e, Utterance) and e.role == "student"]


def spoken(act: Act = THREE_SEVENTHS, age: int = 10, times: int = 60, **voice: Any) -> list[str]:
    """The act in many first wordings."""
    manner = Voice.model_validate({"register": "child", "talkative": 1.0, "hesitates": 0.0} | voice)
    worded = [words(act, manner, age, (), Random(seed), lambda text: True) for seed in range(times)]
    return [text for text in worded if text is not None]


def mean_words(texts: list[str]) -> float:
    return fmean(len(text.split()) for text in texts)


def words_of_a_sentence(text: str) -> float:
    return len(text.split()) / len(sentences(text))


def share_with(pattern: str, texts: list[str]) -> float:
    return fmean(re.search(pattern, text, re.IGNORECASE) is not None for text in texts)


# Every field of a voice can be heard.


def test_a_talkative_student_says_its_steps_and_a_terse_one_only_its_answer():
    assert mean_words(spoken(talkative=1.0)) > 3 * mean_words(spoken(talkative=0.0))
    assert share_with("1 and 2|1 plus 2", spoken(talkative=0.0)) == 0


def test_a_hesitant_student_ums():
    um = r"\b(?:um+|er|uhh|hmm|well)\b"
    assert share_with(um, spoken(hesitates=1.0)) > share_with(um, spoken(hesitates=0.0)) + 0.2


@pytest.mark.parametrize("register", ["child", "teen", "plain"])
def test_each_register_has_lines_that_the_others_never_say(register):
    own = {
        r: {s for text in spoken(register=r, talkative=0.0) for s in sentences(text)}
        for r in ("child", "teen", "plain")
    }
    others = set().union(*(texts for r, texts in own.items() if r != register))
    assert len(own[register] - others) >= 3


def test_a_child_of_seven_speaks_in_shorter_sentences_than_one_of_twelve():
    seven, twelve = (fmean(words_of_a_sentence(text) for text in spoken(age=age)) for age in (7, 12))
    assert seven < twelve - 1


def test_from_fourteen_on_there_are_lines_of_their_own():
    older = "as far as i can see|the way i see it"
    assert share_with(older, spoken(age=15, times=200)) > 0 == share_with(older, spoken(age=12, times=200))


def test_a_learner_of_the_language_leaves_out_articles_and_endings_and_asks_for_a_word():
    full = said(lesson(FRACTIONS, 4, language_learner=1.0))
    none = said(lesson(FRACTIONS, 4, language_learner=0.0))
    assert share_with(r"\bthe\b", full) < share_with(r"\bthe\b", none) / 4
    asks = r"how (?:do )?you say|my language|the right word|what is the word|my english|my words"
    assert share_with(asks, spoken(**{"language-learner": 1.0})) > 0
    assert share_with(asks, spoken()) == 0


def test_a_distracted_student_speaks_of_something_else_as_well():
    aside = {s for group in lines("student")["aside"].values() for s in group}
    assert aside
    assert (
        fmean(len(sentences(t)) for t in spoken(distracted=1.0))
        > fmean(len(sentences(t)) for t in spoken()) + 0.8
    )


def test_each_mood_is_heard():
    moods = {
        mood: spoken(THREE_SEVENTHS.model_copy(update={"mood": mood}))
        for mood in ("sure", "unsure", "surprised", "tired")
    }
    assert share_with(r"\?", moods["unsure"]) > share_with(r"\?", moods["sure"]) + 0.3
    assert (
        share_with("!|now i|this time|doing it that way|looks better|one more go", moods["surprised"]) > 0.4
    )
    assert mean_words(moods["tired"]) < mean_words(moods["sure"]) / 2


def test_a_teacher_has_no_voice_to_set():
    with pytest.raises(ValidationError, match="voice"):
        TeacherCard.model_validate({"id": "t", "policy": "teller", "voice": {"register": "teen"}})


# Nothing but the words.


@pytest.mark.parametrize(
    "voice", [{"language_learner": 1.0}, {"distracted": 1.0}, {"register_": "plain", "talkative": 0.1}]
)
@pytest.mark.parametrize("name", [FRACTIONS, "algebra/like-terms", "percent/which-number"])
def test_a_voice_changes_no_act(name, voice):
    def acts(events: list[Event]) -> list[dict[str, Any]]:
        return [e.model_dump(exclude={"turn"}) for e in events if isinstance(e, Attempt)][:2]

    assert acts(lesson(name, **voice)) == acts(lesson(name))


@pytest.mark.parametrize("voice", [{"language_learner": 1.0}, {"distracted": 1.0}])
@pytest.mark.parametrize("name", SCENARIOS)
def test_what_such_a_student_says_carries_what_it_computed(name, voice):
    events = lesson(name, 6, **voice)
    assert isinstance(events[0], SessionStarted)
    acts = {e.turn: e for e in events if isinstance(e, Attempt)}
    practice = events[0].plan.practice
    for e in events:
        if isinstance(e, Utterance) and e.role == "student":
            at_hand = practice[e.item - 1].text
            assert refusal(e.text, acts[e.turn], at_hand, domain(events[0].scenario.domain)) is None


# Never more articulate than the card.


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("The bottoms have to be the same.", 0),
        ("You need a common denominator.", 11),
        ("It's the inverse.", 13),
        ("I have a misconception.", 99),
    ],
)
def test_technical_words_have_an_age(text, age):
    assert technical(text) == age


def test_long_or_nested_sentences_are_beyond_a_child_of_eight():
    most = bound("child", 8)
    assert not beyond("5 and 8 is 13. Then 6 and 9 is 15.", most)
    assert beyond(
        "I looked for a number that 6 and 9 both go into, and I found 18, and so they are eighteenths.",
        most,
    )
    assert beyond("It stays because it has to, since nothing is there.", most)
    assert beyond("The denominator.", most)


@pytest.mark.parametrize("register", ["child", "teen", "plain"])
def test_bounds_grow_with_age_and_shrink_for_a_learner(register):
    younger, older = bound(register, 7), bound(register, 13)
    assert all(a <= b for a, b in zip(younger, older, strict=True))
    assert all(a <= b for a, b in zip(bound(register, 13, learner=True), older, strict=True))


@pytest.mark.parametrize(
    ("name", "register", "age", "learner"),
    [
        *((name, "child", 7, 0.0) for name in SCENARIOS if name.split("/")[0] in OF_THE_YOUNG),
        *((name, "child", 10, 0.0) for name in SCENARIOS),
        *((name, "teen", 13, LEARNER) for name in SCENARIOS),
    ],
)
def test_nobody_speaks_above_the_card(name, register, age, learner):
    most = bound(register, age, learner=learner >= LEARNER)
    events = lesson(name, 3, "socratic", age, register_=register, talkative=1.0, language_learner=learner)
    texts = said(events)
    assert texts
    over = [text for text in texts if beyond(text, most)]
    assert not over


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("teacher", ["contradiction", "socratic"])
def test_no_student_names_what_is_wrong_with_it(name, teacher):
    events = lesson(name, 2, teacher, talkative=1.0)
    assert isinstance(events[0], SessionStarted)
    d = domain(events[0].scenario.domain)
    for text in said(events):
        low = " ".join(re.findall(r"[a-z']{2,}", text.lower()))
        assert not re.search(r"misconception|my (?:error|mistake) (?:is|was)|i (?:wrongly|incorrectly)", low)
        for misconception in d.misconceptions.values():
            as_it_believes = " ".join(misconception.belief).lower()
            assert misconception.name.lower() not in low or misconception.name.lower() in as_it_believes
            described = re.findall(r"[a-z']{2,}", misconception.description.lower())
            runs = {" ".join(described[n : n + 6]) for n in range(len(described) - 5)}
            assert not any(run in low for run in runs), (text, misconception.id)
