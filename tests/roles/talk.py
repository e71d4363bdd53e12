"""One student on one item, spoken to in words; for tests of what it does next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.registry import domain
from teachsim.engine.events import Attempt, Effects
from teachsim.engine.views import Felt, ItemSeen, StudentView
from teachsim.language.acts import Line, Situation
from teachsim.language.reading import understand
from teachsim.roles.student.student import SymbolicStudent
from tests.lessons import student

if TYPE_CHECKING:
    from teachsim.engine.cards import StudentCard
    from teachsim.language.acts import Act

D = domain("arithmetic")
ITEM = "1/4 + 2/3"
KEY = "11/12"


class Talk:
    """A student on an item: it has made its first attempt, and answers what is said to it."""

    def __init__(self, card: StudentCard | None = None, item: str = ITEM, seed: int = 1) -> None:
        """card: one who adds tops and bottoms and never slips, if none is given."""
        self.card = card or student("add-tops-and-bottoms", traits={"slip": 0.0})
        self.role = SymbolicStudent(self.card, D, seed)
        read = D.parse(item)
        assert read is not None
        self.item = read
        self.state = self.role.observe(self.role.newborn(), ItemSeen(1, item, self.item.kind))
        self.turns = 0
        self.effects = Effects()
        self.last = self.say(None)

    def say(self, words: str | None) -> Act:
        """What the student does on these words; None for its first attempt."""
        line = () if words is None else (Line("teacher", "T", words, 1, self.turns),)
        view = StudentView(1, self.item.text, self.item.kind, line, 1, self.turns)
        if words is not None:
            heard = understand(words, self._situation())
            self.effects = self.role.effects(self.state, heard, view)
            self.state = self.role.observe(self.state, Felt(heard.moves, heard.confidence, self.effects))
        act = self.role.act(self.state, view)
        made = Attempt(agent=self.card.id, student=self.card.id, item=1, **dict(act))
        self.state = self.role.observe(self.state, made)
        self.turns += 1
        self.last = act
        return act

    def _situation(self) -> Situation:
        last, main = self.state.last, self.state.main
        on = D.parse(last.on or "") if last else None
        asked = on or self.item
        return Situation(
            D,
            self.item,
            D.solve(self.item).answer.text,
            asked,
            D.read_answer(asked, last.answer) if last and last.answer else None,
            (),
            D.read_answer(self.item, main.answer) if main and main.answer else None,
        )

    @property
    def wrong(self) -> float:
        """m of its wrong rule."""
        return self.state.mind.slot("common-denominator").wrongest
