"""Documents that failed, in a file beside the results: told again, tried again when asked to."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from llm_extract.batch import disk

SUFFIX = ".failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document has no result. `sha256` is "" where its content could not be read."""

    source: str
    sha256: str
    settings: str
    fault: str


class Failures:
    """The failures on disk, one line each; the last of a document stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, Failure] = {}
        with disk.told(path):
            raw = path.read_bytes() if path.exists() else b""
        for line in raw.split(b"\n"):
            if (failure := _read(line)) is not None:
                self._known[failure.source] = failure
        self._file = disk.Growing(path)
        self._outlived = False
        self._torn = bool(raw) and not raw.endswith(b"\n")

    def known(self, source: str) -> Failure | None:
        """The last failure of a document."""
        return self._known.get(source)

    def add(self, failure: Failure) -> None:
        """Keep one more."""
        self._file.add((b"\n" if self._torn else b"") + _line(failure))
        self._torn = False
        self._outlived |= failure.source in self._known
        self._known[failure.source] = failure

    def commit(self) -> None:
        """All that was added is on the disk when this returns."""
        self._file.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def forget(self, source: str) -> None:
        """A document that has a result now."""
        self._outlived |= self._known.pop(source, None) is not None

    def tidy(self) -> None:
        """Leave what stands alone on the disk; no file where nothing does."""
        self.commit()
        if not self._known:
            self.path.unlink(missing_ok=True)
        elif self._outlived:
            with disk.told(self.path):
                disk.replace(self.path, map(_line, self._known.values()))


def _read(line: bytes) -> Failure | None:
    try:
        return Failure(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _line(failure: Failure) -> bytes:
    text = json.dumps(asdict(failure), ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")
