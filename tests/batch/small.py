"""An experiment of hardly more than a try-out, for the tests."""

from __future__ import annotations

import json
from typing import Any

from teachsim.scenario.experiment import Experiment

SMALL: dict[str, Any] = {
    "id": "small",
    "name": "Small",
    "question": "Does it run?",
    "scenarios": ["subtraction/borrowing"],
    "teachers": ["never", "contradiction"],
    "critics": [],
    "set": {"items.practice": 2, "items.near": 2, "items.transfer": 0, "budget.turns": 8},
    "grid": {"budget.interventions": [1, 2]},
    "replicates": 2,
    "outcomes": ["pre", "post", "transfer", "practised"],
    "contrasts": [{"of": {"teacher": "contradiction"}, "against": {"teacher": "never"}}],
}


def small(**changes: Any) -> Experiment:
    """The small experiment, with these keys otherwise."""
    return Experiment.model_validate_json(json.dumps(SMALL | changes))
