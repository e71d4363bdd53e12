"""`teachsim audit`: a table or a document, a picture, and exit 1 where a threshold is missed."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app

RUN = CliRunner()
SMALL = ("--episodes", "6")


def test_the_document_says_whether_the_student_passed_and_so_does_the_exit_code():
    done = RUN.invoke(app, ["audit", "kim", *SMALL, "--json"])
    document = json.loads(done.stdout)
    assert done.exit_code == (0 if document["passed"] else 1)
    assert {"leak-rate", "error-consistency", "sfs-generic-4", "learning-slope"} <= {
        m["name"] for m in document["measures"]
    }


def test_a_random_brain_is_named_by_its_class_and_exits_1(tmp_path):
    picture = tmp_path / "kim.svg"
    done = RUN.invoke(
        app, ["audit", "kim", *SMALL, "--brain", "tests.brains:RandomStudent", "--plot", str(picture)]
    )
    assert done.exit_code == 1
    assert "measures missed" in done.stdout
    assert picture.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nobody-of-this-name"], "no student"),
        (["kim", "--brain", "tests.brains"], "mymodule:MyStudent"),
        (["kim", "--brain", "tests.brains:Nobody"], "cannot load the brain"),
        (["kim", "--scenario", "subtraction/borrowing"], "shows on"),
    ],
)
def test_what_cannot_be_audited_is_said_with_a_remedy(arguments, says):
    done = RUN.invoke(app, ["audit", *arguments])
    assert done.exit_code == 2
    assert says in done.stderr
