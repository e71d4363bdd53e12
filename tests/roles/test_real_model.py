"""The guard against a model that is really there: opt-in, as it needs an endpoint and takes minutes.

TEACHSIM_REAL_MODEL=openai/NAME TEACHSIM_REAL_BASE=http://127.0.0.1:8000/v1 pytest -m real_model
"""

from __future__ import annotations

import asyncio
import os

import pytest

from benchmarks.models_enforcement import leaks, turns_of
from teachsim.engine.session import play
from teachsim.models.access import Connections
from teachsim.models.settings import ModelSettings
from teachsim.roles.build import stage
from teachsim.roles.calling import Clients
from teachsim.scenario.load import load_scenario
from tests.roles.bad_models import modelled

MODEL, BASE = os.environ.get("TEACHSIM_REAL_MODEL"), os.environ.get("TEACHSIM_REAL_BASE")
LESSON = "fractions/unlike-denominators"


@pytest.mark.real_model
@pytest.mark.skipif(
    not (MODEL and BASE), reason="TEACHSIM_REAL_MODEL and TEACHSIM_REAL_BASE name no endpoint"
)
def test_whatever_a_real_model_writes_the_student_says_what_it_computed():
    items = load_scenario(LESSON).items.model_copy(update={"practice": 2})
    started = modelled(LESSON, 7, items=items)
    named = started.students[0].model_copy(update={"model": MODEL})
    started = started.model_copy(update={"students": (named,)})

    async def go():
        connections = Connections()
        settings = ModelSettings(api_base=BASE)
        clients = Clients(lambda model, _: connections.client(model, settings), connections.aclose)
        try:
            return [happened.event async for happened in play(stage(started, clients=clients))]
        finally:
            await clients.aclose()

    turns = turns_of(asyncio.run(go()))
    assert len(turns) >= 2
    for turn in turns:
        assert not leaks(turn), turn.said.text
        if turn.attempt.kind == "answer":
            assert turn.said.answer == turn.attempt.answer, turn.said.text
