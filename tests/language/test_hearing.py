"""Which answer a student's words give: numbers in words count, and `=` only where numbers are compared."""

from __future__ import annotations

import pytest

from teachsim.domains.registry import domain_for
from teachsim.language.hearing import answer_in


@pytest.mark.parametrize(
    ("item", "words", "heard"),
    [
        ("0.50 __ 0.5", "0.50 = 0.5. I filled up the places.", "0.50 = 0.5"),
        ("0.50 __ 0.5", "0.5 is the same as 0.50, so 0.50 = 0.5.", "0.50 = 0.5"),
        ("1/2 __ 2/4", "Hmm, I'd say 1/2 = 2/4.", "1/2 = 2/4"),
        ("1/2 __ 2/4", "First I thought 1/2 = 2/4, but I think 1/2 > 2/4.", "1/2 > 2/4"),
        ("1.048 __ 1.813", "Both have three places. That makes it 1.048 = 1.813.", "1.048 = 1.813"),
        ("1/4 + 2/3", "Three sevenths.", "3/7"),  # and not the three in it
        ("52 - 38", "Twenty-six, I think.", "26"),
        ("1.5 + 9.7", "1.5 plus 9.7 makes 11.2.", "11.2"),
        ("1/2 + 1/4", "1/2 = 2/4 and then 2/4 + 1/4 = 3/4", "3/4"),
    ],
)
def test_the_answer_is_heard_in_figures_words_and_comparisons(item: str, words: str, heard: str) -> None:
    domain, asked = domain_for(item)
    answer = answer_in(words, asked, domain)
    assert answer is not None
    assert answer.text == heard
