"""Misconceptions of one's own: those that a YAML file can say without Python.

A file `misconceptions/NAME.yaml` in the working folder names a slot and the patterns that are wrong
there. Here such files are found, and their entries become part of a new domain, next to the built-in
ones; a transcript keeps them as plain data, from which the same domain can be made anywhere. No claim is
written for them: where one shows is found by working the item, so `teachsim check` tries it on generated
items instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from teachsim.domains.own_yaml import root_of, text_of
from teachsim.errors import BadFile, BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from teachsim.domains.own_entries import Entries, Own
    from teachsim.domains.topical import TopicDomain

FOLDER = "misconceptions"
"""Where they lie in the working folder."""
DOMAINS = ("algebra", "arithmetic")
"""Those that take them."""
RECORDED = "session_started"
"""The place of what a transcript keeps."""


def files_in(folder: Path) -> list[Path]:
    """The files of one's own misconceptions below a working folder, sorted."""
    return [path for path in sorted((folder / FOLDER).glob("*.yaml")) if path.is_file()]


def own(folder: Path, domain: TopicDomain) -> TopicDomain:
    """The domain with all that a working folder adds to it; the domain itself when that is nothing.

    Raises BadFile with every problem of the first file of this domain that has any, or of one that
    does not say of which domain it is.
    """
    for path in files_in(folder):
        if domain_of(path) == domain.name:
            domain = read_own(path, domain).added_to(domain)
    return domain


def own_so_far(folder: Path, domain: TopicDomain) -> tuple[TopicDomain, dict[Path, BadFile]]:
    """The domain with what can be read of all that a working folder adds to it, and what is wrong with the
    rest, by file. One broken file must not stop who wants to solve something else."""
    broken: dict[Path, BadFile] = {}
    for path in files_in(folder):
        try:
            if domain_of(path) == domain.name:
                domain = read_own(path, domain).added_to(domain)
        except BadFile as error:
            broken[path] = error
    return domain, broken


def domain_of(path: Path) -> str:
    """Which domain a file adds to. Raises BadFile when it does not say so rightly."""
    root = root_of(text_of(path), path)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    for key, value in pairs:
        if isinstance(key, yaml.ScalarNode) and key.value == "domain":
            name = value.value.strip() if isinstance(value, yaml.ScalarNode) else ""
            if name in DOMAINS:
                return name
            where, message = value, f"misconceptions in YAML are of {' or '.join(DOMAINS)}"
            otherwise = f"write {' or '.join(DOMAINS)}; elsewhere a misconception takes a function in Python"
            remedy = did_you_mean(name[:80], DOMAINS, otherwise=otherwise)
            break
    else:
        where, message = root, "the file does not say of which domain it is"
        remedy = f"begin with `domain: {' or '.join(DOMAINS)}`"
    place = f"{path}:{where.start_mark.line + 1}:{where.start_mark.column + 1}"
    raise BadFile([BadInput(message, place=place, remedy=remedy)])


def read_own(path: Path, domain: TopicDomain) -> Own:
    """What one file adds to a domain. Raises BadFile with all its problems."""
    return _read(text_of(path), path, domain)


def recorded(definitions: Iterable[Mapping[str, Any]], domain: TopicDomain) -> TopicDomain:
    """The domain with what a transcript keeps: the same as in the folder where the session began.

    Raises BadInput when this version cannot read it.
    """
    entries = [dict(one) for one in definitions]
    if not entries:
        return domain
    text = yaml.safe_dump({"domain": domain.name, "misconceptions": entries}, allow_unicode=True)
    try:
        return _read(text, RECORDED, domain).added_to(domain)
    except BadFile as error:
        first = error.problems[0]
        raise BadInput(
            f"its own misconceptions cannot be read: {first.message}",
            place=RECORDED,
            remedy="use the version that its first line names",
        ) from error


def _read(text: str, name: str | Path, domain: TopicDomain) -> Own:
    reader = _entries(name, domain)
    found = reader.read(root_of(text, name))
    if reader.problems:
        raise BadFile(reader.problems)
    return found


def _entries(name: str | Path, domain: TopicDomain) -> Entries:
    # each domain's rules are loaded for it alone: a file for one does not pay for both
    if domain.name == "algebra":
        from teachsim.domains.algebra.own import AlgebraEntries

        return AlgebraEntries(name, domain)
    from teachsim.domains.arithmetic.own import ArithmeticEntries

    return ArithmeticEntries(name, domain)
