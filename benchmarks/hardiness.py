"""Every mal-rule on random and hostile expressions: nothing loops, nothing crashes, all is said in time.

What no domain reads is refused and counted; what one reads is worked rightly, as a holder of each of the
misconceptions that can show there, and as a holder of two at once.
"""

from __future__ import annotations

from argparse import ArgumentParser
from random import Random
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.registry import domains

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.domains.base import Domain, Item

SHOWN = 5
"""Faults that are printed."""


class Worked(NamedTuple):
    """What came of one text."""

    text: str
    read: bool
    solutions: int
    most_steps: int
    milliseconds: float
    """CPU time for reading and all solutions."""
    fault: str
    """Empty where nothing went wrong."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--expressions", type=int, default=50_000, help="random texts, of all sorts together")
    count: int = parser.parse_args(arguments).expressions
    print(f"{count} texts in equal parts, drawn from seeds `hardiness/SORT/N` with N from 0.\n")
    rows = []
    faults: list[str] = []
    for name, draw in SORTS.items():
        found = [worked(draw(Random(f"hardiness/{name}/{n}"))) for n in range(count // len(SORTS))]
        faults += [f"{one.text!r}: {one.fault}" for one in found if one.fault]
        slowest = max(found, key=lambda one: one.milliseconds)
        rows.append(
            (name, str(len(found)), str(sum(one.read for one in found)),
             str(sum(one.solutions for one in found)), str(max(one.most_steps for one in found)),
             f"{slowest.milliseconds:.0f}",
             str(sum(bool(one.fault) for one in found)))
        )  # fmt: skip
    print(table(["sort", "texts", "read", "solutions", "most steps", "slowest, CPU ms", "faults"], rows))
    for line in faults[:SHOWN]:
        print(f"\n{line}")


def worked(text: str) -> Worked:
    """A text read by all domains, and worked by all who can go wrong on it."""
    before = process_time()
    solutions = steps = 0
    read = False
    fault = ""
    try:
        for domain in domains().values():
            if item := domain.parse(text):
                read = True
                for held in _held(domain, item):
                    ways = domain.ways(item, held)
                    solutions += len(ways)
                    steps = max(steps, *(len(way.solution.steps) for way in ways))
                    fault = fault or _wrong_with(domain, item, [way.solution.answer.text for way in ways])
    except Exception as error:  # whatever it is, it is what is looked for
        fault = f"{type(error).__name__}: {error}"
    return Worked(text, read, solutions, steps, (process_time() - before) * 1000, fault)


def _held(domain: Domain, item: Item) -> list[tuple[str, ...]]:
    able = [name for name, m in domain.misconceptions.items() if item.kind in m.kinds]
    pair = tuple(Random(item.text).sample(able, 2)) if len(able) > 1 else ()
    return [(), *((name,) for name in able), *([pair] if pair else [])]


def _wrong_with(domain: Domain, item: Item, answers: list[str]) -> str:
    """Every answer that somebody works out has to be one that can be typed."""
    unread = [text for text in answers if domain.read_answer(item, text) is None]
    return f"{unread[0]!r} is no answer to {item.text}" if unread else ""


# --- what is drawn -----------------------------------------------------------------------------------


def number(rng: Random) -> str:
    """Whole mostly, else a decimal, a fraction or a mixed number."""
    n = rng.choice((0, 1, 2, rng.randint(0, 9), rng.randint(0, 99), rng.randint(0, 10**6)))
    form = rng.random()
    if form < 0.7:
        return str(n)
    if form < 0.8:
        return f"{n % 100}.{rng.randint(0, 999)}"
    top, bottom = rng.randint(0, 20), rng.randint(0, 20)
    return f"{top}/{bottom}" if form < 0.95 else f"{n % 20} {top}/{bottom}"


def arithmetic(rng: Random) -> str:
    """Two numbers, with signs of their own now and then, and something to do with them."""
    signs = ("", "", "", "-", "(-")
    one, two = (f"{s}{number(rng)}{')' if s == '(-' else ''}" for s in (rng.choice(signs), rng.choice(signs)))
    form = rng.random()
    if form < 0.7:
        return f"{one} {rng.choice('+-×÷/*:^')} {two}"
    if form < 0.8:
        return f"{one} __ {two}"
    return rng.choice(
        (f"{one}% of {two}", f"{one} is what percent of {two}", f"simplify {one}", f"{one} is {two}% of what",
         f"write {one} as an improper fraction", f"write {one} as a mixed number", f"{one}^{two}")
    )  # fmt: skip


def chain(rng: Random) -> str:
    """Several operations on whole numbers, brackets now and then."""
    text = str(rng.randint(0, 12))
    for _ in range(rng.randint(1, 4)):
        more = f" {rng.choice('+-×÷')} {rng.randint(0, 12)}"
        text = f"({text}){more}" if rng.random() < 0.2 else f"{text}{more}"
        if rng.random() < 0.1:
            text = f"{rng.randint(0, 9)}({text})"
    return text


def term(rng: Random, letters: str = "xxxyn", *, linear: bool = False) -> str:
    """A number, a letter with or without its coefficient, or a bracket with something before or under it."""
    letter, few = rng.choice(letters), rng.randint(0, 20)
    inner = f"({letter} {rng.choice('+-')} {few})"
    forms = [number(rng), str(few), letter, f"{few}{letter}", f"{number(rng)} {letter}", f"{letter}/{few}",
             f"{few}{inner}", f"{inner}/{few}", inner]  # fmt: skip
    return rng.choice(forms if linear else [*forms, f"{letter}^{few % 5}", f"{few}{letter}^2"])


def side(rng: Random, letters: str = "xxxyn", *, linear: bool = False) -> str:
    """Up to five terms."""
    text = rng.choice(("", "", "-")) + term(rng, letters, linear=linear)
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4))):
        text += f" {rng.choice('+-')} {term(rng, letters, linear=linear)}"
    return text


def equation(rng: Random) -> str:
    """An equation of one letter mostly, or a proportion."""
    if rng.random() < 0.15:
        parts = [number(rng) for _ in range(3)]
        parts.insert(rng.randrange(4), "x")
        return f"{parts[0]}/{parts[1]} = {parts[2]}/{parts[3]}"
    letters = "x" if rng.random() < 0.9 else "xy"
    linear = rng.random() < 0.9
    return f"{side(rng, letters, linear=linear)} = {side(rng, letters, linear=linear)}"


def expression(rng: Random) -> str:
    """Something to simplify, to expand, or to put numbers in."""
    text = side(rng)
    form = rng.random()
    if form < 0.3:
        return f"simplify {text}"
    if form < 0.5:
        a, b = number(rng), number(rng)
        return rng.choice((f"(x + {a})^2", f"({a}x - {b})^2", f"(x + {a})(x - {b})", f"({a} - x)(y + {b})"))
    given = " and ".join(f"{name} = {rng.randint(-9, 12)}" for name in dict.fromkeys("xyn") if name in text)
    return f"evaluate {text} for {given}" if given and form < 0.75 else text


def wild(rng: Random, depth: int = 4) -> str:
    """Anything that the grammar allows, and some that it does not."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice((number(rng), rng.choice("xyab")))
    one, two = wild(rng, depth - 1), wild(rng, depth - 1)
    return rng.choice(
        (f"{one} + {two}", f"{one} - {two}", f"{one}{two}", f"({one})({two})", f"-({one})", f"{one}/{two}",
         f"({one})^{rng.randint(0, 9)}", f"{one} × {two}", f"{one} = {two}", f"{one}:{two}")
    )  # fmt: skip


def spoilt(rng: Random) -> str:
    """An item of any kind with a character lost, doubled, exchanged, or pasted in many times."""
    domain = rng.choice(list(domains().values()))
    text = domain.generate(rng.choice(domain.kinds), None, rng).text
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text) + 1)
        strange = rng.choice("0123456789+-×÷/=^()._%$:, xπ∞٣½²⁻−\u00a0\u200b\x00\n\t{}[]<>'\"é")
        kept = at + rng.randint(0, 1)
        text = text[:at] + strange * rng.choice((0, 1, 1, 1, 2, 30, 300)) + text[kept:]
    return text


SORTS: dict[str, Callable[[Random], str]] = {
    "two numbers": arithmetic,
    "several operations": chain,
    "equations": equation,
    "expressions": expression,
    "wild": wild,
    "spoilt items": spoilt,
}
"""Ways of drawing a text."""


if __name__ == "__main__":
    main()
