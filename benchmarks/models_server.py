"""A model's server on the loopback that costs next to nothing, so that what is timed is who asks it.

Hand-written HTTP over asyncio: after a fixed latency every request gets a short reply. It prints its port,
then the wall time at which each first request of a connection's process came in, until its input closes.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

WORDS = "I took the smaller digit from the larger one, so I get 26."
DECISION = json.dumps(
    {
        "belief": [{"hypothesis": "smaller-from-larger", "probability": 0.8}], "intervene": True,
        "move": "ask-why", "target": "smaller-from-larger", "predicted": "26", "predicted_probability": 0.8,
        "reason": "It may take the smaller digit from the larger.", "text": "How did you get that?",
    }
)  # fmt: skip
"""What a teacher is asked for by schema."""


class Speaker(asyncio.Protocol):
    """One connection: requests in, replies out, in order."""

    latency_s = 0.05
    first_request: list[float] = []  # noqa: RUF012 - one server a process

    def __init__(self) -> None:
        self._gathered = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._gathered += data
        while (end := self._gathered.find(b"\r\n\r\n")) >= 0:
            head = self._gathered[:end].lower()
            if head.startswith(b"get /first "):
                self._gathered = self._gathered[end + 4 :]
                self._write(json.dumps(self.first_request).encode())
                self.first_request.clear()
                continue
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            if len(self._gathered) < end + 4 + length:
                return
            body = self._gathered[end + 4 : end + 4 + length]
            self._gathered = self._gathered[end + 4 + length :]
            if not self.first_request:
                self.first_request.append(time.time())
            asyncio.get_running_loop().call_later(
                self.latency_s, self._write, reply(body.count(b'"role"'), b'"json_schema"' in body)
            )

    def _write(self, body: bytes) -> None:
        if not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
                body
            )
            self._transport.write(head + body)


def reply(messages: int, decision: bool = False) -> bytes:
    """The reply to a conversation of so many messages: a pupil's words, or a teacher's decision."""
    message = {"role": "assistant", "content": DECISION if decision else WORDS}
    read = 20 * messages
    return json.dumps(
        {
            "id": "x", "object": "chat.completion", "created": 1, "model": "x",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": read, "completion_tokens": 15, "total_tokens": read + 15},
        }
    ).encode()  # fmt: skip


async def main(latency_s: float) -> None:
    Speaker.latency_s = latency_s
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Speaker, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
