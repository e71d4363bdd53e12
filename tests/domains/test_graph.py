"""What needs what, and what blocks what: on the shipped graphs and on a tiny one."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from typer.testing import CliRunner

from docs.draw_kcs import BOX_HEIGHT, BOX_WIDTH, DRAWING, drawing
from teachsim.cli.main import app
from teachsim.domains.arithmetic.domain import ARITHMETIC
from teachsim.domains.graph import (
    blocked_by,
    knowledge_components,
    linked,
    written,
)
from teachsim.domains.registry import domains
from teachsim.errors import BadFile, BadInput
from tests.snippets import SNIPPETS

if TYPE_CHECKING:
    from teachsim.domains.base import Domain

each_domain = pytest.mark.parametrize("domain", domains().values(), ids=list(domains()))
ARITHMETIC_GRAPH = knowledge_components(ARITHMETIC)


# --- what ships -------------------------------------------------------------------------------


@each_domain
def test_what_every_slot_needs_iswritten_down(domain: Domain) -> None:
    assert set(written()[domain.name]) == set(domain.ideas)


def test_prerequisites_arewritten_for_no_domain_that_does_not_exist() -> None:
    assert set(written()) <= set(domains())


@each_domain
def test_nothing_needs_itself_in_the_end(domain: Domain) -> None:
    assert nx.is_directed_acyclic_graph(knowledge_components(domain))


@each_domain
def test_no_prerequisite_follows_from_the_others(domain: Domain) -> None:
    graph = knowledge_components(domain)
    assert set(graph.edges) == set(nx.transitive_reduction(graph).edges)


@each_domain
def test_no_component_stands_alone(domain: Domain) -> None:
    assert list(nx.isolates(knowledge_components(domain))) == []


@each_domain
def test_nodes_carry_the_name_of_the_idea_and_every_misconception_once(domain: Domain) -> None:
    graph = knowledge_components(domain)
    assert {slot: graph.nodes[slot]["name"] for slot in graph} == {
        slot: idea.name for slot, idea in domain.ideas.items()
    }
    named = [misconception for slot in graph for misconception in graph.nodes[slot]["misconceptions"]]
    assert sorted(named) == sorted(domain.misconceptions)


# --- what blocks what -------------------------------------------------------------------------


def test_who_does_not_borrow_cannot_borrow_across_a_zero_nor_fill_up_decimals() -> None:
    blocked = blocked_by(ARITHMETIC, "smaller-from-larger")
    assert {"top-too-small", "borrow", "borrow-at-zero", "missing-digits"} <= blocked
    assert not {"carry", "common-denominator"} & blocked


def test_a_misconception_late_in_the_procedure_blocks_its_own_place_alone() -> None:
    assert blocked_by(ARITHMETIC, "brings-digits-down") == {"missing-digits"}


@each_domain
def test_a_misconception_blocks_its_own_slot_and_whatever_needs_what_it_blocks(domain: Domain) -> None:
    graph = knowledge_components(domain)
    for misconception in domain.misconceptions.values():
        blocked = blocked_by(domain, misconception.id)
        assert misconception.slot in blocked
        assert all(set(graph.successors(slot)) <= blocked for slot in blocked)


def test_an_unknown_misconception_is_put_right() -> None:
    with pytest.raises(BadInput, match="did you mean 'smaller-from-larger'"):
        blocked_by(ARITHMETIC, "smaller-from-large")


# --- what is written wrongly ------------------------------------------------------------------


def test_a_domain_that_the_file_does_not_name_has_components_without_prerequisites() -> None:
    graph = knowledge_components(SNIPPETS)
    assert list(graph) == ["range-end", "range-start", "first-index"]
    assert list(graph.edges) == []


def test_what_iswritten_becomes_edges_from_what_is_needed() -> None:
    found = linked(SNIPPETS, {"range-end": ["range-start"]})
    assert found["range-end"].prerequisites == ("range-start",)
    assert found["range-end"].misconceptions == ("end-included",)
    assert found["first-index"].prerequisites == ()


@pytest.mark.parametrize("needs", [{"range-ends": []}, {"range-start": ["range-ends"]}])
def test_a_slot_that_is_not_there_is_named_with_its_place(needs: dict[str, list[str]]) -> None:
    with pytest.raises(BadFile) as caught:
        linked(SNIPPETS, needs)
    (at,) = needs
    assert str(caught.value) == (
        f"prerequisites.yaml: snippets: {at}: no slot 'range-ends'; did you mean 'range-end'?"
    )


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(BadFile) as caught:
        linked(SNIPPETS, {"range-ends": [], "first-index": ["ranges"]})
    assert len(caught.value.problems) == 2


def test_a_circle_is_shown_in_the_order_of_learning() -> None:
    needs = {"range-end": ["range-start"], "range-start": ["first-index"], "first-index": ["range-end"]}
    with pytest.raises(BadFile) as caught:
        linked(SNIPPETS, needs)
    circle = caught.value.message.removeprefix("prerequisites go round in a circle: ").split(" → ")
    assert circle[0] == circle[-1]
    assert set(circle) == set(needs)
    assert all(before in needs[slot] for before, slot in pairwise(circle))


def test_the_graph_is_shared_and_so_cannot_be_changed() -> None:
    assert knowledge_components(ARITHMETIC) is ARITHMETIC_GRAPH
    with pytest.raises(nx.NetworkXError):
        ARITHMETIC_GRAPH.add_edge("carry", "borrow")


# --- what is shown ----------------------------------------------------------------------------


def test_kcs_are_listed_with_what_they_need_and_what_blocks_them() -> None:
    header, *lines = CliRunner().invoke(app, ["list", "kcs"]).stdout.splitlines()
    assert re.split(" {2,}", header) == ["id", "name", "domain", "needs", "blocked by"]
    (line,) = [line for line in lines if line.startswith("across-the-point ")]
    assert re.split(" {2,}", line)[-2:] == ["line-up-points, carry", "adds-either-side-of-point"]


def test_the_json_gives_prerequisites_and_misconceptions() -> None:
    found = json.loads(CliRunner().invoke(app, ["list", "kcs", "--json"]).stdout)
    assert len(found) == sum(len(domain.ideas) for domain in domains().values())
    assert {
        "id": "across-the-point",
        "name": "ten tenths make a whole",
        "domain": "arithmetic",
        "prerequisites": ["line-up-points", "carry"],
        "misconceptions": ["adds-either-side-of-point"],
    } in found


def test_the_drawing_is_up_to_date() -> None:
    assert DRAWING.read_text(encoding="utf-8") == drawing(domains().values()), "run python docs/draw_kcs.py"


@each_domain
def test_no_two_boxes_of_the_drawing_overlap_and_none_hangs_over_the_edge(domain: Domain) -> None:
    picture = ET.fromstring(drawing([domain]))
    boxes = [
        (int(box.get("x", "")), int(box.get("y", ""))) for box in picture.iter() if box.get("class") == "box"
    ]
    assert len(boxes) == len(domain.ideas)
    for at, (x, y) in enumerate(boxes):
        assert x >= 0
        assert y >= 0
        assert x + BOX_WIDTH < int(picture.get("width", ""))
        assert all(x != left or abs(y - top) > BOX_HEIGHT for left, top in boxes[:at])


@each_domain
def test_names_fit_into_their_boxes(domain: Domain) -> None:
    assert "…" not in drawing([domain])
