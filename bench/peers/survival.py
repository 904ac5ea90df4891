"""Every fault of the test server: what of the answers survives, the exit code, the message."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.peers import texts
from bench.peers.page import Row, Section
from bench.peers.server import Field
from bench.peers.speed import written
from bench.peers.workers import LANGEXTRACT, NAMES, ROOT, SDK, US, Workers

REPORTS = 20
_EVERY = 5  # each fifth request meets the fault
_WAIT = 2.0  # seconds that those who can be told wait for an answer
_PATIENCE = 25.0  # seconds until a side that does not come to an end is stopped
_ARGUED = {"429": "429:0.1", "slow": "slow:1"}
_FAULTS = ("400", "401", "404", "408", "500", "503")
_SHOWN = 70  # characters of a message


def measure(workers: Workers, server: Field) -> Section:
    """A row of shares for each fault, then what each side says of it."""
    given = [texts.report(number) for number in range(REPORTS)]
    prompts = workers[US].ask("prompts", texts=given)["prompts"]
    rows, told = [], []
    for fault in faults():
        seen = {name: _one((workers, server), name, fault, (given, prompts)) for name in NAMES}
        shares = {name: share for name, (share, _) in seen.items()}
        rows.append(Row(f"`{fault}`", "% survive", shares, more=True, aim=1.0))
        said = (words.replace("|", "\\|") for _, words in seen.values())
        told.append(f"| `{fault}` | {' | '.join(said)} |")
    words = (
        f"{REPORTS} reports, one request each, 10 in flight, and each {_EVERY}th request meets the "
        "fault (`tests/loopback/faulty.py` says what each is). Of the reports that got a right "
        "answer at some attempt, the share whose values stand in the result in the end; the second "
        "table tells how many of all the reports have values. The bare loop keeps what came "
        "(`return_exceptions=True`), its exit code is that of a script that raises. langextract "
        "cannot be told how long to wait."
    )
    head = f"| fault | {' | '.join(NAMES)} |\n|---|{'---|' * len(NAMES)}\n"
    return Section("Survival", words, tuple(rows), more=head + "\n".join(told))


def faults() -> Iterator[str]:
    """The statuses that a provider may answer with, and the names the server itself declares."""
    yield from _FAULTS
    yield _ARGUED["429"]
    sys.path.insert(0, str(ROOT / "tests"))
    from loopback import faulty  # type: ignore[import-not-found]

    for line in faulty.__doc__.splitlines():
        name = line.strip("| ").split(" ")[0] if line.startswith("| ") else ""
        if name and name not in ("name", "400", "---"):
            yield _ARGUED.get(name, name)


def _one(
    hall: tuple[Workers, Field], name: str, fault: str, work: tuple[list[str], Any]
) -> tuple[float | str, str]:
    """The share in percent, and in words: reports kept, exit code, message."""
    workers, server = hall
    server.reset(faults=([""] * (_EVERY - 1) + [fault]) * (REPORTS // _EVERY))
    with TemporaryDirectory() as folder:
        answer = _asked(workers, server, name, Path(folder), work)
        if "error" in answer:
            return 0.0, f"0 of {REPORTS}, {answer['error']}"
        kept = _kept_by_us(Path(folder)) if name == US else _numbers(answer["quotes"])
        said = str(answer["message"]).replace(f"{folder}/", "")
    answered = set(server.seen()["answered"])
    share = 100 * len(answered & kept) / len(answered) if answered else "none answered"
    message = f"{len(kept)} of {REPORTS}, exit {answer['code']}"
    return share, f"{message}: {' '.join(said.split())[:_SHOWN]}".removesuffix(": ")


def _asked(
    workers: Workers, server: Field, name: str, folder: Path, work: tuple[list[str], Any]
) -> Any:
    given, prompts = work
    if name == US:
        for at, text in enumerate(given):
            (folder / f"{at:03}.txt").write_text(text, "utf-8")
        config = written(folder / "bench.toml", server.url, _WAIT)
        arguments = ["extract", str(folder), "--config", str(config), "-o", str(folder / "o.jsonl")]
        return workers[US].ask("command", _PATIENCE, arguments=[*arguments, "--quiet"])
    common: dict[str, Any] = {"url": server.url, "in_flight": 10, "timeout": _WAIT}
    if name == LANGEXTRACT:
        return workers[name].ask("run", _PATIENCE, texts=given, description="读报告", **common)
    return workers[SDK].ask("run", _PATIENCE, prompts=prompts, instructor=True, **common)


def _kept_by_us(folder: Path) -> set[int]:
    """Reports with a value that the model is a witness of."""
    path = folder / "o.jsonl"
    kept = set()
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        result = json.loads(line)
        heard = [v for v in result["values"] if "model" in v["witnesses"]]
        number = texts.number_in(result["report"]["title"] or "")
        if heard and number is not None:
            kept.add(number)
    return kept


def _numbers(quotes: list[str]) -> set[int]:
    """The reports whose first statement is among the quotes."""
    said = set(quotes)
    return {n for n in range(REPORTS) if texts.statements(n)[0]["quote"] in said}
