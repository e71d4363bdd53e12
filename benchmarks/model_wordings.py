"""How many of a strong model's wordings the guard lets pass, and how many bad ones it refuses.

The wordings are tests/data/model_wordings.jsonl.

`python -m benchmarks.model_wordings` prints, for each half, the share of good wordings that are said and of
bad ones that are refused; `--show tune` prints the errors of that half.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teachsim.domains.registry import domain_for
from teachsim.language.acts import Act, ActStep
from teachsim.roles.student.fidelity import strays

if TYPE_CHECKING:
    from teachsim.domains.base import Domain

FILE = Path(__file__).parents[1] / "tests" / "data" / "model_wordings.jsonl"


def rows(half: str | None = None) -> list[dict[str, Any]]:
    """The wordings, of one half or of both."""
    found = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [row for row in found if half in (None, row["half"])]


def posed(row: dict[str, Any]) -> tuple[Act, str, Domain, str]:
    """The act that a row words, the item at hand, the domain, and a plain wording."""
    domain, item = domain_for(row["item"])
    if row["act"] != "answer":
        content = tuple(row["content"])
        act = Act(kind=row["act"], on=item.text, content=content, about=row["about"])
        return act, item.text, domain, content[0] if content else _PLAIN[row["act"]]
    solution = domain.solve(item, [row["holds"]])
    steps = tuple(
        ActStep(text=s.text, rule=s.rule, slot=s.slot, misconception=s.misconception, says=s.says)
        for s in solution.steps
    )
    answer = solution.answer.text
    act = Act(kind="answer", on=item.text, answer=answer, correct=False, held=(row["holds"],), steps=steps)
    told = ". ".join(s.says[0] for s in solution.steps if s.says)
    return act, item.text, domain, f"{told}. So I got {answer}."


_PLAIN = {
    "no-idea": "I don't know.",
    "ask-back": "What do you mean?",
    "acknowledge": "OK.",
    "stop": "Can we stop now?",
    "off-topic": "Is it nearly time?",
}


def reason(row: dict[str, Any]) -> str | None:
    """Why the guard refuses a wording, or None."""
    act, at_hand, domain, plain = posed(row)
    return strays(row["says"], act, at_hand, domain, plain)


def shares(half: str) -> tuple[int, int, int, int]:
    """Of a half: good wordings said, good ones, bad ones refused, bad ones."""
    told = [(row["bad"] is None, reason(row) is None) for row in rows(half)]
    good = [said for is_good, said in told if is_good]
    bad = [said for is_good, said in told if not is_good]
    return sum(good), len(good), len(bad) - sum(bad), len(bad)


def main() -> None:
    """Print the shares of both halves."""
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=["tune", "report"])
    show = parser.parse_args().show
    for half in ("tune", "report"):
        said, good, refused, bad = shares(half)
        print(f"{half}: good said {said}/{good} = {said / good:.2f}", end=", ")
        print(f"bad refused {refused}/{bad} = {refused / bad:.2f}")
    for row in rows(show) if show else ():
        why = reason(row)
        if (why is None) != (row["bad"] is None):
            print(f"{row['item']} | {row['act']} | {row['bad']} | {row['says']} | {why}")


if __name__ == "__main__":
    main()
