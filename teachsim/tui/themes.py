"""How it looks: five themes, none of which says anything by colour alone."""

from __future__ import annotations

from textual.theme import Theme

AUTO, MONO = "auto", "mono"
"""The terminal's own colours; none at all."""

_ANSI = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "border": "ansi_default",
    "border-blurred": "ansi_bright_black",
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "input-cursor-background": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
    "cursor-ground": "ansi_default",
    "scrollbar": "ansi_bright_black",
    "scrollbar-hover": "ansi_default",
    "scrollbar-active": "ansi_default",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
}


def _roles(**colors: str) -> dict[str, str]:
    return {f"say-{name}": color for name, color in colors.items()}


THEMES: tuple[Theme, ...] = (
    Theme(
        name=AUTO, ansi=True, primary="ansi_blue", secondary="ansi_cyan", warning="ansi_magenta",
        error="ansi_red", success="ansi_green", accent="ansi_magenta", foreground="ansi_default",
        background="ansi_default", surface="ansi_default", panel="ansi_default", boost="ansi_default",
        # neither yellow nor cyan nor bright ones: unreadable on a light ground
        variables=_ANSI | _roles(
            student="ansi_green", teacher="ansi_default", mind="ansi_magenta", critic="ansi_red",
            dim="ansi_default", bar="ansi_blue", good="ansi_green", bad="ansi_red", key="ansi_magenta",
        ),
    ),
    Theme(
        name=MONO, ansi=True, primary="ansi_default", secondary="ansi_default", warning="ansi_default",
        error="ansi_default", success="ansi_default", accent="ansi_default", foreground="ansi_default",
        background="ansi_default", surface="ansi_default", panel="ansi_default", boost="ansi_default",
        variables=_ANSI | _roles(
            student="ansi_default", teacher="ansi_default", mind="ansi_default", critic="ansi_default",
            dim="ansi_default", bar="ansi_default", good="ansi_default", bad="ansi_default",
            key="ansi_default",
        ),
    ),
    Theme(
        name="dark", primary="#7aa2f7", secondary="#5a7bbf", accent="#c8a2ff", warning="#e8b059",
        error="#ff7a85", success="#8fd694", foreground="#dfe3ea", background="#15181f", surface="#1b1f28",
        panel="#242a36",
        variables={"cursor-ground": "#2f3b57"} | {
            "border": "#7aa2f7", "border-blurred": "#4a5468", "scrollbar": "#4a5468",
        } | _roles(
            student="#8fd694", teacher="#8ec7ff", mind="#c8a2ff", critic="#f0b45a", dim="#9aa3b5",
            bar="#7aa2f7", good="#8fd694", bad="#ff8f98", key="#c8a2ff",
        ),
    ),
    Theme(
        name="light", dark=False, primary="#1d4fa8", secondary="#45689e", accent="#7a2ea0", warning="#8a5200",
        error="#b0202e", success="#1c6b2c", foreground="#1b1e24", background="#fbfaf7", surface="#f3f1ec",
        panel="#e6e3db",
        variables={"cursor-ground": "#d3def2"} | {
            "border": "#1d4fa8", "border-blurred": "#a9a698", "scrollbar": "#a9a698",
        } | _roles(
            student="#1c6b2c", teacher="#10508f", mind="#7a2ea0", critic="#8a4b00", dim="#5b5f68",
            bar="#1d4fa8", good="#1c6b2c", bad="#b0202e", key="#7a2ea0",
        ),
    ),
    Theme(
        name="high-contrast", primary="#ffff00", secondary="#ffffff", accent="#00ffff", warning="#ffd000",
        error="#ff9a9a", success="#7dff7d", foreground="#ffffff", background="#000000", surface="#000000",
        panel="#1a1a1a",
        variables={"cursor-ground": "#3a3a00"} | {
            "border": "#ffff00", "border-blurred": "#ffffff", "scrollbar": "#ffffff",
        } | _roles(
            student="#7dff7d", teacher="#ffffff", mind="#ffb3ff", critic="#ffd000", dim="#ffffff",
            bar="#ffff00", good="#7dff7d", bad="#ff9a9a", key="#00ffff",
        ),
    ),
)  # fmt: skip
NAMES = tuple(theme.name for theme in THEMES)
