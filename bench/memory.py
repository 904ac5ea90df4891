"""Is memory flat over a folder: five times the documents, the same peak?"""

import os
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

SIZES = (200, 1000)


def show(folder: Path) -> None:
    """Peak memory of `extract` over folders of generated copies, in MB."""
    reports = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    if not reports:
        return
    print(f"\nmemory over a folder (copies of {len(reports)} reports of {folder.name})")
    peaks = [_peak(reports, size) for size in SIZES]
    for size, peak in zip(SIZES, peaks, strict=True):
        print(f"  {size:5} documents {peak:8.1f} MB at most")
    print(f"  ratio {peaks[-1] / peaks[0]:16.2f}      (aim: about 1)")


def _peak(reports: list[Path], size: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, path in enumerate(islice(cycle(reports), size)):
            (folder / f"{number:05}.txt").write_bytes(path.read_bytes())
        return _run("extract", str(folder), "--format", "jsonl", "-o", str(folder / "out.jsonl"))


def _run(*arguments: str) -> float:
    """Run the command line; its peak resident memory in MB."""
    return spent([sys.executable, "-m", "llm_extract", *arguments])[1]


def spent(command: list[str]) -> tuple[float, float]:
    """Run a command: processor seconds with its children's, its own peak resident memory in MB."""
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6
