"""The domain `algebra` and its topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra import phrases_topic, reading
from teachsim.domains.algebra.concepts import CONCEPTS, Concepts
from teachsim.domains.algebra.coordinates import COORDINATES
from teachsim.domains.algebra.equality import EQUALITY
from teachsim.domains.algebra.functions import FUNCTIONS
from teachsim.domains.algebra.judgements import JUDGEMENTS
from teachsim.domains.algebra.letters import LETTERS
from teachsim.domains.algebra.notation import DOMAIN
from teachsim.domains.algebra.phrases import PHRASES
from teachsim.domains.algebra.ratios import RATIOS
from teachsim.domains.algebra.stories import STORIES
from teachsim.domains.algebra.stories_answers import answers_in
from teachsim.domains.algebra.topics import TOPICS
from teachsim.domains.catalogue import catalogue
from teachsim.domains.topical import LONGEST, TopicDomain
from teachsim.domains.typed import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.domains.algebra.phrases_topic import WordTopic
    from teachsim.domains.algebra.stories_frames import FrameTopic
    from teachsim.domains.base import Answer, Item, Span
    from teachsim.domains.topical import Topic

FILES = ("reading-expressions", "brackets", "like-terms", "equations", "proportions")
"""The files of the topics that share their procedures."""
WORDED = (PHRASES, LETTERS, JUDGEMENTS, EQUALITY, CONCEPTS)
"""Topics whose items are sentences, each with a file of its own."""
FRAMED = (RATIOS, STORIES, FUNCTIONS, COORDINATES)
"""Topics whose items are frames with numbers in them, each with a file of its own."""


class Algebra(TopicDomain):
    """Algebra with these topics; where two could read a text, the first does."""

    def __init__(
        self,
        topics: Sequence[Topic] = (),
        worded: Sequence[WordTopic] = (),
        framed: Sequence[FrameTopic] = (),
    ) -> None:
        cards = [topic.catalogue for topic in worded if isinstance(topic, Concepts)]
        named = [topic.name for topic in worded if not isinstance(topic, Concepts)]
        stems = [*(FILES if topics else ()), *named, *(topic.name for topic in framed)]
        all_topics: tuple[Topic, ...] = (*topics, *worded, *framed)

        read = super().parse

        def found(text: str, _: Callable[[str], Item | None]) -> list[Span]:
            every = [
                *reading.spans(text, read),
                *(span for topic in framed for span in topic.find(text)),
                *(answers_in(text) if framed else ()),
                *phrases_topic.spans(text, worded, lambda _: []),
            ]
            return _longest(every)

        catalogues = [*(catalogue(stem, DOMAIN) for stem in stems), *cards]
        super().__init__(DOMAIN, all_topics, catalogues, found)

    def parse(self, text: str) -> Item | None:
        """The item as written, read by the first topic that can; None when none does.

        An expression that stands alone as a task is to be simplified. In running text it is none.
        """
        if len(text) > LONGEST:
            return None
        text = plain(text)
        return super().parse(text) or super().parse(f"simplify {text}")

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer typed for this item, in its written form."""
        return None if len(text) > LONGEST else super().read_answer(item, plain(text))


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Where readings overlap the longest counts, and of equals the item; left to right."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.item is None)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


ALGEBRA = Algebra(TOPICS, WORDED, FRAMED)
