"""`python -m bench.scale`: thousands of reports: speed for each worker, memory, a run again."""

import argparse
import os
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from bench.memory import spent

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT.parent / "shared" / "documents", ROOT / "fixtures")
AIM_RATE, AIM_AGAIN = 100, 3.0  # reports a second and worker; milliseconds a report


def main() -> None:
    """Print every figure with its aim, in one run."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--reports", type=int, default=1000, help="for the speed")
    parser.add_argument("--again", type=int, default=10_000, help="for a run that is all done")
    parser.add_argument("--most", type=int, default=20_000, help="for the memory")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    folder = next(folder for folder in FOLDERS if folder.is_dir())
    originals = sorted(path for path in folder.rglob("*.txt"))
    size = sum(path.stat().st_size for path in originals) / len(originals) / 1000
    print(f"copies of {len(originals)} reports of {folder.name}, {size:.1f} kB each on average")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        _speed(_copies(originals, place / "speed", given.reports), given.workers)
        _memory(originals, place, (given.reports, given.most), given.again)


def _copies(originals: list[Path], folder: Path, count: int) -> Path:
    """So many reports, each a copy of one of the originals."""
    folder.mkdir()
    for number, path in enumerate(islice(cycle(originals), count)):
        (folder / f"{number:06}.txt").write_bytes(path.read_bytes())
    return folder


def _speed(reports: Path, workers: int) -> None:
    count = len(list(reports.iterdir()))
    print(f"\nrules, {count:,} reports, each line on disk when finished")
    print("  engine workers   wall s   reports/s   a worker   processor ms/report   against one")
    alone = 0.0
    engines = [("local", n) for n in range(1, workers + 1)] + [("dask", workers)]
    for engine, number in engines:
        flags = ("--jobs", str(number), "--engine", engine)
        wall, processor, _ = _run(reports, reports.parent / f"{engine}{number}.jsonl", *flags)
        alone = alone or wall
        rate = count / wall
        print(
            f"  {engine:6} {number:7} {wall:8.1f} {rate:11.1f} {rate / number:10.1f} "
            f"{1000 * processor / count:21.2f} {alone / wall:13.2f}"
        )
    print(f"  (aim: {AIM_RATE} or more a worker; starting is part of it, of Dask some seconds)")


def _memory(originals: list[Path], place: Path, sizes: tuple[int, int], again: int) -> None:
    print("\nmemory of the process that writes, MB at most")
    peaks: list[float] = []
    for count in sizes:
        reports = _copies(originals, place / f"memory{count}", count)
        peaks.append(_run(reports, place / f"memory{count}.jsonl", "--jobs", "2")[2])
        print(f"  {count:7,} reports {peaks[-1]:8.1f}")
    print(f"  ratio {peaks[-1] / peaks[0]:17.2f}   (aim: about 1)")
    for path in islice(sorted((place / f"memory{sizes[-1]}").iterdir()), again, None):
        path.unlink()
    reports, output = place / f"memory{sizes[-1]}", place / f"memory{sizes[-1]}.jsonl"
    wall, _, peak = _run(reports, output, "--jobs", "2")
    done = len(list(reports.iterdir()))
    each = 1000 * wall / done
    print(
        f"\nthe same command again: {done:,} reports in {wall:.1f} s, {each:.2f} ms a report, "
        f"{peak:.1f} MB   (aim: below {AIM_AGAIN})"
    )


def _run(reports: Path, output: Path, *flags: str) -> tuple[float, float, float]:
    """Wall seconds, processor seconds with those of the workers, peak memory in MB."""
    command = [sys.executable, "-m", "llm_extract", "extract", str(reports), "-o", str(output)]
    begun = perf_counter()
    processor, peak = spent([*command, "--quiet", *flags])
    return perf_counter() - begun, processor, peak


if __name__ == "__main__":
    main()
