"""Where a student works on algebra: the rules in its hand, and the lines it writes.

The words of a step come from the slot, not from the rule: a student says a wrong step as it would say
a right one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Hand, Taken

WORDS: dict[str, tuple[str, ...]] = {
    "side-by-side": (
        "{before} means {after}",
        "I read {before} as {after}",
        "{before} is the same as {after}",
        "where it says {before} I think {after}",
    ),
    "put-in": (
        "for {before} I put in {after}",
        "I put {after} where {before} was",
        "{before} is {after}, so I write {after} there",
        "I swap {before} for {after}",
    ),
    "order-of-operations": (
        "{before} makes {after}",
        "I work out {before} and get {after}",
        "first {before}, that's {after}",
        "{before} comes out as {after}",
    ),
    "power": (
        "{before} means {after}",
        "{before} is {after}",
        "I write {before} as {after}",
        "squaring gives me {after} for {before}",
    ),
    "bracket-product": (
        "{before} gives {after}",
        "I multiply the brackets {before} and get {after}",
        "{before} multiplied out is {after}",
        "from the two brackets in {before} I get {after}",
    ),
    "multiply-out": (
        "{before} gives {after}",
        "I take the brackets off {before} and get {after}",
        "{before} without the brackets is {after}",
        "when I get rid of the brackets, {before} is {after}",
    ),
    "like-terms": (
        "{before} is {after}",
        "I put {before} together and get {after}",
        "{before} makes {after}",
        "altogether {before} is {after}",
    ),
    "signed-sum": (
        "{before} is {after}",
        "{before} makes {after}",
        "I work out {before} and get {after}",
        "{before}, that's {after}",
    ),
    "unlike-terms": (
        "{before} is {after} altogether",
        "I can still put {before} together, that's {after}",
        "{before} makes {after}",
        "and {before} comes to {after}",
    ),
    "undo-order": (
        "I divide first, so from {before} I get {after}",
        "I get rid of the number next to the letter first: {before} turns into {after}",
        "first I divide, and {before} becomes {after}",
    ),
    "move-number": (
        "I take the number over to the other side, so from {before} I get {after}",
        "I want the letter alone: {before} turns into {after}",
        "the number has to go, so {before} becomes {after}",
        "when I get rid of the number, {before} becomes {after}",
    ),
    "move-letter": (
        "I want the letters on one side, so from {before} I get {after}",
        "I bring the letters together: {before} turns into {after}",
        "the letters go to one side, so {before} becomes {after}",
        "when I move the letter over, {before} becomes {after}",
    ),
    "undo-coefficient": (
        "I get the letter by itself, so from {before} I get {after}",
        "now only one letter should be left: {before} turns into {after}",
        "to find one of them, {before} becomes {after}",
        "the number next to the letter has to go, so {before} becomes {after}",
    ),
    "work-out": (
        "{before} is {after}",
        "I work out {before} and get {after}",
        "{before} comes to {after}",
        "{before}, that's {after}",
    ),
    "cross-products": (
        "I get rid of the fractions, so from {before} I get {after}",
        "from {before} I make {after}",
        "{before} turns into {after}",
        "the two sides belong together, so {before} becomes {after}",
    ),
    "ratio": (
        "{before} means {after}",
        "I write {before} as {after}",
        "{before} is the same as {after}",
        "I can write {after} for {before}",
    ),
}
"""By slot: what is said when `before` became `after`. At least three each."""

LEAVES = (
    "I leave {before} as it is",
    "{before} stays like that",
    "I don't do anything more with {before}",
    "{before} can stay, I think",
)
"""What is said of something that is left alone though it could be worked on."""


class Change(NamedTuple):
    """One change on paper, and what made it."""

    node: Node
    """What stands there now: a whole side."""
    taken: Taken
    before: str
    """The piece that was changed."""
    after: str
    """What it became."""


class Desk:
    """The working of one student on one item."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.steps: list[Step] = []

    def take(self, slot: str, *situation: Any) -> Taken:
        """What this student does at a slot."""
        return self.hand.at(slot, *situation)

    def write(self, taken: Taken, line: str, before: str, after: str, *, leaves: bool = False) -> None:
        """Write a line down, with the words for it."""
        wordings = LEAVES if leaves else WORDS[taken.slot]
        self.steps.append(taken.step(line, *(words.format(before=before, after=after) for words in wordings)))
