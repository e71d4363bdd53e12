"""Handing chunks of runs to whoever plays them, and taking back what comes of them.

The one seam is `run_all(chunks, executor, folder)`: an executor is anything that has `submit` as Python's
own have it, so processes, this process and the executor of a cluster's client are used alike.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from teachsim.batch.play import Done, work
from teachsim.errors import TeachsimError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from teachsim.batch.runs import Chunk

IN_FLIGHT = 3
"""Chunks a worker: enough that none waits, few enough that stopping does not take long."""


class WorkerLost(TeachsimError):
    """A worker process ended before its work was done."""


def run_all(
    chunks: Iterable[Chunk], executor: Executor, folder: str | None, in_flight: int = IN_FLIGHT
) -> Iterator[list[Done]]:
    """What comes of each chunk, as it comes.

    Closing the iterator, as an interruption does, lets what is being played end and begins nothing more.
    raises: OSError from a worker that could not write; WorkerLost when one is gone
    """
    left = iter(chunks)
    pending: set[Future[list[Done]]] = set()
    try:
        while True:
            while len(pending) < in_flight and (chunk := next(left, None)) is not None:
                pending.add(executor.submit(work, chunk, folder))
            if not pending:
                return
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            while finished:
                yield finished.pop().result()
    except BrokenExecutor as error:
        raise WorkerLost(
            "a worker process was ended from outside, or ran out of memory",
            remedy="start the same command again: it goes on from there",
        ) from error
    finally:
        for future in pending:
            future.cancel()


class Here(Executor):
    """Runs what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future of a call."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # whoever asks for the result gets it
            future.set_exception(error)
        return future


@contextmanager
def workers(count: int) -> Iterator[tuple[Executor, int]]:
    """An executor of so many processes, this one alone for 1, and how many chunks to keep in flight.

    Spawned, not forked: what a child computes must not depend on what its parent had kept.
    """
    if count == 1:
        yield Here(), 1
        return
    from multiprocessing import get_context  # 10 ms that one process need not pay

    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_as_worker)
    try:
        yield pool, IN_FLIGHT * count
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _as_worker() -> None:
    """Leave interruptions to the parent, and end when it is gone: a killed batch leaves nobody behind."""
    from multiprocessing import connection, parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        sentinel = parent.sentinel

        def follow() -> None:
            connection.wait([sentinel])
            os._exit(1)

        Thread(target=follow, daemon=True).start()
