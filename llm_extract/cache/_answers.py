"""The answers on this machine, and the upkeep of them. Several processes may share a directory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from llm_extract.cache import _disk
from llm_extract.cache._entries import read, written
from llm_extract.errors import ConfigError
from llm_extract.records import Reply

_FOLDER = "answers"


@dataclass(frozen=True, slots=True)
class Stats:
    """What a cache holds. `bytes` is its size on disk; tokens are those of answers that say so."""

    entries: int
    damaged: int
    bytes: int
    models: dict[str, int]  # answers by model
    input_tokens: int
    output_tokens: int
    oldest: datetime | None
    newest: datetime | None


class Answers:
    """A store on disk. What is damaged counts as missing; nothing is ever dropped by itself."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.expanduser()
        try:
            self._cache = _disk.opened(self.directory)
        except (OSError, *_disk.TROUBLE) as error:
            raise ConfigError(
                f"{self.directory}: cannot be used as a cache ({error}); "
                f"name another one by --cache-dir, or remove what is in it"
            ) from None

    @classmethod
    def under(cls, cache_dir: str) -> "Answers":
        """The answers of the cache directory named in the settings."""
        return cls(Path(cache_dir) / _FOLDER)

    def get(self, key: str) -> Reply | None:
        """The answer to the request of this digest."""
        entry = self._entry(key)
        return entry[0] if entry else None

    def set(self, key: str, reply: Reply) -> None:
        """Keep an answer; a process that is killed after this does not lose it."""
        try:
            self._cache.set(key, written(key, reply, datetime.now(UTC)))
        except (OSError, *_disk.TROUBLE) as error:
            raise ConfigError(
                f"{self.directory}: an answer cannot be kept ({error}); make room, or name "
                f"another directory by --cache-dir"
            ) from None

    def forget(self, key: str) -> bool:
        """Drop one answer, so that it is asked for again; False if it was not there."""
        return bool(self._cache.delete(key))

    def close(self) -> None:
        """Close the database; it opens again when it is next used."""
        self._cache.close()

    def stats(self) -> Stats:
        """Count everything; reads every entry."""
        entries = [entry for key in self._keys() if (entry := self._entry(key))]
        models: dict[str, int] = {}
        for reply, _ in entries:
            models[reply.model] = models.get(reply.model, 0) + 1
        times = [when for _, when in entries]
        return Stats(
            entries=len(entries),
            damaged=len(self._cache) - len(entries),
            bytes=sum(f.stat().st_size for f in self.directory.iterdir() if f.is_file()),
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
        for key in self._keys():
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

        return sum(self.forget(key) for key in list(self._keys()) if not stays(key))

    def clear(self) -> int:
        """Drop everything, whoever put it there; the number of entries."""
        return int(self._cache.clear())

    def _keys(self) -> Iterator[str]:
        return (key for key in self._cache if key)

    def _entry(self, key: str) -> tuple[Reply, datetime] | None:
        try:
            return read(self._cache.get(key), key)
        except (OSError, _disk.Refused, *_disk.TROUBLE):
            return None
