"""Server-sent events, as endpoints stream them: bytes in any pieces to whole messages.

Only `data` matters here; other fields and comments are passed over.
"""

from __future__ import annotations


class Events:
    """Puts a stream together again, however the network cut it."""

    def __init__(self, longest: int = 16_000_000) -> None:
        self._rest = b""
        self._data: list[bytes] = []
        self._longest = longest

    def feed(self, piece: bytes) -> list[str]:
        """The messages that this piece completes. Raises ValueError for one without end, or not in UTF-8.

        >>> events = Events()
        >>> events.feed(b'data: {"a"'), events.feed(b': 1}\\r\\n\\r\\n: alive\\n\\ndata: [DONE]\\n\\n')
        ([], ['{"a": 1}', '[DONE]'])
        """
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > self._longest:
            raise ValueError("a line without end")
        whole: list[str] = []
        for line in lines:
            line = line.removesuffix(b"\r")  # noqa: PLW2901 - the same line, without its end
            if line.startswith(b"data:"):
                self._data.append(line[5:].removeprefix(b" "))
            elif not line and self._data:
                whole.append(b"\n".join(self._data).decode("utf-8"))
                self._data.clear()
        return whole

    def rest(self) -> list[str]:
        """What stands at the end of a stream without the blank line that should follow it."""
        return self.feed(b"\n\n") if self._rest or self._data else []
