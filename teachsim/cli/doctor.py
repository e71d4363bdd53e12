"""`teachsim doctor`: what works on this machine, and with --model whether a model answers."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from teachsim import __version__
from teachsim.cli.failures import document, failures_of
from teachsim.cli.output import print_json, say
from teachsim.errors import ModelFault, TeachsimError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.models.client import Reply
    from teachsim.models.settings import ModelSettings

QUESTION = "What is 52 - 38? Answer with the number alone."
MOST_TOKENS = 64
"""Of the one reply."""

State = Literal["ok", "missing", "broken"]
_STYLES = {"ok": "green", "missing": "yellow", "broken": "bold red"}
_LITELLM_STOLEN = ("1.82.7", "1.82.8")  # published with a stolen credential; they ran code at every start
_PATHS_THAT_RUN = re.compile(
    r"distutils-precedence|_editable_impl_\w+|__editable__[\w.-]+|_virtualenv|easy-install|[\w.-]+-nspkg"
    r"|a1_coverage|init_cov_core|pywin32|zope[\w.-]+|setuptools[\w-]*|uv_[\w-]+"
)
"""Names of .pth files that are known to run code when Python starts."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    detail: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What one call to a model took."""

    model: str
    address: str | None
    reply: str
    finish_reason: str | None
    first_words_s: float | None
    seconds: float
    tokens_in: int | None
    tokens_out: int | None
    tokens_cached: int | None
    cost_usd: float | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Settings")(doctor)


def doctor(
    model: Annotated[
        str | None,
        typer.Option(help="Ask this model one question, and say what it took.", rich_help_panel="What"),
    ] = None,
    api_base: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The address that openai/NAME is asked at.", rich_help_panel="What"),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> int:
    """Say what works on this machine; with --model, ask a model one question and say what it took.

    Without --model nothing is sent anywhere.

    Examples:
      teachsim doctor
      teachsim doctor --model openai/llama3.2 --api-base http://127.0.0.1:11434/v1
    Exit codes: 0 all is well, 1 something broken, 2 a bad option or file, 3 model or network failed.
    """
    checks = list(looked_at())
    if not json:
        width = max(len(check.name) for check in checks)
        for check in checks:
            say(f"{check.name:<{width}}  ", (f"{check.state:<7}", _STYLES[check.state]), f"  {check.detail}")
    tried: Tried | None = None
    fault: ModelFault | None = None
    if model is not None:
        try:
            tried = one_call(model, api_base)
        except ModelFault as error:
            if not json:
                raise
            fault = error
    if json:
        found: dict[str, Any] = {"checks": [asdict(check) for check in checks]}
        found["model"] = asdict(tried) if tried else None
        print_json(found | (document(list(failures_of(fault))) if fault else {}))
    elif tried:
        _tell(tried)
    if fault:
        return fault.exit_code
    return 1 if any(check.state == "broken" for check in checks) else 0


def looked_at() -> Iterator[Check]:
    """What can be said without sending anything."""
    yield Check("teachsim", "ok", f"{__version__}, Python {platform.python_version()}, {platform.system()}")
    yield _terminal()
    yield _folder()
    yield _configuration()
    for package, what in (
        ("aiohttp", "OpenAI-compatible endpoints"),
        ("litellm", "all other providers"),
        ("networkx", "the graph of knowledge components"),
    ):
        yield _package(package, what)
    yield _start_up()
    yield _keys()


def one_call(model: str, api_base: str | None) -> Tried:
    """What one question to a model took. Raises a ModelFault if no reply came."""
    from dataclasses import replace

    from teachsim.config import load
    from teachsim.models.access import check_name
    from teachsim.models.settings import OPENAI, Asked, settings

    check_name(model)
    found = load()
    how = replace(settings(Asked(api_base=api_base), configured=found.values, file=found.file), tries=1)
    direct = model.startswith("openai/")
    import asyncio  # 30 ms that those who ask no model need not pay

    reply, first = asyncio.run(_asked(model, how))
    usage = reply.usage
    return Tried(
        model,
        (how.api_base or OPENAI) if direct else None,
        reply.text,
        reply.finish_reason,
        first,
        reply.seconds,
        usage.tokens_in,
        usage.tokens_out,
        usage.tokens_cached,
        usage.cost_usd,
    )


async def _asked(model: str, how: ModelSettings) -> tuple[Reply, float | None]:
    from teachsim.models.access import connect
    from teachsim.models.client import Message, Request, Sampling

    request = Request(model, (Message("user", QUESTION),), Sampling(max_tokens=MOST_TOKENS))
    client = connect(model, how)
    first: list[float] = []
    began = perf_counter()
    try:
        reply = await client.complete(request, lambda _text: first.append(perf_counter() - began))
    finally:
        await client.aclose()
    return reply, first[0] if first else None


def _tell(tried: Tried) -> None:
    def known(value: int | None) -> str:
        return "unknown" if value is None else f"{value:,}"

    say("")
    say(("model", "bold"), f" {tried.model}", f" at {tried.address}" if tried.address else "")
    shown = tried.reply.strip() or "nothing"
    if tried.finish_reason not in (None, "stop"):
        shown += f" (ended by {tried.finish_reason})"
    say("reply         ", shown[:200])
    if tried.first_words_s is not None:
        say(f"first words   {tried.first_words_s:.3f} s")
    say(f"whole reply   {tried.seconds:.3f} s")
    cached = known(tried.tokens_cached)
    say(f"tokens        {known(tried.tokens_in)} in, {known(tried.tokens_out)} out, cached {cached}")
    if tried.cost_usd is None:
        say("cost          unknown: no price; see `prices` in docs/models.md")
    else:
        say(f"cost          {tried.cost_usd:.6f} USD")


def _terminal() -> Check:
    encoding = (getattr(sys.stdout, "encoding", None) or "unknown").lower()
    if not sys.stdout.isatty():
        return Check("terminal", "ok", f"none: output goes to a file or pipe ({encoding})")
    size = os.get_terminal_size(sys.stdout.fileno())
    colours = "no colours" if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else "colours"
    detail = f"{size.columns} × {size.lines}, {colours}, {encoding}"
    if "utf" not in encoding:
        return Check("terminal", "missing", f"{detail}; × ÷ − need UTF-8: set PYTHONIOENCODING=utf-8")
    return Check("terminal", "ok", detail)


def _folder() -> Check:
    here = Path.cwd()
    if os.access(here, os.W_OK):
        return Check("transcripts", "ok", "can be written here")
    return Check("transcripts", "missing", "this folder cannot be written to: use --out")


def _configuration() -> Check:
    from teachsim.config import load

    try:
        found = load()
    except TeachsimError as error:
        return Check("configuration", "broken", str(error))
    return Check("configuration", "ok", f"{found.path}{'' if found.found else ' (there is none)'}")


def _package(name: str, what: str) -> Check:
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version(name)
    except PackageNotFoundError:
        return Check(name, "missing", f"for {what}: install teachsim again")
    if name == "litellm" and found in _LITELLM_STOLEN:
        detail = f"{found} is a malicious release: remove it, and change every key on this machine"
        return Check(name, "broken", detail)
    return Check(name, "ok", f"{found}, for {what}")


def _start_up() -> Check:
    """Whether a file in site-packages runs code at every start of Python that we do not know."""
    import site

    folders = {Path(folder) for folder in (*site.getsitepackages(), site.getusersitepackages())}
    strangers = [
        path
        for folder in sorted(folders)
        for path in sorted(folder.glob("*.pth"))
        if runs_code(path) and not _PATHS_THAT_RUN.fullmatch(path.stem)
    ]
    if strangers:
        named = ", ".join(str(path) for path in strangers)
        return Check("start-up", "broken", f"runs unknown code whenever Python starts: {named}; look into it")
    return Check("start-up", "ok", "no .pth file runs code that is not known")


def runs_code(path: Path) -> bool:
    """Whether Python would run a line of this .pth file rather than read a folder from it."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return True
    return any(line.startswith(("import ", "import\t")) for line in lines)


def _keys() -> Check:
    names = sorted(name for name, value in os.environ.items() if name.endswith("_API_KEY") and value.strip())
    return Check("keys", "ok", f"set: {', '.join(names)}" if names else "none is set")
