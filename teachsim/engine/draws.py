"""Chance as an argument: every draw is derived from what it is for."""

from __future__ import annotations

from random import Random


def draws(seed: int, agent: str, item: int, act: int, purpose: str) -> Random:
    """A generator for one purpose of one act of one agent on one item.

    The same arguments give the same draws, so any act can be replayed, and one more turn or one
    more student shifts nobody else's luck.

    >>> draws(7, "maya", 1, 1, "choose").random() == draws(7, "maya", 1, 1, "choose").random()
    True
    """
    return Random(f"{seed}/{agent}/{item}/{act}/{purpose}")


def test_draws(seed: int, agent: str, test: str, item: int, purpose: str) -> Random:
    """The same for an item of a test such as `after/near`."""
    return Random(f"{seed}/{agent}/{test}/{item}/{purpose}")
