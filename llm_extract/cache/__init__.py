"""Answers kept by the digest of their request, on disk or on a server; exports are replayed."""

from typing import Protocol

from llm_extract.cache._answers import Answers, Stats
from llm_extract.cache._entries import read, written
from llm_extract.cache._replaying import replay
from llm_extract.records import Reply

__all__ = ["Answers", "Stats", "Store", "read", "replay", "written"]


class Store(Protocol):
    """Where answers are kept. What cannot be read counts as not there."""

    def get(self, key: str) -> Reply | None:
        """The answer to the request of this digest, if it is here and whole."""

    def set(self, key: str, reply: Reply) -> None:
        """Keep an answer; it is safe when this returns."""

    def claim(self, key: str) -> bool:
        """Take or keep the lease of a request; False while another process holds it.

        It dies with its holder, sooner or later.
        """

    def release(self, key: str) -> None:
        """Give the lease of a request back."""

    def close(self) -> None:
        """Let go of files and connections."""
