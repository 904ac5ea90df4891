"""Old Office files are compound files (OLE): the names and contents of the streams in one.

Source: [MS-CFB]. Only what telling formats apart and checking a workbook takes.
"""

from collections.abc import Iterator
from struct import error as ShortBytes
from struct import unpack_from

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks
_ENTRY = 128
_IN_HEADER = 109  # sectors of the allocation table that the header itself lists
_ROOT = 5


def names(raw: bytes) -> frozenset[str]:
    """The names of the streams and folders; empty where the bytes are no compound file."""
    if not raw.startswith(_MAGIC):
        return frozenset()
    try:
        return frozenset(name for name, _, _, _ in _entries(_File(raw)))
    except (ShortBytes, ValueError):
        return frozenset()


def stream(raw: bytes, name: str) -> bytes:
    """The content of the first stream of this name; b"" where there is none or it is damaged."""
    try:
        file = _File(raw)
        entries = list(_entries(file))
        found = next(((start, size) for n, _, start, size in entries if n == name), None)
        if found is None:
            return b""
        if found[1] >= file.cutoff:
            return file.chain(found[0])[: found[1]]
        root = next(start for _, kind, start, _ in entries if kind == _ROOT)
        return _small(file, file.chain(root), found)
    except (ShortBytes, ValueError, StopIteration):
        return b""


class _File:
    """A compound file's sectors and the table that chains them."""

    def __init__(self, raw: bytes) -> None:
        shift, small = unpack_from("<HH", raw, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError(f"sectors of 2**{shift} and 2**{small} bytes")
        self.raw = raw
        self.size = 1 << shift
        self.directory, self.cutoff, self.small_table = unpack_from("<I4xII", raw, 48)
        self.table = self._numbers(self._table_sectors())

    def chain(self, first: int) -> bytes:
        """The sectors that follow one another from this one."""
        return b"".join(self.sector(number) for number in followed(first, self.table))

    def sector(self, number: int) -> bytes:
        """One sector; the last of a file may be short."""
        return self.raw[(number + 1) * self.size : (number + 2) * self.size]

    def _numbers(self, sectors: Iterator[int]) -> tuple[int, ...]:
        content = b"".join(self.sector(number) for number in sectors)
        return unpack_from(f"<{len(content) // 4}I", content)

    def _table_sectors(self) -> Iterator[int]:
        listed = unpack_from(f"<{_IN_HEADER}I", self.raw, 76)
        further = unpack_from("<I", self.raw, 68)[0]
        seen: set[int] = set()
        while True:
            yield from (number for number in listed if number < _LAST)
            if further >= _LAST or further in seen:
                return
            seen.add(further)
            numbers = unpack_from(f"<{self.size // 4}I", self.sector(further))
            listed, further = numbers[:-1], numbers[-1]


def followed(first: int, table: tuple[int, ...]) -> Iterator[int]:
    """The numbers of a chain; one that runs in a circle is a ValueError."""
    for _ in range(len(table)):
        if first >= _LAST:
            return
        if first >= len(table):
            raise ValueError(f"sector {first} of {len(table)}")
        yield first
        first = table[first]
    if first < _LAST:
        raise ValueError("the sectors run in a circle")


def _entries(file: _File) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and size of everything in the directory."""
    directory = file.chain(file.directory)
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = unpack_from("<HB", directory, place + 64)
        start, size = unpack_from("<II", directory, place + 116)
        name = directory[place : place + min(max(length, 2), 64) - 2]
        if kind:
            yield name.decode("utf-16-le", "replace"), kind, start, size


def _small(file: _File, holder: bytes, found: tuple[int, int]) -> bytes:
    """A stream of less than 4,096 bytes: in small sectors inside the root's own stream."""
    table = file.chain(file.small_table)
    chained = followed(found[0], unpack_from(f"<{len(table) // 4}I", table))
    return b"".join(holder[number * 64 : number * 64 + 64] for number in chained)[: found[1]]
