"""The domain `arithmetic` and its topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.asking import as_written
from teachsim.domains.arithmetic.decimals import DECIMALS
from teachsim.domains.arithmetic.exponents import EXPONENTS
from teachsim.domains.arithmetic.fractions import FRACTIONS
from teachsim.domains.arithmetic.multiplication import MULTIPLICATION
from teachsim.domains.arithmetic.order import ORDER
from teachsim.domains.arithmetic.percent import PERCENT
from teachsim.domains.arithmetic.reading import spans
from teachsim.domains.arithmetic.signed import SIGNED
from teachsim.domains.arithmetic.whole import WHOLE
from teachsim.domains.catalogue import catalogue
from teachsim.domains.topical import LONGEST, TopicDomain
from teachsim.domains.typed import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Answer, Item
    from teachsim.domains.topical import Topic

NAME = "arithmetic"


class Arithmetic(TopicDomain):
    """Arithmetic with these topics; where two could read a text, the first does."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        read = super().parse  # in running text only what is written as a task is one
        catalogues = [catalogue(topic.name, NAME) for topic in topics]
        super().__init__(NAME, topics, catalogues, lambda text, _: spans(text, read))

    def parse(self, text: str) -> Item | None:
        """The item as written or as people ask it; None when no topic can read it."""
        if len(text) > LONGEST:
            return None
        return super().parse(plain(text)) or super().parse(as_written(text))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer typed for this item, in its written form."""
        return None if len(text) > LONGEST else super().read_answer(item, plain(text))


ARITHMETIC = Arithmetic((WHOLE, FRACTIONS, DECIMALS, MULTIPLICATION, SIGNED, ORDER, EXPONENTS, PERCENT))
