"""A decision can be reckoned again by hand: from the lines of a transcript, and from nothing else.

What stands here is the arithmetic of docs/measures.md, hypothesis by hypothesis and answer by answer. It
uses none of the teacher's code and no domain.
"""

from __future__ import annotations

import json
from math import log2

import pytest

from tests.lessons import shipped, written

BORROWING, FRACTIONS, EQUATIONS = (
    "subtraction/borrowing",
    "fractions/unlike-denominators",
    "algebra/equations",
)
BY_UTILITY = ("expected-utility",)
RANKING = (
    "look-ahead",
    "information-gain",
    "bandit",
    "mental-model-no-intervention",
    "mental-model-intervention",
    "mental-model-both",
    "personalised",
    "least-student-confidence",
    "teacher-confidence",
)
ROUNDED = 1.5e-4
"""Utilities are logged to four places."""


class Logged:
    """A decision with all that the transcript has told before it."""

    def __init__(self, row, belief, constants, values, slots, tables, budget, at_hand):
        self.row, self.belief = row, belief
        self.constants, self.values, self.slots, self.tables = constants, values, slots, dict(tables)
        self.budget = budget
        """What could be spent before it."""
        self.at_hand = at_hand

    @property
    def approaches(self):
        return [c for c in self.row["candidates"] if "cures" in c]


def decisions(tmp_path, policy, name, seed):
    """Every decision of a session that weighed anything, read from its file."""
    path = tmp_path / f"{policy}-{seed}.jsonl"
    written(shipped(name, seed, policy), path)
    belief, constants, values, slots, tables, found = {}, None, None, None, {}, []
    left = at_hand = None
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if row["type"] == "session_started":
            left = row["scenario"]["budget"]["interventions"]
        elif row["type"] == "item_presented":
            at_hand = row["text"]
        elif row["type"] == "teacher_belief":
            belief = row["probabilities"]
        elif row["type"] == "decision":
            constants = row.get("constants", constants)
            values, slots = row.get("values", values), row.get("slots", slots)
            tables |= row.get("tables", {})
            if row["candidates"]:
                found.append(Logged(row, singles(belief), constants, values, slots, tables, left, at_hand))
            left = row["budget_left"]
    return found


def singles(belief):
    """Who may hold two counts half for either."""
    alone = {h: p for h, p in belief.items() if " + " not in h}
    for both, p in belief.items():
        if " + " in both:
            for one in both.split(" + "):
                alone[one] += p / 2
    return alone


def suspect(belief, slots):
    return min(slots, key=lambda h: (-belief[h], h))


def gain(d, approach, belief):
    """Σ b(h)·cures·[V(correct) − V(h)] over those whom it reaches."""
    at = d.row["suspect"] if belief is d.belief else suspect(belief, d.slots)
    reached = [at] if approach["aimed"] else [h for h in d.slots if d.slots[h] == d.slots[at]]
    return sum(belief[h] * approach["cures"] * (d.values["correct"] - d.values[h]) for h in reached)


def best(d, belief):
    """max_a of what an approach gains less its turns, or 0."""
    per_turn = d.constants["per_turn"]
    return max(0.0, *(gain(d, a, belief) - per_turn * a["turns"] for a in d.approaches))


def likelihood(d, table, h, answer):
    """P(answer | h): as predicted, or by a slip."""
    slip = 1 - d.constants["unknown_right"] if h == "unknown" else d.constants["slip"]
    predicts = table["wrong"].get(h, table["right"]).get(answer, 0.0)
    return (1 - slip) * predicts + slip / (table["plausible"] - 1) * (1 - predicts)


def after(d, table, answer):
    """P(answer), and the belief once it was heard."""
    joint = {h: p * likelihood(d, table, h, answer) for h, p in d.belief.items()}
    total = sum(joint.values())
    return total, {h: j / total for h, j in joint.items()}


def named(table):
    return {a for row in (table["right"], *table["wrong"].values()) for a in row}


def worth(d, item):
    """E_y[max_a EU(a | b_y)]."""
    table = d.tables[item]
    heard = [after(d, table, answer) for answer in named(table)]
    common = [(p, belief) for p, belief in heard if p > d.constants["rare"]]
    return sum(p * best(d, b) for p, b in common) + (1 - sum(p for p, _ in common)) * best(d, d.belief)


def entropy(belief):
    return -sum(p * log2(p) for p in belief.values() if p > 0)


def bits(d, item):
    """H(b) − Σ_y P(y)·H(b | y)."""
    table = d.tables[item]
    heard = [after(d, table, answer) for answer in named(table)]
    others = max(0, table["plausible"] - len(named(table)))
    p, belief = after(d, table, "an answer that nothing leads to")
    left = sum(q * entropy(b) for q, b in heard) + others * p * entropy(belief)
    return entropy(d.belief) - left


def expected(d, item):
    """The most probable answer to an item, and how probable it is, slips and `unknown` left out."""
    table = d.tables[item]
    found = {}
    for h, p in d.belief.items():
        if h != "unknown":
            for answer, share in table["wrong"].get(h, table["right"]).items():
                found[answer] = found.get(answer, 0.0) + p * share
    answer = min(found, key=lambda a: (-found[a], a))
    return answer, found[answer]


@pytest.fixture(scope="module")
def logged(tmp_path_factory):
    """Decisions of some sessions by policy; made once for each."""
    made = {}

    def of(policy):
        if policy not in made:
            path = tmp_path_factory.mktemp(policy)
            made[policy] = [
                d
                for n, name in enumerate((BORROWING, FRACTIONS, EQUATIONS))
                for seed in (n, n + 3)
                for d in decisions(path, policy, name, seed)
            ]
        assert made[policy]
        return made[policy]

    return of


def test_every_utility_is_what_the_log_says_it_is_made_of(logged):
    for d in logged("expected-utility"):
        c = d.constants
        for one in d.approaches:
            if one["utility"] is not None:
                price = c["per_cost"] * one["cost"] + c["per_turn"] * one["turns"]
                assert one["gain"] == pytest.approx(gain(d, one, d.belief), abs=ROUNDED)
                assert one["utility"] == pytest.approx(one["gain"] - price, abs=ROUNDED)


def test_the_worth_of_every_question_and_what_it_tells_follow_from_its_table(logged):
    asked = [
        (d, c)
        for policy in ("expected-utility", "false-belief")
        for d in logged(policy)
        for c in d.row["candidates"]
        if c["approach"] in ("probe-item", "false-belief")
    ]
    assert {c["approach"] for _, c in asked} == {"probe-item", "false-belief"}
    for d, c in asked:
        assert c["gain"] == pytest.approx(worth(d, c["on"]), abs=ROUNDED)
        price = d.constants["per_cost"] * c["cost"] + d.constants["per_turn"] * c["turns"]
        assert c["utility"] == pytest.approx(c["gain"] - price, abs=ROUNDED)
        assert c["information_bits"] == pytest.approx(bits(d, c["on"]), abs=2 * ROUNDED)
        answer, p = expected(d, c["on"])
        assert (c["predicted"], c["predicted_probability"]) == (answer, pytest.approx(p, abs=ROUNDED))


@pytest.mark.parametrize("policy", BY_UTILITY)
def test_the_candidate_with_the_greatest_utility_is_taken_and_none_that_is_worth_nothing(logged, policy):
    for d in logged(policy):
        weighed = [c for c in d.row["candidates"] if c["utility"] is not None]
        most = max(c["utility"] for c in weighed)
        if d.row["opens"]:
            taken = [c for c in weighed if c["approach"] == d.row["approach"]]
            assert most > 0
            assert max(c["utility"] for c in taken) == most
        elif not d.row["intervene"] and d.row["reason"] == "no move is worth its cost":
            assert most <= 0


@pytest.mark.parametrize("policy", RANKING)
def test_what_a_policy_ranks_by_is_in_the_log_and_the_first_of_it_is_taken(logged, policy):
    ranked = [d for d in logged(policy) if "ranked" in d.row]
    assert ranked
    for d in ranked:
        scores = d.row["ranked"]
        if any(name.startswith("item ") for name in scores):
            mine = scores[f"item {d.row['item']}"]
            ahead = sum(score > mine for score in scores.values())
            stays = policy in ("mental-model-both", "personalised") and mine <= 0
            assert d.row["opens"] == (ahead < int(d.budget) and not stays)
        elif d.row["moves"]:
            taken = [m["on"] for m in d.row["moves"] if m["on"] in scores] or [d.row["approach"]]
            if taken[0] in scores:
                assert scores[taken[0]] == max(scores.values())


def test_what_can_be_gained_on_the_practice_items_is_the_value_after_less_that_before(logged):
    for d in logged("expected-utility"):
        value = sum(p * d.values[h] for h, p in d.belief.items())
        assert d.row["value_before"] == pytest.approx(value, abs=ROUNDED)
        chosen = [
            c
            for c in d.row["candidates"]
            if c["approach"] == d.row["approach"]
            and (c["approach"] not in ("probe-item", "false-belief") or c["on"] == d.row["moves"][0]["on"])
        ]
        if chosen:
            gained = d.row["value_after"] - d.row["value_before"]
            assert gained == pytest.approx(chosen[0]["gain"], abs=2 * ROUNDED)


def test_the_answer_to_the_item_at_hand_is_foreseen_without_help_and_with_each_move(logged):
    for d in logged("expected-utility"):
        table = d.tables[d.at_hand]
        most = d.belief[suspect(d.belief, d.slots)]
        assert d.belief[d.row["suspect"]] == pytest.approx(most, abs=2e-6)  # as near as six places tell
        right = {h: sum(likelihood(d, table, h, a) for a in table["right"]) for h in d.belief}
        right["unknown"] = d.constants["unknown_right"]
        alone = sum(p * right[h] for h, p in d.belief.items())
        assert d.row["alone"] == pytest.approx(min(1.0, alone), abs=ROUNDED)
        for c in d.approaches:
            at = d.row["suspect"]
            reached = [at] if c["aimed"] else [h for h in d.slots if d.slots[h] == d.slots[at]]
            then = alone + sum(d.belief[h] * c["cures"] * (right["correct"] - right[h]) for h in reached)
            assert c["right"] == pytest.approx(min(1.0, then), abs=ROUNDED)


def test_the_prior_is_in_the_first_belief_alone_and_sums_to_one(tmp_path):
    path = tmp_path / "one.jsonl"
    written(shipped(BORROWING, 1, "expected-utility"), path)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    beliefs = [row for row in rows if row["type"] == "teacher_belief"]
    assert sum(beliefs[0]["prior"].values()) == pytest.approx(1, abs=1e-5)
    assert not any("prior" in row for row in beliefs[1:])
    weighing = [row for row in rows if row["type"] == "decision" and row["candidates"]]
    assert all(("values" in row) == (row is weighing[0]) for row in weighing)
