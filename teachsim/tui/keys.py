"""Keys: every one has an action's name, a label and a sentence, from which help, palette and footer are made.

No Alt (macOS types letters with it), no prefix of a multiplexer (^a ^b ^s), nothing that needs the kitty
protocol; letters act only where nobody is typing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.screen import Screen

FORBIDDEN = frozenset({"ctrl+a", "ctrl+b", "ctrl+s"})

_NAMES = {
    "question_mark": "?", "slash": "/", "less_than_sign": "<", "greater_than_sign": ">", "plus": "+",
    "equals_sign": "=", "minus": "-", "left_square_bracket": "[", "right_square_bracket": "]",
    "escape": "esc", "pagedown": "page down", "pageup": "page up", "comma": ",", "full_stop": ".",
}  # fmt: skip


def key(keys: str, action: str, label: str, says: str, *, priority: bool = False) -> Binding:
    """A binding whose id is its action, so that a keymap can name it."""
    name = action.removeprefix("app.").removeprefix("screen.")
    name = "".join(c if c.isalnum() or c == "_" else "-" for c in name).strip("-").replace("--", "-")
    return Binding(keys, action, label, show=False, tooltip=says, id=name, priority=priority)


def key_name(one: str) -> str:
    """How a key is written for people.

    >>> key_name("ctrl+p"), key_name("question_mark"), key_name("Y")
    ('^p', '?', 'Y')
    """
    if one.startswith("ctrl+"):
        return "^" + key_name(one.removeprefix("ctrl+"))
    if one.startswith("f") and one[1:].isdigit():
        return one.upper()
    return _NAMES.get(one, one)


class Command(NamedTuple):
    """Something that a key does here."""

    keys: tuple[str, ...]
    label: str
    says: str
    action: str
    node: DOMNode


def commands(screen: Screen[Any]) -> list[Command]:
    """What can be done on a screen, as it is focused now: the screen's own first."""
    found: dict[tuple[str, str], Command] = {}
    for one, active in screen.active_bindings.items():
        binding = active.binding
        if binding.system or not binding.tooltip or not active.enabled:
            continue
        known = found.get((binding.action, binding.description))
        keys = (*(known.keys if known else ()), key_name(one))
        found[binding.action, binding.description] = Command(
            keys, binding.description, binding.tooltip, binding.action, active.node
        )
    return sorted(found.values(), key=lambda c: c.node is not screen)


async def run(app: App[object], command: Command) -> None:
    """Do it, where it belongs."""
    await app.run_action(command.action, default_namespace=command.node)
