"""`python -m bench.plan`: what 300,000 reports take: calls, tokens, money, hours, storage.

Everything is measured on a sample of reports here and now, but for what a provider decides: prices,
how long an answer takes, how many requests it bears. Those are flags, and stand in the plan.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from bench import pages
from llm_extract import pipeline, readers, rendering
from llm_extract.cache import written
from llm_extract.ledger import Prices, estimate
from llm_extract.records import Reply, Request, Statement

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT.parent / "shared" / "documents", ROOT / "fixtures")  # those that are there
_KINDS = {".txt", ".html"}
_ROUNDS = 3
_TOKEN = 3  # bytes of an answer for each token: JSON and Chinese
_HOUR, _GB = 3600, 1e9


@dataclass(frozen=True, slots=True)
class Terms:
    """What a provider decides: money for a million tokens, seconds, requests."""

    price_input: float
    price_output: float
    latency: float  # seconds for an answer
    concurrency: int
    per_minute: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Averages of a report of the sample, and of an answer."""

    reports: int
    text: float  # bytes
    line: float  # bytes of its result
    seconds: float  # of a core, for the rules
    answer: float  # bytes that the cache keeps of an answer beside its text


def main() -> None:
    """Print the plan, or put it between its marks in a page."""
    parser = argparse.ArgumentParser(prog="python -m bench.plan", description=__doc__)
    parser.add_argument("--reports", type=int, default=300_000)
    parser.add_argument("--cores", type=int, default=16)
    parser.add_argument("--price-input", type=float, default=0.27, help="for a million tokens")
    parser.add_argument("--price-output", type=float, default=1.10, help="for a million tokens")
    parser.add_argument("--latency", type=float, default=8.0, help="seconds for an answer")
    parser.add_argument("--concurrency", type=int, default=64, help="requests in flight")
    parser.add_argument("--per-minute", type=int, default=600, help="requests")
    parser.add_argument("--write", type=Path, help="a page with the marks of the plan")
    given = parser.parse_args()
    every = (path for folder in FOLDERS if folder.is_dir() for path in folder.rglob("*"))
    paths = sorted(path for path in every if path.suffix in _KINDS)
    names = ("price_input", "price_output", "latency", "concurrency", "per_minute")
    terms = Terms(**{name: getattr(given, name) for name in names})
    lines = [*_rules(measured(paths), given), *_models(paths, terms, given)]
    page = "".join(f"{line}\n" for line in lines)
    if given.write is None:
        sys.stdout.write(page)
    else:
        pages.put(given.write, "plan", "make plan", page)


def measured(paths: list[Path]) -> Sample:
    """Each report read, extracted and written; the best of some rounds."""
    best = float("inf")
    size = 0
    for _ in range(_ROUNDS):
        begun = process_time()
        size = sum(len(_line(path)) for path in paths)
        best = min(best, process_time() - begun)
    text = sum(path.stat().st_size for path in paths)
    kept = len(written("0" * 64, Reply("", "model-of-some-name", 1000, 1000), datetime.now(UTC)))
    count = len(paths)
    return Sample(count, text / count, size / count, best / count, kept)


def hours(calls: float, terms: Terms) -> float:
    """What bounds a run with a model: requests of a minute, or answers in flight."""
    return max(calls / terms.per_minute / 60, calls * terms.latency / terms.concurrency / _HOUR)


def _line(path: Path) -> bytes:
    report = pipeline.extract(readers.read_path(path))
    return b"".join(rendering.encoded("jsonl", [report], rendering.Options()))


def _rules(sample: Sample, given: Any) -> Iterator[str]:
    """The part without a model."""
    core = sample.seconds * given.reports / _HOUR
    storage = sample.line * given.reports / _GB
    length = f"{sample.text / 1000:.1f} kB on average"
    yield f"Measured on {sample.reports} reports of all forms, {length}."
    yield ""
    yield f"| {given.reports:,} reports by rules | |"
    yield "|---|---:|"
    yield f"| processor time of a report | {1000 * sample.seconds:.1f} ms |"
    yield f"| one core | {core:.1f} h |"
    yield f"| {given.cores} cores | {60 * core / given.cores:.0f} min |"
    yield f"| texts | {sample.text * given.reports / _GB:.1f} GB |"
    yield f"| results.jsonl, {sample.line / 1000:.1f} kB a line | {storage:.1f} GB |"
    yield f"| a second copy while it is put in order at the end | {storage:.1f} GB |"
    yield ""


def _models(paths: list[Path], terms: Terms, given: Any) -> Iterator[str]:
    """The part with one: both strategies side by side."""
    sums = {row["strategy"]: row for row in _dry_run(paths, terms) if row["source"] == "all"}
    kept = measured(paths[:1]).answer
    scale = given.reports / len(paths)
    yield f"| {given.reports:,} reports with a model | " + " | ".join(sums) + " |"
    yield "|---|" + "---:|" * len(sums)
    columns = []
    for strategy, row in sums.items():
        told = sum(_told(path, strategy) for path in paths)
        columns.append(dict(_column(row, told, scale, (kept, terms))))
    for name in columns[0]:
        yield f"| {name} | " + " | ".join(column[name] for column in columns) + " |"
    yield ""
    yield (
        f"At {terms.price_input} and {terms.price_output} for a million tokens in and out, "
        f"{terms.latency:.0f} s for an answer, {terms.concurrency} requests in flight and "
        f"{terms.per_minute:,} a minute. A model is taken to say what the rules read where it is "
        "asked; `--max-cost` holds back what an answer costs at most until it is there."
    )


def _told(path: Path, strategy: str) -> int:
    """Tokens of the answers about a report that say what the rules read, where models are asked."""
    prepared = pipeline.prepare(readers.read_path(path))
    tokens = 0
    for question in pipeline.questions(prepared, strategy):
        said = [
            _said(each)
            for each in prepared.scan.statements
            if each.indicator in question.offered
            and question.span.start <= each.span.start < question.span.end
        ]
        text = json.dumps({"statements": said}, ensure_ascii=False)
        tokens += estimate(Request("", text, {}))[0]
    return tokens


def _said(statement: Statement) -> dict[str, str]:
    value = statement.quantity.value if statement.quantity else None
    return {
        "indicator": statement.indicator,
        "state": statement.state.value,
        "number": "" if value is None else f"{value:f}",
        "unit": statement.quantity.unit if statement.quantity else "",
        "quote": statement.quote,
    }


def _column(
    row: dict[str, Any], told: int, scale: float, more: tuple[float, Terms]
) -> Iterator[tuple[str, str]]:
    """What one strategy takes; `scale` times as many reports as were looked at."""
    kept, terms = more
    calls, asked = row["requests"] * scale, row["input_tokens"]
    answers = kept * calls + _TOKEN * told * scale
    cost = Prices.of(terms.price_input, terms.price_output).cost(asked, told) or 0
    yield "calls", f"{calls / 1e6:.2f} million"
    yield "tokens in", f"{asked * scale / 1e6:,.0f} million"
    yield "tokens out", f"{told * scale / 1e6:,.0f} million"
    yield "money, nothing of it answered before", f"{float(cost) * scale:,.0f}"
    yield "the same, were each answer as long as it may be", f"{row['cost'] * scale:,.0f}"
    yield "hours", f"{hours(calls, terms):,.0f}"
    yield "answers kept", f"{answers / _GB:.1f} GB"


def _dry_run(paths: list[Path], terms: Terms) -> list[dict[str, Any]]:
    """What `extract --dry-run` tells of a provider with these prices; nothing is sent."""
    with tempfile.TemporaryDirectory() as name:
        settings = Path(name) / "plan.toml"
        settings.write_text(
            '[providers.plan]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "plan"\n'
            f"price_input = {terms.price_input}\nprice_output = {terms.price_output}\n"
            f'[extract]\ncache_dir = "{name}/none"\n',
            "utf-8",
        )
        command = [sys.executable, "-m", "llm_extract", "extract", *map(str, paths)]
        flags = ["--config", str(settings), "--provider", "plan", "--dry-run", "--format", "json"]
        ran = subprocess.run([*command, *flags], capture_output=True, check=True)
    rows: list[dict[str, Any]] = json.loads(ran.stdout)
    return rows


if __name__ == "__main__":
    main()
