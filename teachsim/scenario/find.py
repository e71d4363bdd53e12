"""Where scenarios and cards are found, and by what names.

The working folder comes before what the package ships; the name of a file is its path below the
folder of its kind, without `.yaml`. Cards that other packages offer are asked for only by `load`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from teachsim.errors import BadInput, did_you_mean

Kind = Literal["scenario", "student", "teacher", "critic", "rubric", "experiment"]

FOLDERS: dict[Kind, tuple[str, ...]] = {
    "scenario": ("scenarios",),
    "student": ("agents", "students"),
    "teacher": ("agents", "teachers"),
    "critic": ("agents", "critics"),
    "rubric": ("agents", "rubrics"),
    "experiment": ("experiments",),
}


def find(kind: Kind) -> dict[str, Path]:
    """The files of a kind by id, sorted; where an id is found twice, the working folder's."""
    found: dict[str, Path] = {}
    for root in _roots():
        folder = root.joinpath(*FOLDERS[kind])
        for path in sorted(folder.rglob("*.yaml") if kind == "scenario" else folder.glob("*.yaml")):
            found.setdefault(path.relative_to(folder).with_suffix("").as_posix(), path)
    return dict(sorted(found.items()))


def find_scenarios() -> dict[str, Path]:
    """The scenarios by id."""
    return find("scenario")


def locate(kind: Kind, name_or_path: str) -> Path:
    """The file meant by a name or a path. Raises BadInput for an unknown name."""
    if is_path(name_or_path):
        return Path(name_or_path).expanduser()
    files = find(kind)
    if name_or_path in files:
        return files[name_or_path]
    raise unknown(kind, name_or_path, files)


def is_path(name_or_path: str) -> bool:
    """Whether a file is meant rather than a name: it ends in .yaml or says where it lies."""
    return name_or_path.endswith((".yaml", ".yml")) or name_or_path.startswith((".", "/", "~"))


def unknown(kind: Kind, name: str, known: dict[str, Path], place: str | None = None) -> BadInput:
    """That there is nothing by this name, and what may have been meant."""
    # whoever types the last part of a scenario's name means that scenario
    ends = [i for i in known if i.rpartition("/")[2] == name]
    remedy = f"did you mean {ends[0]!r}?" if ends else None
    all_of_them = f"`teachsim list {kind}s` shows all"
    if kind == "experiment":
        all_of_them = f"there are {', '.join(known)}" if known else "give the path of its file"
    return BadInput(
        f"no {kind} {name[:80]!r}",
        place=place,
        remedy=remedy or did_you_mean(name[:80], known, otherwise=all_of_them),
    )


def kind_of_folder(path: Path) -> tuple[Kind, str] | None:
    """The kind a file has by the folder it lies in, and the id that it must have there."""
    parts = path.absolute().parts
    for kind, folder in FOLDERS.items():
        n = len(folder)
        for start in range(len(parts) - n - 1, -1, -1):
            if parts[start : start + n] == folder and (kind == "scenario" or start + n == len(parts) - 1):
                return kind, Path(*parts[start + n :]).with_suffix("").as_posix()
    return None


def _roots() -> tuple[Path, ...]:
    """The working folder, then what the package ships.

    A wheel carries its files in `_shipped`; a source checkout has them beside the package.
    """
    package = Path(__file__).parent.parent
    shipped = package / "_shipped"
    return Path(), shipped if shipped.is_dir() else package.parent
