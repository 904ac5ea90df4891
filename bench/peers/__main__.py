"""`make bench-peers`: every section in one run, printed and written to bench/RESULTS.md.

With names (`python -m bench.peers grounding`) only those sections, printed.
"""

import platform
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

from bench.peers import cost, grounding, page, prompts, server, speed, survival, workers
from bench.peers.page import Section
from llm_extract import __version__

_RESULTS = Path(__file__).parents[1] / "RESULTS.md"
_HEAD = """\
# Measured against the field

Written by `make bench-peers`, in one run on one machine: llm-extract {version} against langextract
1.7.1 and a loop of openai 3.3.0 with instructor 1.17.0, all before one server on the loopback
address. [README.md](README.md) tells how, and how to read it. Ratios are this program's figure over
the other's; what a side cannot do or was not asked is –.

{when}, {machine}, {cores} cores, Python {python}.
"""


def main() -> None:
    """Measure what is asked for; a section that fails is told on the page, the others go on."""
    if not workers.PEERS.is_file():
        sys.exit("the peers have no virtual environment yet: `make bench-peers` makes it")
    with server.running() as field, workers.hired() as hired:
        every: dict[str, Callable[[], Section]] = {
            "startup": speed.startup,
            "chunks": lambda: speed.chunks(hired, field),
            "memory": lambda: speed.memory(hired, field),
            "prompts": lambda: prompts.measure(hired, field),
            "grounding": lambda: grounding.measure(hired),
            "survival": lambda: survival.measure(hired, field),
            "cost": lambda: cost.measure(hired),
        }
        asked = sys.argv[1:] or list(every)
        sections = [_measured(name, every[name]) for name in asked]
    text = page.text(sections, _head())
    print(text)
    if not sys.argv[1:]:
        _RESULTS.write_text(text, "utf-8")
    for line in page.missed(sections):
        print(f"behind: {line}", file=sys.stderr)


def _measured(name: str, measure: Callable[[], Section]) -> Section:
    print(f"{name} …", file=sys.stderr, flush=True)
    try:
        return measure()
    except Exception as error:
        traceback.print_exc()
        return Section(name, "", fault=f"{type(error).__name__}: {error}")


def _head() -> str:
    return _HEAD.format(
        version=__version__,
        when=datetime.now(UTC).date().isoformat(),
        machine=platform.machine(),
        cores=cpu_count(),
        python=platform.python_version(),
    )


if __name__ == "__main__":
    main()
