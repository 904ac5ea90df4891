"""How fast the rules path is on one core, whole and stage by stage."""

from collections import defaultdict
from pathlib import Path
from time import perf_counter, process_time

from llm_extract import (
    checks,
    merging,
    metadata,
    numerals,
    pipeline,
    readers,
    rendering,
    scanning,
    script,
    splitting,
)
from llm_extract.records import Evidence, Report

AIM = 1.0  # MB of UTF-8 text a second
_MOST = 10.0  # milliseconds of one core for a report, from its bytes to its line


def show(folder: Path, seconds: float) -> None:
    """MB/s of text over a folder's reports, then milliseconds a report for each stage."""
    raws = [path.read_bytes() for path in sorted(folder.rglob("*")) if _is_report(path)]
    if not raws:
        return
    texts = [readers.read(raw).text for raw in raws]
    size = sum(len(text.encode()) for text in texts)
    rate = _best_rate(raws, size, seconds)
    print(f"\n{folder.name}: {len(raws)} reports, {size / 1e6:.3f} MB of text")
    print(
        f"  whole rules path   {rate:6.2f} MB/s   (aim: {AIM} or more, one core, reading included)"
    )
    cost = 1000 * _cost(raws, seconds)
    print(f"  bytes to line      {cost:6.2f} ms of one core a report  (aim: below {_MOST:.0f})")
    print(f"                     {1000 / cost:6.1f} reports a second a core")
    stages = _stages(raws)
    for name, spent in stages.items():
        print(f"  {name:16} {1000 * spent / len(raws):8.2f} ms a report")
    print(f"  {'sum':16} {1000 * sum(stages.values()) / len(raws):8.2f} ms a report")


def _is_report(path: Path) -> bool:
    return path.suffix in (".txt", ".html")


def _best_rate(raws: list[bytes], size: int, seconds: float) -> float:
    """The best of several whole passes: the others measure what else the machine did."""
    best, until = 0.0, perf_counter() + seconds
    while perf_counter() < until:
        begun = perf_counter()
        for raw in raws:
            pipeline.extract(readers.read(raw))
        best = max(best, size / 1e6 / (perf_counter() - begun))
    return best


def _cost(raws: list[bytes], seconds: float) -> float:
    """CPU seconds for a report, each at its best of several rounds: others may use the machine."""
    best, until = [float("inf")] * len(raws), perf_counter() + seconds
    while perf_counter() < until:
        for place, raw in enumerate(raws):
            begun = process_time()
            _line(pipeline.extract(readers.read(raw)))
            best[place] = min(best[place], process_time() - begun)
    return sum(best) / len(best)


def _line(report: Report) -> str:
    return "".join(rendering.render("jsonl", [report], rendering.Options()))


def _stages(raws: list[bytes], rounds: int = 5) -> dict[str, float]:
    """Seconds for each stage over all reports, the best of the rounds."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        spent: dict[str, float] = defaultdict(float)
        for raw in raws:
            _one(raw, spent)
        best = {name: min(time, best.get(name, time)) for name, time in spent.items()}
    return best


def _one(raw: bytes, spent: dict[str, float]) -> None:
    clock = perf_counter

    def lap(name: str, since: float) -> float:
        now = clock()
        spent[name] += now - since
        return now

    at = clock()
    document = readers.read(raw)
    at = lap("read", at)
    folded = script.fold(document.text)
    at = lap("fold", at)
    sections = splitting.split(document, folded)
    at = lap("split", at)
    numbers = numerals.find(folded)
    at = lap("numbers", at)
    described = metadata.describe(document, folded, sections)
    at = lap("metadata", at)
    scan = scanning.scan(document, folded, sections, numbers, described)
    at = lap("scan", at)
    said = tuple(s for many in merging.merge(scan.statements).values() for s in many)
    at = lap("merge", at)
    checks.examine(Evidence(document, folded, sections, numbers, described, said, scan.refusals))
    at = lap("check", at)
    report = pipeline.extract(document)
    at = clock()
    _line(report)
    lap("write jsonl", at)
