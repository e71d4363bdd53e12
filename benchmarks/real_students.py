"""First answers of one student under a real model, guarded and prompted, on the same items.

`python -m benchmarks.real_students openai/smollm2 http://127.0.0.1:8135/v1 10` asks the endpoint there, as
benchmarks/real_model.py. A look and no audit: one turn an item, replies of at most 60 tokens.
"""

from __future__ import annotations

import asyncio
import sys
from random import Random

from teachsim.domains.registry import domain
from teachsim.engine.cards import Drawing
from teachsim.engine.stage import settled
from teachsim.engine.views import ItemSeen, StudentView
from teachsim.errors import ModelFault
from teachsim.language.hearing import answer_in
from teachsim.models.access import Connections
from teachsim.models.settings import ModelSettings
from teachsim.roles.build import language_model, modelled_student
from teachsim.roles.calling import Clients
from teachsim.roles.prompting import STUDENT_PROMPTED, STUDENT_WORDS, Prompts, read_prompts
from teachsim.scenario.load import load_student

STUDENT, HELD, KIND = "maya", "add-tops-and-bottoms", "fraction-addition"


async def answered(brain: str, model: str, base: str, items: int) -> list[str]:
    """A row of the table: what became of the answers of a student with this brain."""
    taught, card = domain("arithmetic"), load_student(STUDENT)
    traits = card.traits.model_copy(update={"slip": 0.0})
    changes = {"brain": brain, "model": model, "traits": traits, "sampling": Drawing(max_tokens=60)}
    card = card.model_copy(update=changes)
    connections = Connections()
    settings = ModelSettings(api_base=base)
    clients = Clients(lambda name, _: connections.client(name, settings), connections.aclose)
    prompts = Prompts(read_prompts([STUDENT_WORDS, STUDENT_PROMPTED]))
    role = modelled_student(card, taught, 5, language_model(card, clients, None, 5), prompts)
    rng, counts = Random(11), dict.fromkeys(("as computed", "right", "no answer", "template"), 0)
    for number in range(1, items + 1):
        item = taught.generate(KIND, HELD, rng)
        state = role.observe(role.newborn(), ItemSeen(number, item.text, item.kind))
        view = StudentView(number, item.text, item.kind, (), 1, 0)
        try:
            act = await settled(role.act(state, view))
            worded = await settled(role.word(state, act, view))
        except ModelFault:
            counts["no answer"] += 1
            continue
        heard = answer_in(worded.text, item, taught)
        meant = act.answer if brain == "model" else taught.solve(item, [HELD]).answer.text
        counts["no answer"] += heard is None
        counts["as computed"] += heard is not None and heard.text == meant
        counts["right"] += heard is not None and taught.grade(item, heard)
        counts["template"] += any(r.last for r in worded.refusals)
    await clients.aclose()
    return [brain, str(items), *map(str, counts.values())]


def main(model: str, base: str, items: int) -> None:
    """Print the table."""
    print("| brain | items | as prescribed | right | no answer | a template spoke |")
    print("| --- | --- | --- | --- | --- | --- |")
    for brain in ("model", "prompted"):
        print(f"| {' | '.join(asyncio.run(answered(brain, model, base, items)))} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
