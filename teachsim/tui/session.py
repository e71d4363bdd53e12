"""A session on the screen: the dialogue, and what was known at the turn under the cursor beside it.

Live sessions and replays differ only in where events come from and in what playing means; both are this
screen. It composes panes that each read the same `Story`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from teachsim.tui.bars import Bar, Part
from teachsim.tui.dialogue import Dialogue
from teachsim.tui.driver import Pace
from teachsim.tui.face import Face
from teachsim.tui.keys import key
from teachsim.tui.panes import Reading
from teachsim.tui.readings import belief_rows, critic_rows, decision_rows, digest, mind_rows
from teachsim.tui.rows import Row, row
from teachsim.tui.story import Story
from teachsim.tui.telling import Manner, entry_text, story_markdown, story_text
from teachsim.tui.words import cut, number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.binding import BindingType
    from textual.widget import Widget

    from teachsim.tui.dialogs import Otherwise
    from teachsim.tui.roll import Roll
    from teachsim.tui.story import Moment


class PaneTitle(NamedTuple):
    """A pane, with the key that goes to it."""

    id: str
    name: str


PANES = (
    PaneTitle("dialogue", "Dialogue"),
    PaneTitle("belief", "Belief"),
    PaneTitle("mind", "Mind"),
    PaneTitle("critic", "Critic"),
)
LEFT_AT_FIRST, LEFT_LEAST, LEFT_MOST = 58, 30, 80
"""Of the width, in percent, for the dialogue."""


class SessionScreen(Face):
    """What live sessions and replays have in common. Subclasses say what playing means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "screen.pause", "Play or pause", "Hold after this turn, or go on."),
        key("n", "screen.step", "Step", "One turn more, then hold."),
        key("plus,equals_sign", "screen.faster", "Faster", "Less time between turns."),
        key("minus", "screen.slower", "Slower", "More time between turns."),
        key("m", "screen.mind", "Mind", "Hide or show the mind, the computed steps and what was refused."),
        key("b", "screen.branch", "Branch", "Go on otherwise from the cursor's turn, in a new session."),
        key("slash", "screen.find", "Find", "Look for words in the dialogue."),
        key("g", "screen.turn", "Go to turn", "Ask for a turn's number and go there."),
        key("N", "screen.match(1)", "Next match", "To the next place where the words were found."),
        key("P", "screen.match(-1)", "Previous match", "To the place before."),
        key("1", "screen.pane(0)", "Dialogue", "To the dialogue."),
        key("2", "screen.pane(1)", "Belief", "To the teacher's belief and decision; there, hide or show it."),
        key("3", "screen.pane(2)", "Mind pane", "To the student's mind; there, hide or show it."),
        key("4", "screen.pane(3)", "Critic", "To the critics' findings; there, hide or show it."),
        key("less_than_sign", "screen.divide(-5)", "Divider left", "Less room for the dialogue."),
        key("greater_than_sign", "screen.divide(5)", "Divider right", "More room for the dialogue."),
        key("left_square_bracket", "screen.student(-1)", "Student before", "Another's belief and mind."),
        key("right_square_bracket", "screen.student(1)", "Next student", "Another's belief and mind."),
        key("y", "screen.copy_turn", "Copy turn", "Copy what the cursor is on."),
        key("Y", "screen.copy_all", "Copy all", "Copy the whole dialogue."),
        key("e", "screen.export", "Export", "Write the session to exports/ as Markdown or JSONL."),
        key("ctrl+l", "screen.log", "Event log", "All events as they are recorded, by type."),
    ]  # fmt: skip

    kind = "session"

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.pace = Pace()
        self.minds = True
        self.pane = 0
        """In a small terminal, the one that is shown."""
        self.hidden: set[str] = set()
        self.left = LEFT_AT_FIRST
        self.chosen_student: str | None = None
        self.notice = ""
        """What has to be said of the transcript as a whole."""
        self.banner = ""
        """What went wrong, and what can be done."""
        self._asked = "find"
        self._said: dict[str, str] = {}
        self._found: list[int] = []

    def body(self) -> Iterable[Widget]:
        """The top line, tabs where there is little room, the panes, a digest, what went wrong."""
        yield Bar(id="top")
        yield Bar(id="tabs")
        yield Static("", id="notice", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                dialogue = Dialogue(self.story, id="dialogue")
                dialogue.border_title = Content("1 Dialogue")
                yield dialogue
            with Vertical(id="right"):
                yield Reading(title="2 Belief and decision", id="belief")
                yield Reading(title="3 Mind", id="mind")
                yield Reading(title="4 Critic", id="critic")
        yield Static("", id="banner", markup=False)
        yield Bar(id="digest")
        with Horizontal(id="ask"):
            yield Static("find", id="ask-label", markup=False)
            yield Input(id="ask-input", compact=True)
            yield Static("", id="ask-count", markup=False)

    @property
    def dialogue(self) -> Dialogue:
        """The pane with the dialogue."""
        return self.query_one("#dialogue", Dialogue)

    def on_mount(self) -> None:
        """The dialogue has the keys first."""
        self.dialogue.focus()
        self.dialogue.tell(Manner(minds=self.minds))
        self._divide()
        self.refreshed()

    # --- what is shown ---

    @property
    def moment(self) -> Moment | None:
        """What is known where the cursor is."""
        return self.story.moment(self.dialogue.cursor_at, self.chosen_student)

    def told(self) -> None:
        """The story grew."""
        self.dialogue.grew()
        self.refreshed()

    def refreshed(self) -> None:
        """Everything beside the dialogue, as of the cursor."""
        if not self.is_mounted:
            return
        moment = self.moment
        minds = self.minds
        self.query_one("#belief", Reading).show(partial(self._belief_and_decision, moment))
        self.query_one("#mind", Reading).show(partial(mind_rows, moment, minds=minds))
        self.query_one("#critic", Reading).show(partial(critic_rows, moment))
        self._titles(moment)
        self.query_one("#top", Bar).show(*self._top(moment))
        bar = self.query_one("#digest", Bar)
        bar.show([Part(" " + digest(moment, max(10, self.size.width - 2), minds=minds), "$say-dim")])
        self._show_tabs()
        for name, text in (("#banner", self.banner), ("#notice", self.notice)):
            static = self.query_one(name, Static)
            if self._said.get(name) != text:  # an update lays the whole screen out again
                self._said[name] = text
                static.update(text)
                static.display = bool(text)

    def _belief_and_decision(self, moment: Moment | None, width: int) -> list[Row]:
        rows = belief_rows(moment, width, minds=self.minds)
        return [*rows, row(""), *decision_rows(moment, width)]

    def _titles(self, moment: Moment | None) -> None:
        several = len(self.story.students) > 1 and moment is not None
        whose = f" of {self.story.names[moment.student]}" if several and moment else ""
        count = sum(one.objects for one in moment.findings) if moment else 0
        titles = {"belief": f"2 Belief{whose} and decision", "mind": f"3 Mind{whose}"}
        for name, title in (titles | {"critic": f"4 Critic  !{count}"}).items():
            if self._said.get(name) != title:
                self._said[name] = title
                self.query_one(f"#{name}").border_title = Content(title)

    def _top(self, moment: Moment | None) -> tuple[list[Part], list[Part]]:
        started = self.story.started
        name = started.scenario.id if started is not None else self.title_before
        left = [Part(f" {self.kind} · ", "bold"), Part(cut(name, 28 if self.compact else 44), "bold")]
        right = [Part(f"{self.status()} ", "bold")]
        if self.compact:  # what is spent stands in the digest
            where = f"turn {moment.turn}/{moment.turns} · {self.pace.name} · " if moment is not None else ""
            return left, [Part(where), *right]
        if moment is not None:
            where = f"item {moment.item}/{moment.items} · turn {moment.turn}/{moment.turns}"
            spent = f" · spent {number(moment.spent)}/{number(moment.budget)} · {self.pace.name} · "
            right.insert(0, Part(where + spent))
        return left, right

    title_before = ""

    def status(self) -> str:
        """In a word or two: playing, paused, ended."""
        return ""

    def _show_tabs(self) -> None:
        parts = [
            Part(f" {n} {title.name} ", "reverse bold" if n - 1 == self.pane else "", f"screen.pane({n - 1})")
            for n, title in enumerate(PANES, 1)
        ]
        self.query_one("#tabs", Bar).show(parts)
        for n, title in enumerate(PANES):
            self.query_one(f"#{title.id}").set_class(n == self.pane, "-current")
        self.query_one("#left").set_class(self.pane == 0, "-current")
        self.query_one("#right").set_class(self.pane != 0, "-current")

    def fitted(self) -> None:
        """One pane or several."""
        if self.is_mounted:
            self._divide()
            self.refreshed()

    def _divide(self) -> None:
        alone = all(title.id in self.hidden for title in PANES[1:])
        self.query_one("#left").styles.width = (
            "1fr" if self.compact or alone or self.zoomed else f"{self.left}%"
        )
        self.query_one("#right").set_class(alone and not self.compact, "-hidden")
        for title in PANES[1:]:
            self.query_one(f"#{title.id}").set_class(title.id in self.hidden, "-hidden")

    def on_roll_moved(self, event: Roll.Moved) -> None:
        """The panes follow the cursor."""
        if event.roll is self.dialogue:
            self.refreshed()

    def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """Open what is inside an entry."""
        if event.roll is self.dialogue:
            self.dialogue.toggle(event.index)

    # --- actions ---

    def action_pane(self, number: int) -> None:
        """To a pane; pressed there again it is hidden, or shown."""
        pane = self.query_one(f"#{PANES[number].id}")
        if self.compact:
            self.pane = number
            self._show_tabs()
            pane.focus()
            return
        if number and (pane.has_focus or PANES[number].id in self.hidden):
            self.hidden ^= {PANES[number].id}
            self._divide()
        if PANES[number].id in self.hidden:
            self.dialogue.focus()
        else:
            pane.focus()

    def on_descendant_focus(self) -> None:
        """In a small terminal the pane that has the focus is the one that is shown."""
        super().on_descendant_focus()
        focused = self.focused.id if self.focused else None
        current = next((n for n, title in enumerate(PANES) if title.id == focused), self.pane)
        if current != self.pane:
            self.pane = current
            self._show_tabs()

    def action_divide(self, by: int) -> None:
        """Move the divider."""
        self.left = max(LEFT_LEAST, min(LEFT_MOST, self.left + by))
        self._divide()

    def action_mind(self) -> None:
        """Hide or show what nobody in the room could see."""
        self.minds = not self.minds
        self.dialogue.tell(Manner(minds=self.minds))
        self.refreshed()

    def action_student(self, step: int) -> None:
        """Another student's belief and mind."""
        students = self.story.students
        if len(students) < 2:
            self.app.notify("there is one student")
            return
        moment = self.moment
        now = students.index(moment.student) if moment is not None else 0
        self.chosen_student = students[(now + step) % len(students)]
        self.refreshed()

    def action_faster(self) -> None:
        """Less time between turns."""
        self.pace.change(1)
        self.repaced()

    def action_slower(self) -> None:
        """More time between turns."""
        self.pace.change(-1)
        self.repaced()

    def repaced(self) -> None:
        """The pace is another."""
        self.refreshed()

    def action_pause(self) -> None:
        """Play or hold."""

    def action_step(self) -> None:
        """One turn."""

    def hold(self) -> None:
        """Hold while a question is on the screen."""

    # --- finding ---

    def action_find(self) -> None:
        """Ask for words."""
        self._ask("find")

    def action_turn(self) -> None:
        """Ask for a turn."""
        self._ask("turn")

    def _ask(self, what: str) -> None:
        self._asked = what
        if self.compact and self.pane:
            self.action_pane(0)
        self.query_one("#ask-label", Static).update(f" {what} ")
        self.query_one("#ask-count", Static).update("")
        field = self.query_one("#ask-input", Input)
        field.value = ""
        self.query_one("#ask").add_class("-open")
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look while it is typed."""
        if event.input.id == "ask-input" and self._asked == "find":
            self._look(event.value)

    def _look(self, words: str) -> None:
        wanted = words.casefold()
        entries = self.story.entries
        self._found = [n for n, e in enumerate(entries) if wanted and wanted in e.text.casefold()]
        self.dialogue.matches = frozenset(self._found)
        self.dialogue.refresh()
        if self._found:
            at = next((n for n in self._found if n >= self.dialogue.cursor_at), self._found[0])
            self.dialogue.following = False
            self.dialogue.go_to(at)
        self._count()

    def _count(self) -> None:
        at = self.dialogue.cursor_at
        where = self._found.index(at) + 1 if at in self._found else 0
        text = f" {where} of {len(self._found)}, enter next, esc closes "
        self.query_one("#ask-count", Static).update(text if self._found else " nothing found ")

    def action_match(self, step: int) -> None:
        """To another place where the words were found."""
        if not self._found:
            self.app.notify("nothing was looked for: / finds words")
            return
        at = self.dialogue.cursor_at
        later = [n for n in self._found if (n > at if step > 0 else n < at)]
        wrapped = self._found[0 if step > 0 else -1]
        self.dialogue.following = False
        self.dialogue.go_to((later[0 if step > 0 else -1]) if later else wrapped)
        self._count()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The next match, or the turn."""
        if event.input.id != "ask-input":
            return
        if self._asked == "find":
            if event.value and self._found:
                self.action_match(1)
            return
        self.go_to_turn(event.value)

    def go_to_turn(self, wanted: str) -> None:
        """To a turn by its number; says so where there is none."""
        index = self.story.entry_of_turn(int(wanted)) if wanted.strip().isdecimal() else None
        if index is None:
            self.query_one("#ask-count", Static).update(f" turns are 1 to {self.story.turns} ")
            return
        self.dialogue.following = False
        self.dialogue.go_to(index)
        self.close_question()

    def close_question(self) -> bool:
        """Close the line that asks; False where it was not open."""
        ask = self.query_one("#ask")
        if not ask.has_class("-open"):
            return False
        ask.remove_class("-open")
        self.dialogue.focus()
        return True

    def action_back(self) -> None:
        """Close the question, the zoom, the screen."""
        if not self.close_question():
            super().action_back()

    # --- leaving the screen ---

    @property
    def path(self) -> Path | None:
        """The transcript, once it is known."""
        return None

    def stem(self) -> str:
        """What is saved from here is called after the transcript."""
        return self.path.stem if self.path is not None else self.kind

    def action_copy_turn(self) -> None:
        """Copy the entry under the cursor."""
        from teachsim.tui.saving import copy

        if self.story.entries:
            entry = self.story.entries[self.dialogue.cursor_at]
            what = f"turn {entry.turn}" if entry.turn else "this line"
            copy(self.app, entry_text(entry), what, self.stem())

    def action_copy_all(self) -> None:
        """Copy the dialogue."""
        from teachsim.tui.saving import copy

        copy(self.app, story_text(self.story), "the whole dialogue", self.stem())

    def action_export(self) -> None:
        """Ask how, and write it."""
        from teachsim.tui.dialogs import Choose, Option

        ways = [
            Option("Markdown", "the dialogue with moves and worked steps, to read"),
            Option("JSONL", "every event, as the transcript has it"),
        ]
        self.app.push_screen(Choose("Export to exports/", ways), self._export)

    def _export(self, how: str | None) -> None:
        from teachsim.tui.saving import free, save

        if how is None:
            return
        if how == "Markdown":
            path = save(story_markdown(self.story), self.stem(), ".md")
        else:
            path = free(self.stem(), ".jsonl")
            if self.path is not None:
                path.write_bytes(self.path.read_bytes())
        self.app.notify(f"wrote {path}", markup=False)

    def action_log(self) -> None:
        """The events themselves."""
        from teachsim.tui.log import EventLog

        position = self.story.entries[self.dialogue.cursor_at].position if self.story.entries else 0
        self.app.push_screen(EventLog(self.story.events, position, self.stem()))

    def action_branch(self) -> None:
        """Ask what is to be otherwise from the cursor's turn on."""
        from teachsim.tui.dialogs import BranchAt

        self.hold()
        entry = self._last_students_turn()
        if entry is None or self.path is None:
            self.app.notify("no student's turn to go on from yet", severity="warning")
            return
        at, said = entry
        self.app.push_screen(BranchAt(at, said), partial(self._branch, at))

    def _last_students_turn(self) -> tuple[int, str] | None:
        """The last whole turn of a student at the cursor or before it, with its words."""
        for n in range(min(self.dialogue.cursor_at, len(self.story.entries) - 1), -1, -1):
            entry = self.story.entries[n]
            if entry.spoken and entry.style == "student" and entry.turn:
                return entry.turn, entry.text
        return None

    def _branch(self, at: int, otherwise: Otherwise | None) -> None:
        if otherwise is None or self.path is None:
            return
        from teachsim.tui.live import LiveScreen

        opener = self.app.opener  # type: ignore[attr-defined]  # ours: TeachsimApp
        opening = partial(
            opener.branched, self.path, at, teacher=otherwise.teacher, words=otherwise.words
        )  # fmt: skip
        self.app.push_screen(LiveScreen(opening, f"branch of {self.path.stem}", kind="branch"))
