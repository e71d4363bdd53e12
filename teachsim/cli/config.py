"""`teachsim config`: where settings come from, and which of them win."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from teachsim.cli.output import print_json, say, say_table

if TYPE_CHECKING:
    from collections.abc import Mapping


class What(StrEnum):
    """What can be shown."""

    PATH = "path"
    SHOW = "show"


_KEY_NAME = re.compile(r"[A-Z0-9_]+_API_KEY")
_UNITS = {"connect_s": "connect-timeout", "read_s": "read-timeout", "total_s": "total-timeout"}
_UNITS |= {"wait_s": "wait", "longest_wait_s": "longest-wait"}
_NOT_SHOWN = ("key_names", "base_for_all", "base_of_card", "prices")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Settings")(config)


def config(
    what: Annotated[What, typer.Argument(metavar="WHAT", help="path or show.")] = What.SHOW,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Show the settings and who set each of them, or the path of the configuration file.

    Examples:
      teachsim config path
      teachsim config show --json
    Exit codes: 0 done, 2 a bad file or a variable that cannot be used.
    """
    from teachsim.config import config_path  # 100 ms with the cards

    if what is What.PATH:
        path = config_path()
        if json:
            print_json({"path": str(path), "found": path.is_file()})
        else:
            say(str(path))
        return
    shown = settings_document(os.environ)
    if json:
        print_json(shown)
        return
    say("configuration file: ", str(shown["path"]), "" if shown["found"] else " (there is none)")
    say("")
    rows = [(name, _told(row["value"]), row["source"]) for name, row in shown["settings"].items()]
    say_table(("setting", "value", "from"), rows)
    say("")
    say_table(("key", ""), shown["keys"].items())
    if shown["prices"]:
        say("")
        dollars = [
            (name, *(_told(price[kind]) for kind in ("in", "out", "cached")))
            for name, price in shown["prices"].items()
        ]
        say_table(("price of a million tokens, USD", "in", "out", "cached"), dollars)


def settings_document(environment: Mapping[str, str]) -> dict[str, Any]:
    """Every setting with its value and source; of keys only whether they are set."""
    from teachsim.config import load
    from teachsim.models.secrets import OPENAI_KEY, OWN_KEY
    from teachsim.models.settings import ROLES, chosen_model, resolved

    found = load(environment)
    settings, choices = resolved(environment=environment, configured=found.values, file=found.file)
    model = chosen_model("", None, environment=environment, configured=found.values, file=found.file)
    rows = {"model": {"value": model and model.value, "source": model.source if model else "default"}}
    for role in ROLES:
        own = chosen_model(role, None, environment=environment, configured=found.values, file=found.file)
        if own and own != model:
            rows[f"models.{role}"] = {"value": own.value, "source": own.source}
    for name, choice in choices.items():
        if name not in _NOT_SHOWN:
            rows[_UNITS.get(name, name.replace("_", "-"))] = {"value": choice.value, "source": choice.source}
    for name, value in (("budget.tokens", found.budget_tokens), ("budget.usd", found.budget_usd)):
        rows[name] = {"value": value, "source": "default" if value is None else found.file}
    names = [OWN_KEY, OPENAI_KEY, *settings.key_names, *sorted(filter(_KEY_NAME.fullmatch, environment))]
    return {
        "path": str(found.path),
        "found": found.found,
        "settings": rows,
        "keys": {name: "set" if environment.get(name, "").strip() else "unset" for name in names},
        "prices": {
            name: {"in": price.tokens_in, "out": price.tokens_out, "cached": price.tokens_cached}
            for name, price in settings.prices.items()
        },
    }


def _told(value: Any) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case _:
            return str(value)
