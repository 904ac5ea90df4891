"""The answers already paid for, wherever they stand, and the upkeep of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from llm_extract.cache._disk import DiskShelf
from llm_extract.cache._entries import read, written
from llm_extract.cache._server import ServerShelf
from llm_extract.cache._shelves import Shelf
from llm_extract.config import ExtractSettings
from llm_extract.records import Reply
from llm_extract.redis import Server

_FOLDER = "answers"


@dataclass(frozen=True, slots=True)
class Stats:
    """What a cache holds, `bytes` being its size where it stands; tokens where answers say so."""

    entries: int
    damaged: int
    bytes: int
    models: dict[str, int]  # answers by model
    input_tokens: int
    output_tokens: int
    oldest: datetime | None
    newest: datetime | None


class Answers:
    """A store of answers. What is damaged counts as missing; nothing is ever dropped by itself."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    @classmethod
    def at(cls, directory: Path) -> "Answers":
        """The answers kept in a directory of this machine."""
        return cls(DiskShelf(directory))

    @classmethod
    def of(cls, settings: ExtractSettings) -> "Answers":
        """The answers that the settings name: of a server, or in the cache directory."""
        if settings.cache:
            return cls(ServerShelf(Server(settings)))
        return cls.at(Path(settings.cache_dir) / _FOLDER)

    def get(self, key: str) -> Reply | None:
        """The answer to the request of this digest."""
        entry = self._entry(key)
        return entry[0] if entry else None

    def set(self, key: str, reply: Reply) -> None:
        """Keep an answer."""
        self.shelf.set(key, written(key, reply, datetime.now(UTC)))

    def claim(self, key: str) -> bool:
        """Take or keep the lease of a request; False while another process holds it."""
        return self.shelf.claim(key)

    def release(self, key: str) -> None:
        """Give the lease of a request back."""
        self.shelf.release(key)

    def flush(self) -> None:
        """All that was kept survives a loss of power when this returns."""
        self.shelf.flush()

    def forget(self, key: str) -> bool:
        """Drop one answer, so that it is asked for again; False if it was not there."""
        return self.shelf.delete(key)

    def close(self) -> None:
        """Let go of files and connections; they open again when they are next needed."""
        self.shelf.close()

    def stats(self) -> Stats:
        """Count everything; reads every entry."""
        keys = list(self.shelf.listed())
        entries = [entry for key in keys if (entry := self._entry(key))]
        models: dict[str, int] = {}
        for reply, _ in entries:
            models[reply.model] = models.get(reply.model, 0) + 1
        times = [when for _, when in entries]
        return Stats(
            entries=len(entries),
            damaged=self.shelf.damaged() + len(keys) - len(entries),
            bytes=self.shelf.size(),
            models=dict(sorted(models.items())),
            input_tokens=sum(reply.input_tokens or 0 for reply, _ in entries),
            output_tokens=sum(reply.output_tokens or 0 for reply, _ in entries),
            oldest=min(times, default=None),
            newest=max(times, default=None),
        )

    def export(self, directory: Path) -> int:
        """Write one JSON file for each whole entry, named by its request's digest; their number."""
        directory.mkdir(parents=True, exist_ok=True)
        count = 0
        for key in self.shelf.listed():
            if (entry := self._entry(key)) is not None:
                path = directory / f"{key}.json"
                path.write_text(written(key, *entry, indent=1) + "\n", "utf-8")
                count += 1
        return count

    def prune(self, older_than: datetime | None = None, keep: Collection[str] | None = None) -> int:
        """Drop what is damaged, from before a time, or not among the digests to keep."""

        def stays(key: str) -> bool:
            entry = self._entry(key)
            return (
                entry is not None
                and (older_than is None or entry[1] >= older_than)
                and (keep is None or key in keep)
            )

        return sum(self.forget(key) for key in list(self.shelf.listed()) if not stays(key))

    def clear(self) -> int:
        """Drop everything, whoever put it there; the number of entries."""
        return self.shelf.clear()

    def _entry(self, key: str) -> tuple[Reply, datetime] | None:
        return read(self.shelf.get(key), key)
