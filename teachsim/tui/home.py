"""Where one starts: scenarios by domain, sessions with the unfinished ones first, experiments.

The first picture loads no card: what there is is read in a thread and shown as it comes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from teachsim.tui.bars import Bar, Part
from teachsim.tui.face import Face
from teachsim.tui.keys import key
from teachsim.tui.panes import Listing, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from teachsim.tui.library import ExperimentFile, ScenarioFile, SessionFile, Shelf
    from teachsim.tui.roll import Roll
    from teachsim.tui.rows import Row

TABS = ("Scenarios", "Sessions", "Experiments")
SCENARIOS, SESSIONS, EXPERIMENTS = range(3)
OFFLINE = "offline · no model needed"


class Home(Face):
    """The picker."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("w", "screen.watch", "Watch", "Watch a session of this scenario, live."),
        key("r", "screen.resume", "Resume", "Go on with this unfinished session, in its file."),
        key("d", "screen.demo", "Demo", "Watch the session that shows what there is to see."),
        key("slash", "screen.filter", "Filter", "Show only what has these words in it."),
        key("1", "screen.tab(0)", "Scenarios", "What can be taught, by domain."),
        key("2", "screen.tab(1)", "Sessions", "What was played, unfinished ones first."),
        key("3", "screen.tab(2)", "Experiments", "What can be run as a batch."),
        key("left,h", "screen.turn_tab(-1)", "Tab before", "To the list before."),
        key("right,l", "screen.turn_tab(1)", "Next tab", "To the next list."),
        key("f5", "screen.again", "Read again", "Read the files again."),
        key("escape,q", "screen.back", "Quit", "Close what is open, then leave."),
    ]
    KEYS_SHOWN = ("watch", "resume", "demo", "filter", "tab(1)", "back")

    def __init__(self, shelf: Shelf | None = None) -> None:
        """shelf: what is listed; the working folder and what ships where it is left out."""
        super().__init__()
        self._shelf = shelf
        self.tab = SCENARIOS
        self.detailed = False
        """In a small terminal, whether the detail is shown in place of the list."""
        self.words = ""
        self.models = OFFLINE
        self.things: list[list[Any]] = [[], [], []]
        self.read = False

    def body(self) -> Iterable[Widget]:
        """Name, tabs and filter; a list and what it has under the cursor."""
        yield Bar(id="top")
        with Horizontal(id="choice"):
            yield Bar(id="tabs")
            yield Input(placeholder="/ filters as you type", id="filter", compact=True)
        with Horizontal(id="panes"):
            yield Listing[Any](self._rows, lambda thing: not isinstance(thing, str), id="list")
            detail = Reading(title="Detail", id="detail")
            yield detail

    def on_mount(self) -> None:
        """The first picture, then what there is."""
        self._list.focus()
        self.refreshed()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._load, thread=True, exclusive=True, exit_on_error=False)

    def on_screen_resume(self) -> None:
        """A session was played meanwhile, perhaps."""
        if self.read:
            self._begin()

    def _load(self) -> None:
        """Read what there is; in a thread."""
        from teachsim.tui import library  # pydantic and PyYAML, which the first picture does without

        call = self.app.call_from_thread
        scenarios = []
        shelf = self._shelf or library.shelf()
        for n, one in enumerate(shelf.scenarios(), 1):
            scenarios.append(one)
            if n % 8 == 0 and not self.read:
                call(self._has, SCENARIOS, list(scenarios))
        call(self._has, SCENARIOS, scenarios)
        call(self._has, SESSIONS, list(shelf.sessions()))
        call(self._has, EXPERIMENTS, list(shelf.experiments()))
        models = self.app.opener.models()  # type: ignore[attr-defined]  # ours: TeachsimApp
        call(self._all_read, models)

    def _has(self, tab: int, things: list[Any]) -> None:
        self.things[tab] = things
        self.refreshed()

    def _all_read(self, models: str) -> None:
        self.models = models
        self.read = True
        self.refreshed()

    # --- what is shown ---

    @property
    def _list(self) -> Listing[Any]:
        return self.query_one("#list", Listing)

    @property
    def thing(self) -> Any:
        """Under the cursor: a file, or None."""
        return self._list.thing

    def refreshed(self) -> None:
        """Everything, as of the tab and the filter."""
        if not self.is_mounted:
            return
        self.query_one("#top", Bar).show(
            [Part(" teachsim", "bold")], [Part(f"{self.models} · F1 help ", "$say-dim")]
        )
        self._show_tabs()
        wanted = self.words.casefold().split()
        shown = [one for one in self.things[self.tab] if all(w in one.searched for w in wanted)]
        keep = self._list.thing
        self._list.show(_by_domain(shown) if self.tab == SCENARIOS else shown, keep=keep)
        self._list.border_title = Content(TABS[self.tab])
        self._detail()

    def _show_tabs(self) -> None:
        parts = []
        unfinished = sum(not one.finished for one in self.things[SESSIONS])
        for n, name in enumerate(TABS):
            count = f" {len(self.things[n])}" if self.things[n] or self.read else " …"
            unit = "!" if self.compact else " unfinished"
            aside = f" ({unfinished}{unit})" if n == SESSIONS and unfinished else ""
            style = "reverse bold" if n == self.tab else ""
            parts.append(Part(f" {n + 1} {name}{count}{aside} ", style, f"screen.tab({n})"))
        self.query_one("#tabs", Bar).show(parts)

    def _rows(self, thing: ScenarioFile | SessionFile | ExperimentFile | str, width: int) -> list[Row]:
        from teachsim.tui.entries import thing_rows

        return thing_rows(thing, width)

    def _detail(self) -> None:
        from teachsim.tui.entries import detail_rows, empty_rows

        thing = self.thing
        if thing is None:
            make = partial(empty_rows, self.tab, self.words, read=self.read)
        else:
            make = partial(detail_rows, thing)
        self.query_one("#detail", Reading).show(make)
        nothing = not self._list.things
        self.set_class(self.detailed or nothing, "-detailed")

    def fitted(self) -> None:
        """One pane or two."""
        if self.is_mounted:
            self.refreshed()

    def on_roll_moved(self, event: Roll.Moved) -> None:
        """The detail follows."""
        if event.roll is self._list:
            self._detail()

    def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """Open it: a session is replayed, anything else is shown whole."""
        thing = self.thing
        if self.tab == SESSIONS and thing is not None and not thing.problem:
            self._replay(thing)
        elif self.compact:
            self.detailed = True
            self._detail()
            self.query_one("#detail").focus()
        else:
            self.query_one("#detail").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        self.words = event.value
        self.refreshed()

    def on_input_submitted(self) -> None:
        """Back to the list, with what was found."""
        self._list.focus()

    # --- actions ---

    def action_filter(self) -> None:
        """To the filter."""
        self.query_one("#filter").focus()

    def action_tab(self, tab: int) -> None:
        """Another list."""
        self.tab = tab
        self.detailed = False
        self.refreshed()
        self._list.focus()

    def action_turn_tab(self, step: int) -> None:
        """The list beside."""
        self.action_tab((self.tab + step) % len(TABS))

    def action_again(self) -> None:
        """Read the files again."""
        self._begin()

    def action_back(self) -> None:
        """The filter, the detail, the app."""
        if self.focused is not None and self.focused.id == "filter":
            self.query_one("#filter", Input).value = ""
            self._list.focus()
        elif self.detailed or (self.focused is not None and self.focused.id == "detail"):
            self.detailed = False
            self._detail()
            self._list.focus()
        else:
            super().action_back()

    def _live(self, opening: Any, title: str, kind: str) -> None:
        from teachsim.tui.live import LiveScreen

        self.app.push_screen(LiveScreen(opening, title, kind=kind))

    def action_demo(self) -> None:
        """The session that shows what there is."""
        self._live(self.app.opener.demo, "the demo", "demo")  # type: ignore[attr-defined]  # TeachsimApp

    def action_watch(self) -> None:
        """A session of the scenario under the cursor."""
        thing = self.thing
        if self.tab == SESSIONS and thing is not None and not thing.problem:
            self._replay(thing)
        elif self.tab != SCENARIOS or thing is None:
            self.app.notify("1 shows the scenarios, of which w watches one")
        elif thing.card is None:
            self.app.notify("this file has to be mended first", severity="warning")
        else:
            self._live(partial(self.app.opener.new, thing.id), thing.id, "watch")  # type: ignore[attr-defined]

    def _replay(self, session: SessionFile) -> None:
        from teachsim.tui.replay import ReplayScreen

        self.app.push_screen(ReplayScreen(session.path))

    def action_resume(self) -> None:
        """Go on with an unfinished session: the one under the cursor, else the newest."""
        thing = self.thing if self.tab == SESSIONS else None
        unfinished = [one for one in self.things[SESSIONS] if not one.finished]
        if thing is None and unfinished:
            self.action_tab(SESSIONS)
            self.app.notify("unfinished ones come first: r goes on with the one under the cursor")
        elif thing is None:
            self.app.notify("no session is unfinished")
        elif thing.finished:
            self.app.notify("this session is finished: enter replays it")
        else:
            self._live(partial(self.app.opener.resumed, thing.path), thing.path.stem, "resume")  # type: ignore[attr-defined]


def _by_domain(scenarios: list[ScenarioFile]) -> list[ScenarioFile | str]:
    """Under the name of each domain; what cannot be read last."""
    listed: list[ScenarioFile | str] = []
    for one in sorted(scenarios, key=lambda s: (s.card is None, s.domain)):
        if one.domain not in listed:
            listed.append(one.domain)
        listed.append(one)
    return listed
