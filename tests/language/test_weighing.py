"""What is weighed of a turn beside the rules, and the sieve that makes the rules' patterns cheap."""

from __future__ import annotations

import re

import pytest

from benchmarks.listening import CODES, WEIGHTS, Example, learned, model_of, own, written
from benchmarks.understanding import FRESH, rows
from teachsim.domains.registry import domain
from teachsim.language.acts import Situation
from teachsim.language.normalising import clauses
from teachsim.language.reading import by_rules, settled
from teachsim.language.sieve import Sieve, needed
from teachsim.language.weighing import Model, features, likelihoods, model


def situation(subject: str, item: str, answer: str) -> Situation:
    d = domain(subject)
    put = d.parse(item)
    assert put is not None
    read = d.read_answer(put, answer)
    return Situation(d, put, d.solve(put).answer.text, put, read, (), read)


SUBTRACTION = situation("arithmetic", "71 - 46", "35")
IDEA = SUBTRACTION.domain.ideas["top-too-small"]


def test_a_number_is_what_it_is_here_and_not_its_digits():
    found = features(by_rules("So is it 25?", SUBTRACTION), SUBTRACTION)
    assert {"w:<key>", "b:it <key>", "s:wrong"} <= found
    assert "w:<mine>" in features(by_rules("So is it 35?", SUBTRACTION), SUBTRACTION)


def test_the_same_words_about_another_item_have_the_same_features():
    other = situation("arithmetic", "82 - 57", "35")
    here = features(by_rules("And 25 is right?", SUBTRACTION), SUBTRACTION)
    assert here == features(by_rules("And 25 is right?", other), other)


def test_each_act_has_a_likelihood_of_its_own():
    likely = likelihoods(by_rules("Well done! What is 11 - 6?", SUBTRACTION), SUBTRACTION)
    assert likely.keys() == set(CODES.values())
    assert min(likely["praise"], likely["compute-this"]) > 0.5
    assert likely["worked-example"] < 0.1


SURE_OF_ALL = Model(tuple(CODES.values()), (9.0,) * len(CODES), {})
"""A model by which every turn does everything."""


def weighed(text: str) -> set[str]:
    return {m.kind for m in settled(by_rules(text, SUBTRACTION), SUBTRACTION, SURE_OF_ALL).moves}


def test_no_answer_is_heard_where_the_answer_is_not_named():
    assert "give-answer" not in weighed("Have a look at the ones.")
    assert "give-answer" in weighed("I see no reason why the number that we look for is not 25 here.")


def test_no_step_is_heard_where_no_number_of_the_item_is_named():
    assert "give-step" not in weighed("Have a look at the column.")


@pytest.mark.parametrize("text", [IDEA.hints[0], IDEA.rule[0], f"Hm. {IDEA.asks[0]}"])
def test_the_domains_own_sentences_are_not_weighed(text):
    assert settled(by_rules(text, SUBTRACTION), SUBTRACTION, SURE_OF_ALL) == settled(
        by_rules(text, SUBTRACTION), SUBTRACTION
    )


def test_what_the_domain_could_reckon_stands_unless_it_is_all_but_ruled_out():
    doubtful = Model(tuple(CODES.values()), (-2.0,) * len(CODES), {})
    ruled = by_rules("11 - 6 is 4.", SUBTRACTION)
    assert [m.kind for m in settled(ruled, SUBTRACTION, doubtful).moves] == ["false-claim"]


def test_a_reading_of_which_nothing_is_likely_is_asked_back():
    doubtful = Model(tuple(CODES.values()), (-2.0,) * len(CODES), {})
    ruled = by_rules("You can do it!", SUBTRACTION)
    assert settled(ruled, SUBTRACTION, doubtful).confidence < 0.5


def test_the_weights_are_small_readable_and_of_the_manuals_acts():
    assert WEIGHTS.stat().st_size < 300_000
    assert WEIGHTS.read_text(encoding="utf-8").count("\n") > len(model().weights)
    assert set(model().acts) == set(CODES.values())


def test_learning_finds_what_speaks_for_an_act_and_gives_the_same_each_time():
    turns = [
        Example(frozenset({"w:why", "w:now"}), frozenset({"ask-why"}), 1.0),
        Example(frozenset({"w:well", "w:now"}), frozenset({"praise"}), 1.0),
    ] * 5
    found = learned(turns, ["w:now", "w:well", "w:why"], "ask-why")
    assert found.weights["w:why"] > 0.5
    assert found.weights["w:well"] < -0.5
    assert abs(found.weights["w:now"]) < 0.1
    assert written(model_of(turns)) == written(model_of(turns))


def test_the_turns_that_are_learned_from_are_situations_with_known_acts():
    turns = own()
    assert len(turns) > 1000
    assert all(row.acts <= set(CODES.values()) for row in turns)


PATTERNS = {
    "thanks": (r"\bthank(?:s| you)\b", r"\bgood (?:job|work)\b"),
    "numbers": (r"[0-9]+ and [0-9]+",),
    "asks": (r"\bwhat(?:'s| is)\b|\bhow (?:many|much)\b", r"^(?:why|when)\b"),
    "any": (r"\d",),
}


def test_a_sieve_finds_what_its_patterns_find():
    sieve = Sieve(PATTERNS)
    whole = {name: re.compile("|".join(patterns)) for name, patterns in PATTERNS.items()}
    texts = [c.low for row in [*rows(), *rows(FRESH)] for c in clauses(row.text)]
    assert [sieve.found(t) for t in texts] == [{n for n, p in whole.items() if p.search(t)} for t in texts]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bsee you (?:soon|later)\b", ("see you ",)),
        (r"(?:good|well) (?:done|bye)s?", ("good", "well")),
        (r"(?:very )?[a-z]+", ()),
        (r"yes|\d+", ()),
    ],
)
def test_every_match_has_one_of_the_words_that_a_pattern_needs(pattern, words):
    assert needed(pattern) == words
