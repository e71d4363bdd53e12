"""The domain `arithmetic` and its topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from teachsim.domains.topical import TopicDomain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.topical import Topic

NAME = "arithmetic"


class Arithmetic(TopicDomain):
    """Arithmetic with these topics; where two could read a text, the first does."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        super().__init__(NAME, topics, [catalogue(topic.name, NAME) for topic in topics], spans)


ARITHMETIC = Arithmetic((WHOLE, FRACTIONS, DECIMALS, MULTIPLICATION, SIGNED, ORDER, EXPONENTS, PERCENT))
