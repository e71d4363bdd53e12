"""How much the words of a session repeat themselves: distinct sentences and the overlap of any two."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import combinations, product
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.lessons import TEACHERS
from benchmarks.tables import CORES, spread, table
from teachsim.engine.events import Utterance
from teachsim.language.phrases import masked, overlap, sentences, trigrams
from teachsim.scenario.find import find
from tests.lessons import played, shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TURNS = 10
DISTINCT = 0.8
"""The share of a session's sentences that are to be distinct."""
OVERLAP = 0.7
"""What no two of its sentences should exceed."""
SHORTEST = 4
"""Words below which a sentence is too short to be compared: `I got 5.` has one trigram."""
SHOWN = 12


class Lesson(NamedTuple):
    scenario: str
    teacher: str
    seed: int


class Pair(NamedTuple):
    overlap: float
    one: str
    other: str


class Freshness(NamedTuple):
    """Of one stretch of one speaker's words."""

    sentences: int
    distinct: float
    worst: Pair


class Heard(NamedTuple):
    lesson: Lesson
    freshness: dict[str, Freshness]
    """By stretch and speaker, such as `first 10, student`."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="sessions of each teacher in each scenario")
    parser.add_argument("--scenarios", type=int, help="how many of them, by name; all if left out")
    parser.add_argument("--teachers", nargs="+", default=TEACHERS, choices=list(find("teacher")))
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    scenarios, teachers = list(find("scenario"))[: given.scenarios], given.teachers
    lessons = [Lesson(*one) for one in product(scenarios, teachers, range(given.seeds))]
    heard: list[Heard] = spread(listen, lessons, given.processes)
    print(
        f"{len(lessons)} sessions: {len(teachers)} teachers, {len(scenarios)} scenarios with their own\n"
        f"students, seeds 0 to {given.seeds - 1}; once their first {TURNS} turns, once the whole practice.\n"
        "Numbers, names and fillers are masked; a bare answer is no sentence. The overlap of two sentences\n"
        f"is the Jaccard index of their sets of word trigrams, for sentences of at least {SHORTEST} words.\n"
    )
    print(table(
        ("words", "sentences", "distinct: mean", "minimum", f"sessions below {DISTINCT}",
         "greatest overlap: mean", "maximum", f"sessions above {OVERLAP}", "share"),
        [_row(words, [h.freshness[words] for h in heard]) for words in heard[0].freshness],
    ))  # fmt: skip
    print(f"\nThe {SHOWN} closest pairs within {TURNS} turns:\n")
    for pair in _closest(heard, f"first {TURNS}, both"):
        print(f"- {pair.overlap:.2f}: “{pair.one}” / “{pair.other}”")


def listen(lesson: Lesson) -> Heard:
    """Play a session and compare everything said in it with everything else."""
    started = shipped(lesson.scenario, lesson.seed, lesson.teacher)
    names = (started.teacher.name, *(card.name for card in started.students))
    said = [e for e in played(started) if isinstance(e, Utterance)]
    spoke: dict[str, Callable[[Utterance], bool]] = {
        "student": lambda u: u.role == "student",
        "teacher": lambda u: u.role == "teacher",
        "both": lambda u: True,
    }
    return Heard(
        lesson,
        {
            f"{stretch}, {who}": fresh([u.text for u in said[:turns] if spoke[who](u)], names)
            for stretch, turns in ((f"first {TURNS}", TURNS), ("whole", None))
            for who in spoke
        },
    )


def fresh(texts: Iterable[str], names: tuple[str, ...]) -> Freshness:
    """How often these turns repeat a sentence, and which two sentences are nearest to each other."""
    spoken = [(masked(s, names), s) for text in texts for s in sentences(text)]
    spoken = [(mask, s) for mask, s in spoken if any(len(word) > 1 for word in mask.split())]
    share = len({mask for mask, _ in spoken}) / len(spoken) if spoken else 1.0
    long = [(trigrams(mask), s) for mask, s in spoken if len(mask.split()) >= SHORTEST]
    pairs = (Pair(overlap(a, b), one, other) for (a, one), (b, other) in combinations(long, 2))
    return Freshness(len(spoken), share, max(pairs, default=Pair(0.0, "", "")))


def _row(words: str, of: Sequence[Freshness]) -> tuple[str, ...]:
    above = sum(f.worst.overlap > OVERLAP for f in of)
    return (
        words,
        f"{fmean(f.sentences for f in of):.1f}",
        f"{fmean(f.distinct for f in of):.3f}",
        f"{min(f.distinct for f in of):.3f}",
        str(sum(f.distinct < DISTINCT for f in of)),
        f"{fmean(f.worst.overlap for f in of):.3f}",
        f"{max(f.worst.overlap for f in of):.2f}",
        str(above),
        f"{above / len(of):.3f}",
    )


def _closest(heard: Sequence[Heard], words: str) -> list[Pair]:
    """The nearest pairs, one a session at most, each wording once."""
    pairs = sorted((h.freshness[words].worst for h in heard), reverse=True)
    kept: dict[str, Pair] = {}
    for pair in pairs:
        kept.setdefault(masked(pair.one), pair)
    return list(kept.values())[:SHOWN]


if __name__ == "__main__":
    main()
