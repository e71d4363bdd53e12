"""YAML's syntax errors in a teacher's words rather than the parser's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

# What the parser says, what we say, what to do. Both parsers of PyYAML are covered.
_WORDS = (
    ("mapping values are not allowed", "a colon stands where none can",
     "put text that contains `: ` in quotes, or check the indent of this line"),
    ("could not find expected ':'", "this line has no colon after its key", "write `key: value`"),
    ("did not find expected key", "this line does not fit those above it",
     "give all keys of a block the same indent, and close quotes and brackets"),
    ("expected <block end>", "this line does not fit those above it",
     "give all keys of a block the same indent, and close quotes and brackets"),
    ("expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma",
     "write [a, b, c], with text that contains brackets or commas in quotes"),
    ("expected ',' or '}'", "a block in { } is not closed, or lacks a comma",
     "write {key: value, key: value}"),
    ("did not find expected '-' indicator", "this line is not an entry of the list above it",
     "begin it with `- `, or indent it like the key it belongs to"),
    ("block sequence entries are not allowed", "a list cannot begin here",
     "put the first `- ` on a line of its own"),
    ("unexpected end of stream", "a quote or bracket is opened and never closed", "close it"),
    ("unknown escape character", 'no such escape exists in "…"',
     "use '…' instead, or double the backslash"),
    ("maximum nesting depth", "far too many brackets stand inside one another", "make it flatter"),
    ("Unicode character escape", 'this escape in "…" is no character', "write the character itself"),
    ("hexdecimal", 'this escape in "…" lacks its digits', "write the character itself"),
    ("expected alphabetic", "& and * must be followed by a name", "put the text in quotes"),
    ("expected node content", "a value is missing before this sign", "write it, or delete the sign"),
    ("directive", "a line that begins with % is an order to the parser", "delete the line"),
    ("undefined tag handle", "the tag is not known", "delete the tag"),
    ("incompatible YAML document", "this version of YAML is not known", "delete the line `%YAML`"),
    ("unexpected document indicator", "a quote is still open at the line `---` or `...`",
     "close the quote"),
    ("expected <document start>", "something follows the end of the document", "delete it"),
)  # fmt: skip


def in_words(error: yaml.YAMLError, path: Path, text: str) -> BadInput:
    """What is wrong, where, and what to do about it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    row, column = (mark.line, mark.column) if mark else (0, 0)
    problem = str(getattr(error, "problem", None) or error).partition("\n")[0]
    lines = text.splitlines()
    line = lines[row] if row < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    message = f"this cannot be read as YAML: {problem}"
    remedy = "look at this line and the one above for a missing colon, dash, quote or indent"
    if "\t" in indent or line[column : column + 1] == "\t":
        column = line.index("\t")
        message, remedy = "a tab stands in the indent", "use spaces"
    elif "cannot start any token" in problem:
        message, remedy = f"text cannot begin with {line[column]!r}", "put the text in quotes"
    else:
        for sign, words, advice in _WORDS:
            if sign in problem:
                message, remedy = words, advice
                break
    return BadInput(message, place=f"{path}:{row + 1}:{column + 1}", remedy=remedy)
