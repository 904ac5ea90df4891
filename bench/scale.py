"""`make bench-scale`: thousands of reports: speed for each number of workers, memory, a run again.

Beside the speed of several workers stands what as many runs of one worker do side by side, each on
its part of the reports: no program can do more on that machine. `--write` puts all into a page.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from bench import control, pages
from bench.memory import spent

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT.parent / "shared" / "documents", ROOT / "fixtures")
AIM_RATE, AIM_AGAIN = 100, 3.0  # reports a second and worker; milliseconds a report
_FEW = 6  # times fewer reports tell what starting takes


@dataclass(frozen=True, slots=True)
class Speed:
    """Reports a second once it runs, and the seconds before and after that."""

    rate: float
    start: float


def main() -> None:
    """Print every figure with its aim, in one run."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--reports", type=int, default=3000, help="for the speed")
    parser.add_argument("--few", type=int, default=1000, help="for the memory")
    parser.add_argument("--many", type=int, default=20_000, help="for the memory")
    parser.add_argument("--again", type=int, default=10_000, help="for a run that is all done")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", type=Path, help="a page with the marks of the figures")
    given = parser.parse_args()
    begun = perf_counter()
    folder = next(folder for folder in FOLDERS if folder.is_dir())
    originals = sorted(path for path in folder.rglob("*.txt"))
    lines = []
    for line in _page(originals, given):
        print(line, flush=True)
        lines.append(line)
    print(f"\n{timedelta(seconds=round(perf_counter() - begun))} in all", file=sys.stderr)
    if given.write is not None:
        page = "".join(f"{line}\n" for line in lines)
        pages.put(given.write, "figures", "make bench-scale", page)


def _page(originals: list[Path], given: argparse.Namespace) -> Iterator[str]:
    size = sum(path.stat().st_size for path in originals) / len(originals) / 1000
    yield f"Copies of {len(originals)} reports of {size:.1f} kB on average, by rules, `-o` a file."
    yield ""
    with tempfile.TemporaryDirectory() as name:
        yield from _speeds(_copies(originals, Path(name) / "speed", given.reports), given.workers)
    yield ""
    with tempfile.TemporaryDirectory() as name:
        yield from _memory(originals, Path(name), (given.few, given.many))
    yield ""
    with tempfile.TemporaryDirectory() as name:
        yield _again(_copies(originals, Path(name) / "again", given.again))


def _copies(originals: list[Path], folder: Path, count: int) -> Path:
    """So many reports, each a copy of one of the originals."""
    folder.mkdir()
    for number, path in enumerate(islice(cycle(originals), count)):
        (folder / f"{number:06}.txt").write_bytes(path.read_bytes())
    return folder


def _speeds(reports: Path, workers: int) -> Iterator[str]:
    """Of each number of workers beside as many runs of one worker, then of Dask."""
    few = _parts(reports, 1, _FEW)
    one = _fitted(reports, few, "--jobs", "1")
    yield "| | workers | reports/s | of each | times one worker | starting |"
    yield "|---|---:|---:|---:|---:|---:|"
    yield _row("`--jobs 1`", 1, one, one)
    for number in range(2, workers + 1):
        together = _side_by_side(reports, number)
        yield _row("runs of one worker side by side", number, together, one)
        yield _row(f"`--jobs {number}`", number, _fitted(reports, few, "--jobs", str(number)), one)
    flags = ("--jobs", str(workers), "--engine", "dask")
    yield _row("`--engine dask`", workers, _fitted(reports, few, *flags), one)
    yield ""
    loops = control.loops(workers)
    yield (
        f"{workers} plain loops side by side do {loops:.2f} times as much as one on this machine. "
        f"Aim: {AIM_RATE} reports/s of each worker, and what runs side by side do."
    )


def _row(name: str, workers: int, speed: Speed, one: Speed) -> str:
    times = speed.rate / one.rate
    return (
        f"| {name} | {workers} | {speed.rate:.0f} | {speed.rate / workers:.0f} | {times:.2f} "
        f"| {speed.start:.1f} s |"
    )


def _parts(reports: Path, part: int, parts: int) -> Path:
    """A folder with each so manieth of the reports."""
    folder = reports.with_name(f"{reports.name}.{part}.{parts}")
    folder.mkdir()
    for path in islice(sorted(reports.iterdir()), part - 1, None, parts):
        os.link(path, folder / path.name)
    return folder


def _fitted(many: Path, few: Path, *flags: str) -> Speed:
    """Two sizes tell starting and rate apart."""
    walls = [control.together([_command(each, *flags)]) for each in (few, many)]
    return _line((_count(few), walls[0]), (_count(many), walls[1]))


def _side_by_side(reports: Path, runs: int) -> Speed:
    large = [_parts(reports, part, runs) for part in range(1, runs + 1)]
    small = [_parts(each, 1, _FEW) for each in large]
    points = []
    for folders in (small, large):
        wall = control.together([_command(each, "--jobs", "1") for each in folders])
        points.append((sum(map(_count, folders)), wall))
    return _line(*points)


def _line(few: tuple[int, float], many: tuple[int, float]) -> Speed:
    rate = (many[0] - few[0]) / (many[1] - few[1])
    return Speed(rate, few[1] - few[0] / rate)


def _memory(originals: list[Path], place: Path, sizes: tuple[int, int]) -> Iterator[str]:
    """At both sizes, of a run and of the same command again."""
    yield "| MB at most, of any process | " + " | ".join(f"{n:,} reports" for n in sizes) + " | |"
    yield "|---|" + "---:|" * (len(sizes) + 1)
    folders = [_copies(originals, place / f"reports{size}", size) for size in sizes]
    lists = [_manifest(folder) for folder in folders]
    kinds: dict[str, list[tuple[str, ...]]] = {
        "a folder into a file": [(str(each), "-o", f"{each}.jsonl") for each in folders],
        "a manifest into a folder": [("--manifest", each, "-o", f"{each}.d/") for each in lists],
    }
    for name, arguments in kinds.items():
        for again in ("", ", again"):
            peaks = [spent(_extract(*each, "--jobs", "2"))[1] for each in arguments]
            cells = " | ".join(f"{peak:.1f}" for peak in peaks)
            yield f"| {name}{again} | {cells} | {peaks[1] - peaks[0]:+.1f} |"


def _manifest(folder: Path) -> str:
    """A file that tells of each report of a folder, beside it."""
    path = folder.with_name(f"{folder.name}.manifest.jsonl")
    with path.open("w", encoding="utf-8") as file:
        for number, report in enumerate(sorted(folder.iterdir())):
            entry = {"path": str(report), "region": f"{number}市", "url": f"https://{number}.test"}
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
    return str(path)


def _again(reports: Path) -> str:
    command = _command(reports, "--jobs", "2", kept="jsonl")
    control.together([command])
    wall = control.together([command])
    count = _count(reports)
    return (
        f"The same command again, {count:,} reports of which all are done: {wall:.1f} s, "
        f"{1000 * wall / count:.2f} ms a report (aim: below {AIM_AGAIN:g})."
    )


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


def _command(reports: Path, *flags: str, kept: str = "") -> list[str]:
    """Extract a folder into a file; a new one where none is to be kept."""
    name = kept or f"{perf_counter()}.jsonl"
    return _extract(str(reports), "-o", f"{reports}.{name}", *flags)


def _extract(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "llm_extract", "extract", *arguments, "--quiet"]


if __name__ == "__main__":
    main()
