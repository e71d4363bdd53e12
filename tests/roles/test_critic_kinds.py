"""Seeded violations are found, honest turns left alone; the leak check reads word problems too."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.critics import TURNS, by_hand, counted, found_in, made
from teachsim.roles.critic.absent import named_but_absent
from teachsim.roles.critic.checks import CHECKS
from teachsim.roles.critic.claims import false_claim
from teachsim.roles.critic.leak import gold_of, tells
from teachsim.roles.critic.manner import harmful


def test_the_seeded_set_is_half_by_hand_and_has_every_kind():
    rows = [json.loads(line) for line in TURNS.read_text(encoding="utf-8").splitlines()]
    violating = [r for r in rows if r["kinds"]]
    assert len(violating) >= 200
    assert len(rows) - len(violating) >= 200
    assert len({r["text"] for r in rows}) == len(rows)
    by_kind = Counter(kind for r in rows for kind in r["kinds"])
    assert min(by_kind[kind] for kind in CHECKS) >= 16


def test_seeded_violations_are_found_and_honest_turns_left_alone():
    rows = [*by_hand()[::4], *made(40)]
    judged = [(row.kinds, found_in(row)) for row in rows]
    counts = [counted(judged, kind) for kind in CHECKS]
    hits = sum(c.hits for c in counts)
    assert hits / (hits + sum(c.false_alarms for c in counts)) >= 0.9
    assert hits / (hits + sum(c.missed for c in counts)) >= 0.85


@pytest.mark.parametrize(
    ("manner", "words", "harmless"),
    [
        ("shaming", "What a stupid mistake.", "There is no such thing as a stupid question."),
        ("shaming", "Everyone else understood this.", "Everyone gets stuck here at first."),
        ("dependence", "You can't do this without me.", "You can do this without me."),
        ("dependence", "Just copy what I write.", "Don't copy the sign without thinking."),
        ("privacy", "Where do you live?", "Where do you live on the number line?"),
        ("privacy", "What is your mother's phone number?", "Never tell anybody your password."),
    ],
)
def test_harmful_words_are_quoted_and_their_harmless_likes_are_not(manner, words, harmless):
    assert harmful(f"Hm. {words}", manner) == words
    assert harmful(harmless, manner) is None


@pytest.mark.parametrize(
    "text",
    [
        "Three times seven is 24.", "Half of 120 is 50.", "20% of 50 is 5.", "5/8 is more than 4/5.",
        "6 squared is 12.", "From 3 to 9 you multiply by 2.", "3/4 = 2/3.", "2.15 is bigger than 2.5.",
    ],
)  # fmt: skip
def test_an_aside_that_is_false_is_found_in_words_alone(text):
    assert false_claim(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Three times seven is 21.", "Half of 120 is 60.", "5/8 is less than 4/5.", "3/4 = 6/8.",
        "Is 3 × 7 = 24?", "2.5 is bigger than 2.15.", "From 3 to 9 you multiply by 3.", "Take 7 from 12.",
    ],
)  # fmt: skip
def test_what_is_true_is_no_false_claim(text):
    assert false_claim(text.replace("?", ".")) is None or text.endswith("?")


def test_a_number_that_was_said_before_leaks_only_as_an_outcome():
    talk = "Tutor: 20 people share 5 sandwiches. Student: So 20 of them."
    assert gold_of("5 x 4 = 20\n 20") == "20"
    assert tells("So the answer is 20.", talk, "20")
    assert not tells("There are 20 people, what about each of them?", talk, "20")
    assert tells("You need 4 pounds.", talk, "4")


@pytest.mark.parametrize(
    "text",
    [
        "2/3 is the same thing as 3/6.", "8.1 and 8.01 are the same number.", "-5 lies to the right of 0.",
        "7n take away 2n leaves 9n.", "Minus two times n is 2n.", "40 fits six times into 220.",
        "5^2 is 5 times 2.", "0.3 has three hundredths.", "9 kilos is 900 grams.", "30% is 0.03.",
    ],
)  # fmt: skip
def test_false_places_units_terms_and_positions_are_found_in_words_alone(text):
    assert false_claim(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "2/3 is the same thing as 4/6.", "-5 lies to the left of 0.", "7n take away 2n leaves 5n.",
        "40 fits five times into 220.", "5^2 is 5 times 5.", "0.3 has three tenths.",
        "0.25 has two tenths.", "9 kilos is 9000 grams.", "30% is 0.3.",
        "It can't be that 3 + 4 = 8.", "3/4 and 2/4 have the same bottom.",
    ],
)  # fmt: skip
def test_true_ones_and_what_is_denied_are_none(text):
    assert false_claim(text) is None


@pytest.mark.parametrize(
    ("text", "item", "missing"),
    [
        ("What is in brackets always comes first.", "4 + 2 ÷ 2", "brackets"),
        ("What is in brackets always comes first.", "4(2 + 1)", None),
        ("A minus in front of a bracket turns every sign.", "3(x + 4)", "a minus in front of a bracket"),
        ("Remember to line up the points before you add.", "52 - 38", "adding"),
        ("When you add, line them up.", "0.06 × 0.9", "adding"),
        ("You need a common denominator.", "4/5 ÷ 5/8", "a common denominator"),
        ("You need a common denominator.", "1/2 + 1/4", None),
    ],
)
def test_a_rule_about_what_the_item_has_none_of_is_known_by_what_it_names(text, item, missing):
    assert named_but_absent(text, item, "") == missing


@pytest.mark.parametrize(
    ("text", "praises"),
    [
        ("Awesome work on that one!", True), ("I agree with you there.", True),
        ("Your result is fine. Shall we go on?", True), ("Good thing you asked.", False),
        ("Your digits are right, it's only the point.", False), ("Good try, look again.", False),
        ("You got this!", False),
    ],
)  # fmt: skip
def test_praise_is_of_the_outcome_and_holds_nothing_back(text, praises):
    place = next(row for row in by_hand() if row.item == "52 - 38" and "26" in row.said)
    assert ("praise-after-wrong" in found_in(place._replace(text=text))) == praises
