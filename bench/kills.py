"""`make bench-kills`: a thousand kills at random moments lose nothing and pay for nothing twice.

Each round extracts a folder by runs that are killed until one comes to its end, then looks at what
is there. Rounds take turns: one process, two, and a model on loopback.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import sleep

ROOT = Path(__file__).parent.parent
REPORTS = 150
ASKED = 40  # reports of a round with a model
CONCURRENCY = 4
_GROWTH = 1.03  # of the longest time until a kill: a round comes to its end on any machine
KINDS = ("one process", "two processes", "a model")


def main() -> None:
    """Print what became of all the kills; a loss ends it with a traceback."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))  # where the runs and the model live
    from _killing import Nursery  # type: ignore[import-not-found]

    moments = random.Random(given.seed)
    kills = dict.fromkeys(KINDS, 0)
    rounds = 0
    with Nursery() as nursery:
        while sum(kills.values()) < given.kills:
            kind = KINDS[rounds % len(KINDS)]
            with tempfile.TemporaryDirectory() as name:
                kills[kind] += _round(nursery, Path(name), kind, moments)
            rounds += 1
    told = ", ".join(f"{count} of {kind}" for kind, count in kills.items())
    print(f"{sum(kills.values())} kills in {rounds} rounds ({told}): nothing finished was lost,")
    print("done twice, or asked for again after its answer was kept")


def _round(nursery: object, folder: Path, kind: str, moments: random.Random) -> int:
    if kind != "a model":
        jobs = "1" if kind == "one process" else "2"
        return sum(_rules(nursery, folder, jobs, moments))
    return sum(_model(nursery, folder, moments))


def _whole(path: Path) -> dict[str, bytes]:
    """The whole lines by their documents; the last of the file may be torn."""
    raw = path.read_bytes() if path.exists() else b""
    return {json.loads(line)["document"]["source"]: line for line in raw.split(b"\n")[:-1]}


def _rules(nursery: object, folder: Path, jobs: str, moments: random.Random) -> Iterator[int]:
    from _many import values, written  # type: ignore[import-not-found]

    written(folder / "reports", REPORTS)
    output = folder / "out.jsonl"
    command = ("extract", "reports", "-o", "out.jsonl", "--quiet", "--jobs", jobs)
    before: dict[str, bytes] = {}
    longest = 0.2
    while _killed(nursery, folder, command, moments.uniform(0.0, longest)):
        yield 1
        longest *= _GROWTH
        after = _whole(output)
        assert {source: after.get(source) for source in before} == before, folder
        before = after
    after = _whole(output)
    assert {source: after[source] for source in before} == before
    numbers = list(values(output).values())
    assert numbers == list(range(100, 100 + REPORTS)), numbers


def _model(nursery: object, folder: Path, moments: random.Random) -> Iterator[int]:
    from _many import written
    from loopback import serve  # type: ignore[import-not-found]
    from test_killed import COMMAND, answered, configured, received  # type: ignore[import-not-found]

    written(folder / "reports", ASKED)
    with serve(received, latency=0.02) as server:
        configured(folder, server)
        sent, kept, longest = 0, 0, 0.2
        while _killed(nursery, folder, COMMAND, moments.uniform(0.0, longest)):
            yield 1
            longest *= _GROWTH
            now = len(server.requests), answered(folder)
            assert now[0] - sent <= now[1] - kept + CONCURRENCY, folder
            sent, kept = now
        assert len(server.requests) - sent <= ASKED - kept
    assert len(_whole(folder / "out.jsonl")) == ASKED == answered(folder)


def _killed(nursery: object, folder: Path, command: tuple[str, ...], after: float) -> bool:
    """Begin a run and kill it, unless it is over by then."""
    run = nursery.begin(folder, *command)  # type: ignore[attr-defined]
    sleep(after)
    code: int = run.kill()
    assert code in (0, -9), run.errors
    return code != 0


if __name__ == "__main__":
    main()
