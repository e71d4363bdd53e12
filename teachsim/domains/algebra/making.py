"""Fresh items of algebra, of school-book size, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_LETTERS = "xxxxynabtpkm"


def text_of(kind: str, rng: Random) -> str:
    """The text of a random item; now and then one that the notation refuses."""
    letter = rng.choice(_LETTERS)
    match kind:
        case "like-terms":
            return _like_terms(letter, rng)
        case "expanding":
            return _expanding(letter, rng)
        case "squares":
            return f"({_binomial(letter, rng)})^2"
        case "bracket-products":
            return f"({_binomial(letter, rng)})({_binomial(letter, rng)})"
        case "proportion" | "ratio":
            return _proportion(kind, letter, rng)
        case "substitution":
            return _substitution(letter, rng)
    return _equation(kind, letter, rng)


def times(number: int, letter: str) -> str:
    """`3x`, but `x` for 1 and `-x` for -1.

    >>> times(-1, "x")
    '-x'
    """
    return {1: letter, -1: f"-{letter}"}.get(number, f"{number}{letter}")


def sum_of(*parts: str) -> str:
    """Terms with their signs joined: `3x`, `-4` make `3x - 4`."""
    first, *others = parts
    return first + "".join(f" - {part[1:]}" if part.startswith("-") else f" + {part}" for part in others)


def _some(rng: Random, low: int, high: int, *, minus: float = 0.0) -> int:
    return rng.randint(low, high) * (-1 if rng.random() < minus else 1)


def _like_terms(letter: str, rng: Random) -> str:
    if rng.random() < 0.15:
        other = "b" if letter != "b" else "c"
        parts = [times(_some(rng, 2, 9), letter), times(_some(rng, 2, 9), other)]
        if rng.random() < 0.5:
            parts.append(times(_some(rng, 1, 6), letter))
        return ("simplify " if len(parts) == 2 else "") + sum_of(*parts)
    parts = [times(1 if rng.random() < 0.3 else _some(rng, 2, 9, minus=0.3), letter) for _ in range(2)]
    parts += [str(_some(rng, 1, 9, minus=0.45)) for _ in range(rng.choice((0, 1, 2, 2)))]
    if rng.random() < 0.3:
        parts.append(times(_some(rng, 1, 9), letter))
    rng.shuffle(parts)
    return sum_of(*parts)


def _binomial(letter: str, rng: Random) -> str:
    number = rng.choice((1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9))
    return sum_of(letter, str(number if rng.random() < 0.5 else -number))


def _bracket(letter: str, rng: Random) -> str:
    return sum_of(times(_some(rng, 1, 5), letter), str(_some(rng, 1, 9, minus=0.5)))


def _expanding(letter: str, rng: Random) -> str:
    shape = rng.random()
    one, two = _some(rng, 2, 6), _some(rng, 2, 6)
    if shape < 0.3:
        return f"{one}({_bracket(letter, rng)})"
    if shape < 0.5:
        return sum_of(f"{one}({_bracket(letter, rng)})", f"{two}({_bracket(letter, rng)})")
    if shape < 0.65:
        return f"{one + two} - {two}({_bracket(letter, rng)})"
    if shape < 0.75:
        return f"{one + 5} - ({_bracket(letter, rng)})"
    if shape < 0.83:
        inner = sum_of(times(one * _some(rng, 1, 4), letter), str(one * _some(rng, 1, 5)))
        return f"({inner})/{one}"
    if shape < 0.9:
        return sum_of(times(_some(rng, 2, 6), letter), f"-{two}({_bracket(letter, rng)})", str(one))
    if shape < 0.96:
        return sum_of(f"-{two}({_bracket(letter, rng)})", times(_some(rng, 2, 6), letter))
    return f"{letter}({_bracket(letter, rng)})"


def _equation(kind: str, letter: str, rng: Random) -> str:
    root = _some(rng, 2, 12, minus=0.15)
    match kind:
        case "one-sided-equation":
            text = _one_sided(letter, root, rng)
        case "both-sides-equation":
            a, c, b = _some(rng, 2, 9), _some(rng, 1, 8), _some(rng, 1, 15, minus=0.4)
            d = a * root + b - c * root
            right = times(c, letter) if rng.random() < 0.25 else sum_of(times(c, letter), str(d))
            text = f"{sum_of(times(a, letter), str(b))} = {right}"
        case "bracket-equation":
            text = _with_bracket(letter, root, rng)
        case _:
            text = _with_fraction(letter, root, rng)
    left, _, right = text.partition(" = ")
    return f"{right} = {left}" if rng.random() < 0.12 else text


def _one_sided(letter: str, root: int, rng: Random) -> str:
    a, b = _some(rng, 2, 9), _some(rng, 1, 20, minus=0.4)
    shape = rng.random()
    if shape < 0.15:
        return f"{times(a, letter)} = {a * root}"
    if shape < 0.3:
        return f"{sum_of(letter, str(b))} = {root + b}"
    if shape < 0.45:
        return f"{sum_of(str(abs(b)), times(-a, letter))} = {abs(b) - a * root}"
    if shape < 0.6:
        c = _some(rng, 1, 6)
        return f"{sum_of(times(a, letter), times(c, letter))} = {(a + c) * root}"
    if shape < 0.65:
        c = _some(rng, 2, 9)
        return f"{sum_of(times(a, letter), str(-abs(b)), str(-c))} = {a * root - abs(b) - c}"
    return f"{sum_of(times(a, letter), str(b))} = {a * root + b}"


def _with_bracket(letter: str, root: int, rng: Random) -> str:
    k, a, b = _some(rng, 2, 6), _some(rng, 1, 3), _some(rng, 1, 9, minus=0.4)
    inner = sum_of(times(a, letter), str(b))
    worth = a * root + b
    shape = rng.random()
    if shape < 0.4:
        return f"{k}({inner}) = {k * worth}"
    if shape < 0.6:
        c = _some(rng, 2, 20)
        return f"{c} - {k}({inner}) = {c - k * worth}"
    if shape < 0.8:
        c = _some(rng, 1, 5)
        return f"{k}({inner}) = {sum_of(times(c, letter), str(k * worth - c * root))}"
    return f"({sum_of(letter, str(k * abs(b) - root))})/{k} = {abs(b)}"


def _with_fraction(letter: str, root: int, rng: Random) -> str:
    q, b = rng.randint(2, 6), _some(rng, 1, 15, minus=0.3)
    shape = rng.random()
    if shape < 0.2:
        return f"{letter}/{q} = {root}"
    if shape < 0.55:
        return f"{sum_of(f'{letter}/{q}', str(b))} = {root + b}"
    p = 1 if rng.random() < 0.6 else next(p for p in (2, 3, 5, 7) if p % q and q % p)
    if shape < 0.8:
        return f"{abs(b)} - {p}/{q} {letter} = {abs(b) - p * root}"
    return f"{sum_of(f'{p}/{q} {letter}', str(b))} = {p * root + b}"


def _proportion(kind: str, letter: str, rng: Random) -> str:
    one, two = _some(rng, 1, 9), _some(rng, 2, 9)
    scale = rng.randint(2, 6)
    parts = [str(one), str(two), str(one * scale), str(two * scale)]
    parts[rng.choice((0, 1, 2, 2, 2, 3, 3))] = letter
    sign = ":" if kind == "ratio" else "/"
    sides = [sign.join(parts[:2]), sign.join(parts[2:])]
    if rng.random() < 0.2:
        sides.reverse()
    return " = ".join(sides)


def _substitution(letter: str, rng: Random) -> str:
    given = _some(rng, 2, 9, minus=0.35)
    a, b = _some(rng, 2, 9), _some(rng, 1, 12)
    shape = rng.random()
    if shape < 0.3:
        expression = sum_of(times(a, letter), str(b if rng.random() < 0.6 else -b))
    elif shape < 0.5:
        expression = f"{b} {rng.choice('+-')} {times(a, letter)}"
    elif shape < 0.65:
        expression = sum_of(f"{letter}^2", str(b if rng.random() < 0.5 else -b))
    elif shape < 0.75:
        expression = f"{a}({sum_of(letter, str(b))})"
    elif shape < 0.85:
        other = "n" if letter != "n" else "m"
        second = _some(rng, 2, 9)
        names = sorted((letter, other))
        expression = rng.choice((f"{names[0]}{names[1]}", f"{a}{names[0]} + {names[1]}"))
        return f"evaluate {expression} for {names[0]} = {given} and {names[1]} = {second}"
    else:
        expression = f"{b} - {letter} - {_some(rng, 1, 9)}"
    return f"evaluate {expression} for {letter} = {given}"
