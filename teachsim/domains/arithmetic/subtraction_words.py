"""How each rule of column subtraction is written down and said, by the rule's name.

First the line as it is written, then the clauses in which a child says it, the result last. The names
in braces are filled in by the procedure in `subtraction`.
"""

from __future__ import annotations

_SWAPPED = (
    "{place}: {bottom} - {top} = {digit}",
    "{bottom} take away {top} is {digit}",
    "{top} from {bottom} is {digit}",
    "{bottom} minus {top} makes {digit}",
    "I did {bottom} take away {top}, so {digit}",
)
_NINE = (
    "borrow: 0 becomes 9, {top} becomes {ten}",
    "I borrowed from the 0, so it's 9 and I've got {ten}",
    "the 0 turns into a 9 and the {top} is {ten}",
    "I took one off the 0, that makes it 9, and now I have {ten}",
    "I made the 0 a 9 and the {top} a {ten}",
)
WORDINGS: dict[str, tuple[str, ...]] = {
    "bring-down": (
        "{place}: bring down {top}",
        "there's nothing under the {top}, so it stays {top}",
        "the {top} just comes down",
        "nothing to take from the {top}, so {top}",
        "I bring down the {top}",
    ),
    "quits-when-bottom-blank": (
        "{place}: nothing below, stop",
        "there's nothing under the {top}, so I'm done",
        "the bottom number's finished, so I stop",
        "nothing left to take away, so that's it",
        "I ran out of numbers at the bottom, so that's the end",
    ),
    "stutter-subtract": (
        "{place}: nothing below, use the {digit} again",
        "there's nothing under the {top}, so I used the {digit} again",
        "the {digit} has to come off this one too",
        "I take the {digit} away from the {top} as well",
        "I put the {digit} under the {top} again",
    ),
    "take-away": (
        "{place}: {top} - {bottom} = {digit}",
        "{top} take away {bottom} is {digit}",
        "{bottom} from {top} is {digit}",
        "{top} minus {bottom} makes {digit}",
        "I did {top} take away {bottom}, so {digit}",
    ),
    "n-minus-zero-is-zero": (
        "{place}: {top} - {bottom} = {digit}",
        "{top} take away 0 is {digit}",
        "there's a 0 under the {top}, so it's {digit}",
        "{top} minus nothing, that's {digit}",
        "it's got a 0, so I put {digit}",
    ),
    "borrow-a-ten": (
        "{place}: {bottom} is more than {top}, borrow",
        "I can't take {bottom} from {top}, so I need to borrow",
        "{top} isn't enough to take {bottom} away",
        "{bottom} is bigger than {top}, so I have to borrow",
        "there aren't {bottom} in the {top}, so I need a ten",
    ),
    "smaller-from-larger": _SWAPPED,
    "borrow-once-then-smaller-from-larger": (
        _SWAPPED[0],
        "I already borrowed, so {bottom} take away {top} is {digit}",
        "{top} from {bottom} is {digit}",
        "I can't borrow again, so I did {bottom} minus {top}, {digit}",
        "then {bottom} take away {top}, that's {digit}",
    ),
    "smaller-from-larger-instead-of-borrow-from-zero": (
        _SWAPPED[0],
        "I couldn't borrow from the 0, so {bottom} take away {top} is {digit}",
        "there's a 0 next door, so I did {bottom} minus {top}, {digit}",
        "{top} from {bottom} is {digit}, because the 0 has nothing to give",
        "the 0 can't lend me any, so I turned it round and got {digit}",
    ),
    "swap": (
        _SWAPPED[0],
        "there was nothing left to borrow, so {bottom} take away {top} is {digit}",
        "I got stuck there, so I did {bottom} minus {top}, {digit}",
        "I couldn't borrow any more, so {top} from {bottom}, that's {digit}",
    ),
    "zero-minus-n-is-n": (
        "{place}: {top} - {bottom} = {digit}",
        "0 take away {bottom} is {digit}",
        "there's nothing on top, so it's just {digit}",
        "0 minus {bottom}, that's {digit}",
        "the top is 0, so I put {digit}",
    ),
    "zero-minus-n-is-zero": (
        "{place}: {top} - {bottom} = {digit}",
        "0 take away {bottom} is {digit}",
        "you can't take anything from 0, so it's {digit}",
        "0 minus {bottom}, that's still {digit}",
        "there's nothing there, so I put {digit}",
    ),
    "zero-instead-of-borrow": (
        "{place}: {top} - {bottom} = {digit}",
        "you can't take {bottom} from {top}, so I put {digit}",
        "{top} take away {bottom} can't be done, so {digit}",
        "there's not enough to take {bottom} away, so it's {digit}",
        "{top} isn't enough for {bottom}, so that's {digit}",
    ),
    "one-from-next-door": (
        "borrow: {was} becomes {now}, {top} becomes {ten}",
        "I borrowed from the {was}, so it's {now} and I've got {ten}",
        "I took one off the {was}, that leaves {now}, and now I have {ten}",
        "the {was} turns into {now} and the {top} is {ten}",
        "I went next door to the {was}, made it {now}, and got {ten}",
    ),
    "borrow-no-decrement": (
        "borrow: {top} becomes {ten}",
        "I put a 1 in front of the {top}, so it's {ten}",
        "I made the {top} into {ten}",
        "I needed more, so I changed the {top} to {ten}",
        "the {top} gets a ten, so I've got {ten}",
    ),
    "always-borrow-left": (
        "borrow: {was} becomes {now}, {top} becomes {ten}",
        "I borrowed from the {was} at the front, so it's {now} and I've got {ten}",
        "I took one off the first number, {was} goes to {now}, and now I have {ten}",
        "the {was} on the far left turns into {now} and the {top} is {ten}",
        "I went to the front for one, so it's {now} there and {ten} here",
    ),
    "on-past-the-zeros": (
        "borrow: {was} becomes {now}, {nines}, {top} becomes {ten}",
        "there's a 0, so I went on to the {was}, that's {now}, then {nines}, and I've got {ten}",
        "next door had none, so I took one off the {was}, {nines}, and now I have {ten}",
        "the {was} turns into {now}, {nines}, and the {top} is {ten}",
        "I borrowed past the 0, from the {was}, so it's {now}, {nines}, and I've got {ten}",
    ),
    "borrow-across-zero": (
        "borrow: {was} becomes {now}, {top} becomes {ten}",
        "I skipped the 0 and borrowed from the {was}, so it's {now} and I've got {ten}",
        "there's nothing in the 0, so I took one off the {was}, and now I have {ten}",
        "I jumped over the 0, so the {was} is {now} and the {top} is {ten}",
        "the 0 stays, the {was} turns into {now}, and the {top} is {ten}",
    ),
    "stops-borrow-at-zero": (
        "borrow: {top} becomes {ten}",
        "the next one is 0, so I left it, and I've got {ten}",
        "there's nothing to take off the 0, so I just made the {top} into {ten}",
        "you can't take one off 0, so it stays 0 and the {top} is {ten}",
        "I put a 1 in front of the {top}, that's {ten}, and the 0 stays 0",
    ),
    "borrow-from-zero": _NINE,
    "borrow-from-zero-left-ten-ok": _NINE,
    "borrow-from-zero-over-zero": _NINE,
}
