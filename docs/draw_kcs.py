"""Draws docs/kcs.svg: the knowledge components of each domain, left to right as they build on each other.

Run it after a slot, a misconception or a prerequisite has changed: `python docs/draw_kcs.py`. A test
compares the file with what this would draw, so the layout leaves nothing to chance, to the fonts at hand
or to the release of Python (from 3.12 on `sum` rounds otherwise than before: hence fsum).
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import fsum
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

import networkx as nx

from teachsim.domains.graph import knowledge_components
from teachsim.domains.registry import domains

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain

DRAWING = Path(__file__).with_name("kcs.svg")

BOX_WIDTH, BOX_HEIGHT = 176, 52
GAP = 48
"""Between two layers, for the arrows."""
SPACE, LANE = 12, 8
"""Between two boxes of a layer; height of an arrow that runs on between them."""
MARGIN, HEADING = 24, 36
LETTERS = 24
"""In a line of a box, at 12 pixels in any sans serif."""
SWEEPS = 24
LEGEND = (
    "An arrow leads from what is needed to what needs it. A red number tells how many misconceptions "
    "stand in the way at this very place; point at the box to see which."
)
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<style>
text {{ font-family: sans-serif; font-size: 12px; fill: #1c2733; }}
.domain {{ font-size: 18px; font-weight: bold; }}
.slot {{ font-size: 10px; fill: #5c6b7a; }}
.box {{ fill: #eef3f9; stroke: #6b8199; }}
.badge {{ fill: #a63d2a; }}
.count {{ font-size: 10px; font-weight: bold; fill: #ffffff; text-anchor: middle; }}
.needs {{ fill: none; stroke: #7d8fa3; stroke-width: 1.2; }}
</style>
<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 8 4 0 8z" fill="#7d8fa3"/>
</marker>
<rect width="{width}" height="{height}" fill="#ffffff"/>
<text x="{margin}" y="{margin}">{legend}</text>"""


class Place(NamedTuple):
    """A box in its layer; or, with `before`, a lane in which the arrow `before` → `slot` passes it."""

    slot: str
    layer: int
    before: str = ""

    @property
    def height(self) -> int:
        """What it takes up in its layer."""
        return LANE if self.before else BOX_HEIGHT

    @property
    def left(self) -> int:
        """Where its layer begins."""
        return self.layer * (BOX_WIDTH + GAP)


Arrow = list[Place]
"""From box to box, through the lanes between them."""


def layered(graph: nx.DiGraph[str]) -> tuple[list[list[Place]], list[Arrow]]:
    """A layer for each topological generation, lanes included, and the arrows."""
    generations = [sorted(layer, key=list(graph).index) for layer in nx.topological_generations(graph)]
    boxes = {slot: Place(slot, at) for at, layer in enumerate(generations) for slot in layer}
    arrows = [
        [boxes[u], *(Place(v, at, before=u) for at in range(boxes[u].layer + 1, boxes[v].layer)), boxes[v]]
        for u, v in graph.edges
    ]
    layers: list[list[Place]] = [[] for _ in generations]
    for place in dict.fromkeys([*boxes.values(), *(place for arrow in arrows for place in arrow)]):
        layers[place.layer].append(place)
    return layers, arrows


def middles(layers: list[list[Place]], arrows: list[Arrow]) -> dict[Place, float]:
    """How far down each place lies; what is not connected lies apart, one group under the other."""
    joined: nx.Graph[Place] = nx.Graph()
    joined.add_nodes_from(place for layer in layers for place in layer)
    joined.add_edges_from(step for arrow in arrows for step in pairwise(arrow))
    found: dict[Place, float] = {}
    below = 0.0
    for group in nx.connected_components(joined):
        own = [[place for place in layer if place in group] for layer in layers]
        middle = settled([layer for layer in own if layer], joined)
        shift = below - min(y - place.height / 2 for place, y in middle.items())
        found |= {place: y + shift for place, y in middle.items()}
        below = SPACE + max(found[place] + place.height / 2 for place in group)
    return found


def settled(layers: list[list[Place]], joined: nx.Graph[Place]) -> dict[Place, float]:
    """Each place near what it is joined to: Sugiyama's sweeps, to and fro, by the neighbours' means."""
    middle = {place: float(at * BOX_HEIGHT) for layer in layers for at, place in enumerate(layer)}
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for layer in layers if forth else layers[::-1]:
            wanted = {}
            for place in layer:
                beside = [other for other in joined[place] if (other.layer < place.layer) == forth]
                near = beside or list(joined[place]) or [place]
                wanted[place] = fsum(middle[other] for other in near) / len(near)
            layer.sort(key=wanted.__getitem__)
            middle |= apart(layer, wanted)
    return middle


def apart(layer: Sequence[Place], wanted: dict[Place, float]) -> dict[Place, float]:
    """The nearest to what is wanted at which no two overlap: those that would meet move as one block."""
    steps = ((one.height + other.height) / 2 + SPACE for one, other in pairwise(layer))
    offset = dict(zip(layer, accumulate(steps, initial=0.0), strict=True))

    def shift(block: Sequence[Place]) -> float:
        return fsum(wanted[place] - offset[place] for place in block) / len(block)

    blocks: list[list[Place]] = []
    for place in layer:
        blocks.append([place])
        while len(blocks) > 1 and shift(blocks[-2]) >= shift(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return {place: offset[place] + shift(block) for block in blocks for place in block}


def drawing(shown: Iterable[Domain]) -> str:
    """The whole picture as SVG, one domain under the other."""
    panels: list[str] = []
    width, top = len(LEGEND) * 6, 2 * MARGIN
    for domain in shown:
        graph = knowledge_components(domain)
        layers, arrows = layered(graph)
        middle = middles(layers, arrows)
        panels += [
            f'<g transform="translate({MARGIN} {top + HEADING})">',
            f'<text class="domain" y="-14">{escape(domain.name)}: {len(graph)} knowledge components</text>',
            *(f'<path class="needs" marker-end="url(#tip)" d="{way(arrow, middle)}"/>' for arrow in arrows),
            *(line for place, y in middle.items() if not place.before for line in box(place, y, graph)),
            "</g>",
        ]
        width = max(width, len(layers) * (BOX_WIDTH + GAP) - GAP)
        top += HEADING + round(max(y + place.height / 2 for place, y in middle.items())) + MARGIN
    head = HEAD.format(width=width + 2 * MARGIN, height=top, margin=MARGIN, legend=LEGEND)
    return "\n".join([head, *panels, "</svg>", ""])


def way(arrow: Arrow, middle: dict[Place, float]) -> str:
    """From the right side of the first box through the lanes to the left side of the last."""
    path = [f"M{arrow[0].left + BOX_WIDTH} {middle[arrow[0]]:.0f}"]
    for one, other in pairwise(arrow):
        start, y, end, to = one.left + BOX_WIDTH, middle[one], other.left, middle[other]
        path.append(f"C{start + GAP // 2} {y:.0f} {end - GAP // 2} {to:.0f} {end} {to:.0f}")
        if other.before:
            path.append(f"H{end + BOX_WIDTH}")
    return " ".join(path)


def box(place: Place, middle: float, graph: nx.DiGraph[str]) -> list[str]:
    """One component: its name, its slot, and how many misconceptions there are at it."""
    x, top = place.left, round(middle - BOX_HEIGHT / 2)
    held: tuple[str, ...] = graph.nodes[place.slot]["misconceptions"]
    name = wrap(graph.nodes[place.slot]["name"], LETTERS, max_lines=2, placeholder="…")
    first = top + (18 if len(name) > 1 else 24)
    lines = [("name", line) for line in name] + [("slot", place.slot)]
    corner = x + BOX_WIDTH - 2
    badge = f'<circle class="badge" cx="{corner}" cy="{top + 2}" r="8"/>'
    count = f'<text class="count" x="{corner}" y="{top + 5.5}">{len(held)}</text>'
    return [
        f"<g><title>{escape(', '.join(held) or 'no misconceptions')}</title>",
        f'<rect class="box" x="{x}" y="{top}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="5"/>',
        *(
            f'<text class="{sort}" x="{x + 8}" y="{first + 14 * at}">{escape(line)}</text>'
            for at, (sort, line) in enumerate(lines)
        ),
        *((badge, count) if held else ()),
        "</g>",
    ]


if __name__ == "__main__":
    DRAWING.write_text(drawing(domains().values()), encoding="utf-8")
