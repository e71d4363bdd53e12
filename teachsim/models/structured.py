"""Words in the form that was asked for, or the named fault that says why not.

A model's words are data: nothing in them is obeyed here. Where they miss the form the model is shown its
mistake once; where they miss it again, that is a fault and never a made-up reply.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from teachsim.models.client import (
    CallFault,
    Client,
    EmptyReply,
    InvalidReply,
    Message,
    Refused,
    Reply,
    Request,
    Truncated,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ShapeT = TypeVar("ShapeT", bound=BaseModel)

LONGEST_QUOTED = 4000
"""Characters of a bad reply that the model is shown again."""

_THOUGHTS = re.compile(r"\A\s*<(think|thinking|thought)>.*?(</\1>\s*|\Z)", re.DOTALL)
_FENCED = re.compile(r"\A\s*```[\w-]*[ \t]*\n(?P<inside>.*?)\n?[ \t]*```\s*\Z", re.DOTALL)
_REFUSALS = ("refusal", "content_filter", "safety")


async def ask_for(client: Client, request: Request, shape: type[ShapeT]) -> tuple[ShapeT, list[Reply]]:
    """What the model says, as this shape, and the one or two replies that it took.

    raises: Truncated, Refused, EmptyReply, or InvalidReply after one repair; all carry the replies.
            What a client raises goes up as it is, with the replies so far.
    """
    asked = request if request.schema is not None else replace(request, schema=schema_of(shape))
    asked = asked if asked.schema_name else replace(asked, schema_name=shape.__name__)
    replies = [await client.complete(asked)]
    text = _words(replies)
    try:
        return parsed(text, shape), replies
    except ValueError as error:
        again = replace(asked, messages=(*asked.messages, *_repair(text, error)))
    try:
        replies.append(await client.complete(again))
    except CallFault as fault:
        fault.replies = (*replies, *fault.replies)
        raise
    try:
        return parsed(_words(replies), shape), replies
    except ValueError as error:
        raise InvalidReply(
            f"{request.model} did not keep to the form, asked twice: {_reason(error)}",
            place=request.model,
            remedy="take a model that is better at forms, or let the template speak",
            replies=tuple(replies),
        ) from None


async def ask_text(
    client: Client, request: Request, on_text: Callable[[str], None] | None = None
) -> tuple[str, Reply]:
    """What the model says as plain text, thoughts left out. Raises Truncated, Refused or EmptyReply."""
    reply = await client.complete(request, on_text)
    return _words([reply]), reply


def parsed(text: str, shape: type[ShapeT]) -> ShapeT:
    """The one JSON object that a text is, with or without a fence around it. Raises ValueError if it is not.

    Strict: a number is no text, a field that was not asked for no harmless extra, and what stands around
    the object is not passed over, since it may be what matters.
    """
    fenced = _FENCED.match(text)
    inside = fenced["inside"] if fenced else text
    return shape.model_validate_json(inside.strip(), strict=True)


@cache
def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a shape as endpoints want it: every field required, and no others.

    Made once (5 ms, ten times what a call costs otherwise) and shared: not to be changed.
    """
    schema: dict[str, Any] = _tight(shape.model_json_schema())
    return schema


def without_thoughts(text: str) -> str:
    """The text without what a reasoning model thought aloud before it."""
    return _THOUGHTS.sub("", text)


def _words(replies: list[Reply]) -> str:
    """The words of the last reply, if it has any that can be used."""
    reply = replies[-1]
    given = tuple(replies)
    if reply.finish_reason in _REFUSALS:
        raise Refused("the model refused", remedy="ask otherwise, or take another model", replies=given)
    if reply.finish_reason == "length":
        raise Truncated(
            f"the model was cut off after {len(reply.text)} characters",
            remedy="raise `max_tokens`",
            replies=given,
        )
    text = without_thoughts(reply.text).strip()
    if not text:
        raise EmptyReply("the model said nothing", remedy="ask again, or take another model", replies=given)
    return text


def _repair(text: str, error: ValueError) -> tuple[Message, Message]:
    shown = text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"
    return (
        Message("assistant", shown),
        Message(
            "user", f"That is not the form asked for: {_reason(error)}. Answer with the JSON object alone."
        ),
    )


def _reason(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)[:200]
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    told = [
        f"{'.'.join(str(step) for step in problem['loc']) or 'reply'}: {problem['msg']}"
        for problem in problems
    ]
    return "; ".join(told[:4])[:400]


def _tight(part: Any) -> Any:
    if isinstance(part, list):
        return [_tight(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {
        key: {name: _tight(value) for name, value in inner.items()}
        if key in ("properties", "$defs")
        else _tight(inner)
        for key, inner in part.items()
        if key not in ("title", "default")
    }
    if part.get("type") == "object" and "properties" in part:
        kept["required"] = list(part["properties"])
        kept["additionalProperties"] = False
    return kept
