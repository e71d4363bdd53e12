from __future__ import annotations

import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from teachsim.errors import BadFile
from teachsim.scenario.yamlfile import MAX_NODES, YamlFile, read

if TYPE_CHECKING:
    from pathlib import Path


def reading(folder: Path, content: str | bytes) -> YamlFile:
    path = folder / "file.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def refusals(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(BadFile) as caught:
        reading(folder, content)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("52 - 38", "52 - 38"),
        ("1/2 + 1/3", "1/2 + 1/3"),
        ("0.06 __ 0.3", "0.06 __ 0.3"),
        ("3/5 ÷ 2/7", "3/5 ÷ 2/7"),
        ("no", "no"),  # in YAML 1.1 it would be false
        ("12:30", "12:30"),  # and this 750
        ("2026-11-24", "2026-11-24"),  # and this a date
        ("0o17", "0o17"),
        ("-4", -4),
        ("007", 7),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("~", None),
        ("", None),
        ("'7'", "7"),
        ("!!str 7", "7"),
        ("999999999999999999", 999_999_999_999_999_999),
    ],
)
def test_a_scalar_is_read_as_a_person_means_it(tmp_path: Path, written: str, value: object) -> None:
    data = reading(tmp_path, f"key: {written}\n").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_keys_and_values_know_their_places(tmp_path: Path) -> None:
    file = reading(tmp_path, "a: 1\nb:\n  - x\n  - {c: ä, d: [2, 3]}\n")
    assert file.key_mark(("b",)) == (2, 1)
    assert file.value_mark(("b", 0)) == (3, 5)
    assert file.key_mark(("b", 1, "d")) == (4, 12)
    assert file.value_mark(("b", 1, "d", 1)) == (4, 19)
    assert file.value_mark(("b", 1, "nowhere", 7)) == file.value_mark(("b", 1))


def test_an_alias_is_its_anchor_s_value(tmp_path: Path) -> None:
    assert reading(tmp_path, "a: &x {b: 1}\nc: *x\n").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_byte_order_mark_and_windows_lines_are_no_fault(tmp_path: Path) -> None:
    file = reading(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert file.data == {"a": 1, "b": 2}
    assert file.key_mark(("a",)) == (1, 1)


def test_every_fault_of_form_is_told_at_once(tmp_path: Path) -> None:
    told = refusals(tmp_path, "a: 1\na: 2\n3: x\nb: !!set {x}\nc: .nan\n")
    assert [line.split(":")[1] for line in told] == ["2", "3", "4", "5"]


def test_a_byte_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    assert refusals(tmp_path, b"a: 1\nb: caf\xe9\n") == [
        "file.yaml:2:7: byte 0xe9 at offset 11 is not UTF-8; save the file as UTF-8"
    ]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml", tmp_path / ("n" * 300), tmp_path / "a\0b"):
        with pytest.raises(BadFile) as caught:
            read(path)
        assert caught.value.remedy


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadFile, match="not a regular file"):
        read(tmp_path / "pipe")


def test_aliases_do_not_blow_up(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 60)]
    tracemalloc.start()
    told = refusals(tmp_path, "\n".join(lines))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert f"{MAX_NODES:,}" in told[0]
    assert peak < 5_000_000


def test_the_parser_in_python_is_told_about_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    import teachsim.scenario.yamlfile as module

    monkeypatch.setattr(module, "_Loader", yaml.SafeLoader)
    assert reading(tmp_path, "a: [1, {b: x}]\n").data == {"a": [1, {"b": "x"}]}
    assert "a tab stands in the indent" in refusals(tmp_path, "a:\n\tb: 1\n")[0]
    assert "is not closed" in refusals(tmp_path, "a: [1, 2\nb: 3\n")[0]
    assert "cannot begin with '@'" in refusals(tmp_path, "a: @x\n")[0]
    assert "levels" in refusals(tmp_path, "[" * 500)[0]
