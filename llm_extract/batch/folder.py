"""A folder with a file for each document, whole or not there, under a name that no other has."""

import json
import re
from collections.abc import Collection
from hashlib import blake2b
from os import fsencode, scandir
from pathlib import Path

from llm_extract.batch import disk, lines
from llm_extract.batch.lines import Known

_OURS = re.compile(r".*-[0-9a-f]{12}\.json", re.DOTALL)
_STEM = 60  # characters of a document's name in that of its result: names have an end


class Folder:
    """The results of a run, a JSON file each.

    A file survives a kill as soon as `add` returns, a power cut as soon as `commit` does.
    """

    form = "json"
    repaired = False  # a file is never torn

    def __init__(self, path: Path) -> None:
        self.path = path
        self._new: list[Path] = []  # since the last commit

    def known(self, source: str) -> Known | None:
        """What the folder has of a document."""
        try:
            tree = json.loads((self.path / name_of(source)).read_bytes())
            known = lines.known_of(tree)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return known if known.source == source else None

    def others(self, sources: Collection[str]) -> int:
        """How many results of the folder are of documents that are not among these."""
        with scandir(self.path) as files:
            found = sum(_OURS.fullmatch(file.name) is not None for file in files)
        return found - sum((self.path / name_of(source)).exists() for source in sources)

    def add(self, source: str, line: bytes) -> None:
        """Write or replace the file of a document."""
        path = self.path / name_of(source)
        with disk.told(path):
            disk.replace(path, [line], now=False)
        self._new.append(path)

    def commit(self) -> None:
        """All that was added is on the disk when this returns."""
        with disk.told(self.path):
            for path in self._new:
                disk.sync(path)
        if self._new:
            disk.sync_folder(self.path)
        self._new = []

    def tidy(self, sources: Collection[str]) -> None:
        """Nothing is left to do: every file is the last of its document."""

    def close(self) -> None:
        """Nothing is open."""


def name_of(source: str) -> str:
    """The file name for a document: its own, and a digest of its path as given."""
    stem = Path(source).stem[:_STEM]
    return f"{stem}-{blake2b(fsencode(source), digest_size=6).hexdigest()}.json"
