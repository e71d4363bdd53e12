"""The folder of an experiment: its manifest, what is done already, and its tables.

`rows.jsonl` is a cache, one line for each finished run, written as runs end; what it lacks is read from the
transcripts. The tables are made from it when all is done, in the order of the runs, so that they are the
same whatever order the runs ended in.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teachsim import __version__
from teachsim.batch.play import transcript
from teachsim.batch.rows import OUTCOMES, TURN_COLUMNS, Rows
from teachsim.errors import BadInput
from teachsim.scenario.conditions import Drawn
from teachsim.scenario.experiment import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from teachsim.batch.play import Done
    from teachsim.batch.runs import Plan, Run

FORMAT = 1
"""Of the manifest; raised when a meaning changes."""


CACHE, MANIFEST = "rows.jsonl", "manifest.json"


def is_cache(path: Path) -> bool:
    """Whether this is what a batch keeps of its sessions, and no transcript."""
    return path.name == CACHE and path.with_name(MANIFEST).exists()


class Folder:
    """One experiment's results on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.transcripts = root / "transcripts"
        self._cache = root / CACHE
        self._at: dict[str, int] = {}

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Made where it is not there, and locked against a second batch at the same time."""
        self.transcripts.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("w") as lock:
            try:
                import fcntl  # not on Windows, where two batches in one folder stay the user's business

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:
                pass
            except OSError:
                raise BadInput(
                    "another teachsim is working in this folder",
                    place=str(self.root),
                    remedy="wait for it to end, or give another --out",
                ) from None
            self._index()
            yield

    def done(self, runs: Sequence[Run]) -> set[str]:
        """The names of the runs whose rows are there."""
        if not self._at:
            self._index()
        return {run.name for run in runs if run.name in self._at}

    def keep(self, done: Sequence[Done]) -> None:
        """Add the rows of runs that have ended."""
        with self._cache.open("ab") as file:
            for one in done:
                if one.rows is None:
                    continue
                self._at[one.name] = file.tell()
                line = json.dumps({"run": one.name, **one.rows._asdict()}, ensure_ascii=False)
                file.write(line.encode() + b"\n")

    def rows(self, runs: Sequence[Run]) -> Iterator[tuple[Run, Rows]]:
        """The rows of the runs that have ended, in the order of the runs; one at a time in memory."""
        if not self.done(runs):
            return
        with self._cache.open("rb") as file:
            for run in runs:
                if (at := self._at.get(run.name)) is None:
                    continue
                file.seek(at)
                data = json.loads(file.readline())
                yield run, Rows(data["end_reason"], data["sessions"], data["turns"])

    def write_manifest(self, plan: Plan, source: Path, command: Sequence[str]) -> list[str]:
        """Write what the whole can be made again from; what is told is what differs from the last start."""
        path = self.root / MANIFEST
        before = _read_json(path)
        now = manifest(plan, source, command)
        notices = []
        if before:
            now["started"] = before.get("started", now["started"])
            if self._at and before.get("code") != now["code"]:
                notices.append(
                    f"{len(self._at)} runs were made by other code of teachsim {before.get('teachsim')};"
                    " for all by this one, give another --out"
                )
        _write(path, json.dumps(now, ensure_ascii=False, indent=1) + "\n")
        return notices

    def write_tables(self, plan: Plan) -> int:
        """`sessions.csv` and `turns.csv` of the runs that have ended; how many sessions that is."""
        settings = [name for name in plan.experiment.factors if name not in NAMED]
        head = [
            "run",
            "scenario",
            "student",
            "teacher",
            "seed",
            *settings,
            "holds",
            "end_reason",
            "flags",
            "model_calls",
            "model_faults",
            "fell_back",
            *OUTCOMES,
        ]
        count = 0
        with (
            _replacing(self.root / "sessions.csv") as of_sessions,
            _replacing(self.root / "turns.csv") as of_turns,
        ):
            sessions, turns = csv.writer(of_sessions), csv.writer(of_turns)
            sessions.writerow(head)
            turns.writerow(["run", *TURN_COLUMNS])
            for run, rows in self.rows(plan.runs):
                for row in session_rows(plan, run, rows):
                    sessions.writerow([_cell(row.get(name)) for name in head])
                    count += 1
                for turn in rows.turns:
                    turns.writerow([run.name, *map(_cell, turn)])
        return count

    def unfinished(self, runs: Sequence[Run]) -> int:
        """How many of these runs have been begun and not ended."""
        return sum(
            run.name not in self._at and transcript(self.transcripts, run.name).exists() for run in runs
        )

    def _index(self) -> None:
        """Where each run's rows stand in the cache; a torn last line is dropped."""
        self._at = {}
        if not self._cache.exists():
            return
        at = 0
        with self._cache.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._at[line[9:25].decode("ascii", "replace")] = at
                at += len(line)
        if at < self._cache.stat().st_size:
            os.truncate(self._cache, at)


def session_rows(plan: Plan, run: Run, rows: Rows) -> Iterator[dict[str, Any]]:
    """The rows of `sessions.csv` for one run: what it was, and what came of it, for each student."""
    factors = plan.conditions[run.condition].factors
    for row in rows.sessions:
        ran = {"run": run.name, "seed": run.seed, "end_reason": rows.end_reason}
        yield {**row, **ran, **factors, "student": row["student"]}


def manifest(plan: Plan, source: Path, command: Sequence[str]) -> dict[str, Any]:
    """Everything that the results can be made again from, but the code itself, which is named by its hash."""
    experiment = plan.experiment
    names: list[list[str]] = [[] for _ in plan.conditions]
    for run in plan.runs:
        names[run.condition].append(run.name)
    return {
        "format": FORMAT,
        "teachsim": __version__,
        "code": code_hash(),
        "git": _git(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "command": list(command),
        "started": _now(),
        "last_started": _now(),
        "experiment_file": {"name": source.name, "sha256": sha256(source.read_bytes()).hexdigest()},
        "experiment": experiment.model_dump(mode="json", by_alias=True),
        "seeds": [experiment.seed, experiment.seed + experiment.replicates - 1],
        "conditions": [
            {
                "factors": one.factors,
                "scenario": one.scenario.model_dump(mode="json", by_alias=True),
                "students": [
                    {"drawn": card.setting, "changes": dict(card.changes)}
                    if isinstance(card, Drawn)
                    else card.model_dump(mode="json", by_alias=True)
                    for card in one.students
                ],
                "teacher": one.teacher.model_dump(mode="json", by_alias=True),
                "critics": [c.model_dump(mode="json", by_alias=True) for c in one.critics],
                "runs": names[n],
            }
            for n, one in enumerate(plan.conditions)
        ],
    }


def code_hash() -> str:
    """SHA-256 over the package's own files, by which runs of other code are told apart."""
    root = Path(__file__).parents[1]
    total = sha256()
    for path in sorted(p for kind in ("py", "yaml", "json") for p in root.rglob(f"*.{kind}")):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _git() -> dict[str, Any] | None:
    """The commit of the checkout that the package lies in, and whether it was changed; None elsewhere."""
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return None
    try:
        commit = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True, timeout=10
        )
        changes = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no"],
            cwd=root, capture_output=True, text=True, check=True, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": commit.stdout.strip(), "changed": bool(changes.stdout.strip())}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _cell(value: Any) -> Any:
    """Nothing for what was not measured; true and false as 1 and 0; floats without noise."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return round(value, 6)
    return value


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _write(path: Path, text: str) -> None:
    with _replacing(path) as file:
        file.write(text)


@contextmanager
def _replacing(path: Path) -> Iterator[Any]:
    """A file to write, which takes the place of the old one when it is whole."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        yield file
    partial.replace(path)
