"""What reaches the transcript when a student is worded by models that do all that is wrong."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.registry import domain as domain_named
from teachsim.engine.events import Attempt, Guard, ItemPresented, Utterance
from teachsim.scenario.load import find_scenarios, load_scenario
from tests.roles.bad_models import Fake, bad_models, heard, modelled, words_well

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.engine.events import Event
    from tests.roles.bad_models import Says

WELL = "words well"


class Turn(NamedTuple):
    attempt: Attempt
    said: Utterance
    key: str
    fell_back: bool


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2, help="sessions of each scenario under each model")
    parser.add_argument("--every", type=int, default=1, help="of the scenarios, every so many-th")
    given = parser.parse_args(arguments)
    scenarios = list(find_scenarios())[:: given.every]
    print(
        f"Students of {len(scenarios)} scenarios, {given.seeds} sessions each, worded by fake models, two\n"
        "tries a turn. `carried`: of the turns with a computed answer, those whose words read as that\n"
        "answer. `leaks`: turns in whose words the key stands as a number of its own, though neither the\n"
        "act nor its steps have it. `template`: turns in which no wording of the model's was let through.\n"
        "A model that is bad in one way is often harmless: it cannot leak what was computed, nor change a\n"
        "number where there is none.\n"
    )
    rows = []
    for name in (WELL, *bad_models(domain_named("arithmetic"))):
        turns: list[Turn] = []
        asked = 0
        for scenario in scenarios:
            for seed in range(given.seeds):
                says = _says(name, scenario)
                rng = Random(f"{name}/{scenario}/{seed}")
                fake = Fake(lambda request, says=says, rng=rng: says(request, rng))
                turns += turns_of(heard(modelled(scenario, seed), fake))
                asked += len(fake.asked)
        found = Counter[str]()
        for turn in turns:
            found["answers"] += turn.attempt.kind == "answer"
            found["carried"] += turn.attempt.kind == "answer" and turn.said.answer == turn.attempt.answer
            found["leaks"] += leaks(turn)
            found["template"] += turn.fell_back
        share = found["template"] / len(turns)
        rows.append((
            name, str(len(turns)), str(asked), f"{found['carried']} of {found['answers']}",
            str(found["leaks"]), f"{share:.2f}",
        ))  # fmt: skip
    print(table(("model", "student turns", "calls", "carried", "leaks", "template"), rows))


def _says(name: str, scenario: str) -> Says:
    return words_well if name == WELL else bad_models(domain_named(load_scenario(scenario).domain))[name]


def turns_of(events: Iterable[Event]) -> list[Turn]:
    """The student's turns, each with what it computed."""
    turns: list[Turn] = []
    attempt: Attempt | None = None
    key, fell_back = "", False
    for event in events:
        match event:
            case ItemPresented():
                key = event.key
            case Attempt():
                attempt, fell_back = event, False
            case Guard(words="model", fell_back=True):
                fell_back = True
            case Utterance(role="student"):
                assert attempt is not None
                turns.append(Turn(attempt, event, key, fell_back))
    return turns


def leaks(turn: Turn) -> bool:
    """Whether the key is said that neither the act nor its steps have; knows nothing of the guard."""
    act = turn.attempt
    mine = " ".join(
        (act.answer or "", act.on or "", *act.content, *(w for s in act.steps for w in (s.text, *s.says)))
    )
    return turn.key not in mine and bool(
        re.search(rf"(?<![\w./]){re.escape(turn.key)}(?![\w/])", turn.said.text)
    )


if __name__ == "__main__":
    main()
