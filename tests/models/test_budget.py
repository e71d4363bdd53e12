"""What may be spent, and what was."""

from __future__ import annotations

import pytest

from teachsim.errors import BadInput
from teachsim.models.budget import Budget, cost, estimated_tokens
from teachsim.models.client import BudgetSpent, Usage
from teachsim.models.settings import Price
from tests.models.asking import request


@pytest.mark.parametrize(
    ("usage", "price", "dollars"),
    [
        (Usage(1_000_000, 500_000), Price(2.0, 8.0), 6.0),
        (Usage(1_000_000, 0, tokens_cached=400_000), Price(2.0, 8.0, 0.5), 1.4),
        (Usage(1_000_000, 0, tokens_cached=400_000), Price(2.0, 8.0), 2.0),
        (Usage(1_000, 1_000), Price(0.0, 0.0), 0.0),
        (Usage(None, 500), Price(2.0, 8.0), None),
        (Usage(500, None), Price(2.0, 8.0), None),
        (Usage(500, 500), None, None),
    ],
)
def test_a_cost_is_tokens_by_price_and_unknown_where_either_is(
    usage: Usage, price: Price | None, dollars: float | None
) -> None:
    assert cost(price, usage) == (None if dollars is None else pytest.approx(dollars))


def test_a_session_may_spend_no_more_than_is_left_of_the_experiment() -> None:
    whole = Budget(tokens=1000, name="experiment")
    first, second = Budget(tokens=800, above=whole), Budget(tokens=800, above=whole)
    with first.call(request(max_tokens=50), None) as hold:
        hold.usage = Usage(600, 50)
    assert (first.spent.tokens, second.spent.tokens, whole.spent.tokens) == (650, 0, 650)
    with (
        pytest.raises(BudgetSpent, match="for this experiment 350 are left"),
        second.call(request(max_tokens=700), None),
    ):
        pass
    assert second.held.tokens == whole.held.tokens == 0


def test_calls_in_flight_are_held_against_each_other() -> None:
    budget = Budget(tokens=250)
    most = request(max_tokens=100)
    assert estimated_tokens(most) < 100
    with (
        budget.call(most, None),
        pytest.raises(BudgetSpent),
        budget.call(most, None),
        budget.call(most, None),
    ):
        pass
    assert budget.held.tokens == 0


def test_a_call_without_a_reply_costs_nothing_and_one_without_a_count_what_was_estimated() -> None:
    budget = Budget()
    with pytest.raises(ZeroDivisionError), budget.call(request(), None):
        raise ZeroDivisionError
    assert budget.spent.calls == budget.spent.tokens == 0
    with budget.call(request(max_tokens=100), None) as hold:
        hold.usage = Usage()
    assert budget.spent.tokens == estimated_tokens(request()) + 100


def test_money_is_not_limited_where_no_price_is_known() -> None:
    budget = Budget(above=Budget(cost_usd=1.0))
    with (
        pytest.raises(BadInput, match="nobody says what openai/small costs"),
        budget.call(request(), None),
    ):
        pass


def test_what_was_spent_before_a_resume_counts() -> None:
    budget = Budget(tokens=100, above=Budget())
    budget.spend(Usage(90, 5, cost_usd=0.2), calls=2)
    with pytest.raises(BudgetSpent, match="5 are left"), budget.call(request(), None):
        pass
    assert budget.above is not None
    assert budget.above.spent.cost_usd == 0.2
