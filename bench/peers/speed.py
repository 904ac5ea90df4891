"""Start-up, own time for a chunk, 200 chunks in flight, a second run, memory of a long document."""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.peers import texts
from bench.peers.page import Row, Section
from bench.peers.server import Field
from bench.peers.workers import LANGEXTRACT, NAMES, PEERS, ROOT, SDK, US, Worker, Workers

CHUNKS = 200
LATENCY = 0.2  # seconds
ROUNDS = 3
_STRAGGLER = 20  # one request in so many comes a second late
_LONG = 100  # times the length of a document
_DESCRIPTION = (ROOT / "prompts" / "extract.md").read_text("utf-8")


def startup() -> Section:
    """Medians of new processes, taking turns."""
    ours, theirs = sys.executable, str(PEERS)
    report = str(ROOT / "fixtures" / "huiqiao_district_2024" / "report.txt")
    commands: dict[str, dict[str, tuple[str, ...]]] = {
        "an interpreter that does nothing": {US: (ours, "-c", "pass"), SDK: (theirs, "-c", "pass")},
        "import, ready to ask a model": {
            US: (ours, "-c", "from llm_extract import pipeline, witnesses"),
            LANGEXTRACT: (theirs, "-c", "import langextract, langextract.providers.openai"),
            SDK: (theirs, "-c", "import openai, instructor; instructor.from_openai"),
        },
        "the command's own help": {US: (ours, "-m", "llm_extract", "--help")},
        "one report read from start to end, without a model": {
            US: (ours, "-m", "llm_extract", "extract", report)
        },
    }
    spent: dict[tuple[str, str], list[float]] = {}
    for _ in range(2 * ROUNDS + 1):
        for what, each in commands.items():
            for name, command in each.items():
                spent.setdefault((what, name), []).append(_milliseconds(command))
    rows = [
        Row(
            what,
            "ms",
            {name: median(spent[what, name]) for name in each},
            aim=1.0 if LANGEXTRACT in each else None,
        )
        for what, each in commands.items()
    ]
    return Section("Start-up", "New processes, medians; SDKs are loaded when needed.", tuple(rows))


def chunks(workers: Workers, server: Field) -> Section:
    """200 chunks of the same text with the same answers, by turns."""
    given = [texts.report(number) for number in range(CHUNKS)]
    prompts = workers[US].ask("prompts", texts=given)["prompts"]
    rows = [_own_time(workers, server, given, prompts)]
    for in_flight, slow in ((10, 0), (50, 0), (50, _STRAGGLER)):
        rows.append(_wall(workers, server, given, prompts, (in_flight, slow)))
    rows.append(_again(workers, server, given, prompts))
    words = (
        f"{CHUNKS} reports of about {len(given[0]):,} characters, a chunk each, the same answers "
        f"for all, medians of {ROUNDS} rounds by turns after a warm-up. This program's figure "
        "holds all from composing the request to the verdicts; what the rules read without a model "
        "is measured by `make bench`."
    )
    return Section("200 chunks", words, tuple(rows))


def memory(workers: Workers, server: Field) -> Section:
    """Peak of a new process that extracts one document, short and a hundred times as long."""
    peaks: dict[int, dict[str, Any]] = {}
    for times in (1, _LONG):
        text = "\n".join(texts.report(number) for number in range(times))
        peaks[times] = {name: _peak(workers[name], server, text, workers[US]) for name in NAMES}
    grown = {name: _minus(peaks[_LONG][name], peaks[1][name]) for name in NAMES}
    rows = (
        Row("a report", "MB", peaks[1]),
        Row(f"{_LONG} times as long", "MB", peaks[_LONG], aim=1.0),
        Row("what the length adds", "MB", grown, aim=1.0),
    )
    return Section(
        "Memory", "Peak resident memory of a new process, one document with its answers.", rows
    )


def _minus(left: Any, right: Any) -> float | None:
    return left - right if isinstance(left, float) and isinstance(right, float) else None


def _peak(worker: Worker, server: Field, text: str, us: Worker) -> float | str:
    server.reset()
    task: dict[str, Any] = {"texts": [text], "in_flight": 10, "instructor": True}
    if worker.name == SDK:
        task["prompts"] = us.ask("prompts", texts=[text])["prompts"]
    worker.stop()
    found = worker.ask("run", url=server.url, description=_DESCRIPTION, **task)
    worker.stop()
    return float(found["peak"]) if "peak" in found else str(found["error"])


def _own_time(workers: Workers, server: Field, given: list[str], prompts: list[Any]) -> Row:
    """Milliseconds of processor time for a chunk, all in flight, beyond the bare SDK's."""
    spent = _rounds(workers, server, given, prompts, (50, 0.0, 0))
    bare = spent["openai"]["cpu"]
    figures = {
        name: 1000 * (found["cpu"] - bare) / CHUNKS
        for name, found in spent.items()
        if name in NAMES
    }
    note = f"beyond openai alone, which takes {1000 * bare / CHUNKS:.1f} ms"
    return Row("own processor time for a chunk", "ms", figures, aim=1.0, note=note)


def _wall(
    workers: Workers, server: Field, given: list[str], prompts: list[Any], how: tuple[int, int]
) -> Row:
    in_flight, slow = how
    spent = _rounds(workers, server, given, prompts, (in_flight, LATENCY, slow))
    ideal = LATENCY * CHUNKS / in_flight
    late = f", one in {slow} a second late" if slow else ""
    name = f"{CHUNKS} × {1000 * LATENCY:.0f} ms, {in_flight} in flight{late}"
    note = f"openai alone {spent['openai']['wall']:.2f}, ideal {ideal:.1f}"
    figures = {name: spent[name]["wall"] for name in NAMES}
    return Row(name, "s", figures, aim=1.0, against_sdk=1.1, note=note)


def _rounds(
    workers: Workers,
    server: Field,
    given: list[str],
    prompts: list[Any],
    how: tuple[int, float, int],
) -> dict[str, dict[str, float]]:
    """Medians for each side and for openai alone; the order turns with every round."""
    in_flight, latency, slow = how
    tasks: dict[str, tuple[Worker, dict[str, Any]]] = {
        US: (workers[US], {"texts": given}),
        LANGEXTRACT: (workers[LANGEXTRACT], {"texts": given, "description": _DESCRIPTION}),
        SDK: (workers[SDK], {"prompts": prompts, "instructor": True}),
        "openai": (workers[SDK], {"prompts": prompts, "instructor": False}),
    }
    faults = (["slow:1"] + [""] * (slow - 1)) * (CHUNKS // slow) if slow else []
    found: dict[str, list[Any]] = {name: [] for name in tasks}
    order = list(tasks)
    for turn in range(ROUNDS + 1):
        for name in order:
            worker, task = tasks[name]
            server.reset(latency if turn else 0.0, faults if turn else [])
            answer = worker.ask("run", url=server.url, in_flight=in_flight, **task)
            if "error" in answer or answer.get("code"):
                raise RuntimeError(f"{name}: {answer.get('error') or answer['message']}")
            if turn:
                found[name].append(answer)
        order = order[1:] + order[:1]
    return {
        name: {key: median(each[key] for each in many) for key in ("wall", "cpu")}
        for name, many in found.items()
    }


def _again(workers: Workers, server: Field, given: list[str], prompts: list[Any]) -> Row:
    """How many requests the same work sends when it is done once more."""
    few, figures = given[:20], {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for at, text in enumerate(few):
            (folder / f"{at:03}.txt").write_text(text, "utf-8")
        config = written(folder / "bench.toml", server.url)
        for _ in range(2):
            server.reset()
            arguments = ["extract", name, "--config", str(config), "--format", "jsonl", "--quiet"]
            workers[US].ask("command", arguments=[*arguments, "-o", str(folder / "out.jsonl")])
            figures[US] = float(server.seen()["requests"])
    for name, task in (
        (LANGEXTRACT, {"texts": few, "description": _DESCRIPTION}),
        (SDK, {"prompts": prompts[:20], "instructor": True}),
    ):
        for _ in range(2):
            server.reset()
            workers[name].ask("run", url=server.url, in_flight=10, **task)
            figures[name] = float(server.seen()["requests"])
    return Row("requests when 20 of them are done once more", "", figures, aim=1.0)


def written(path: Path, url: str, timeout: float = 60.0) -> Path:
    """Settings of this program for the server, with a cache beside them."""
    path.write_text(
        f'provider = "loop"\n[providers.loop]\nkind = "openai"\nbase_url = "{url}"\n'
        f'model = "ours"\nconcurrency = 10\nrequests_per_minute = 1000000\ntimeout = {timeout}\n'
        f'[extract]\ncache_dir = "{path.parent / "cache"}"\n',
        "utf-8",
    )
    return path


def _milliseconds(command: tuple[str, ...]) -> float:
    begun = perf_counter()
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd=ROOT
    )
    return 1000 * (perf_counter() - begun)
