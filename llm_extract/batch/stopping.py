"""Ctrl-C: the first lets a run come to a clean end, the second ends it at once."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_INTERRUPTED = 130


class Stop:
    """Whether the user wants the run to end. Nobody asks for it unless `listening` hears it."""

    def __init__(self) -> None:
        self.wanted = False


@contextmanager
def listening(told: Callable[[], object]) -> Iterator[Stop]:
    """Hear Ctrl-C within the block; `told` is called at the first.

    What was written is as safe at the second as it is from a kill; child processes notice that
    their parent is gone.
    """
    stop = Stop()

    def heard(number: int, frame: FrameType | None) -> None:
        if stop.wanted:
            os._exit(_INTERRUPTED)
        stop.wanted = True
        told()

    if current_thread() is not main_thread():
        yield stop  # only the main thread hears signals
        return
    before = signal.signal(signal.SIGINT, heard)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
