"""`make bench-kills`: a thousand ends at random moments lose nothing and pay for nothing twice.

Each round extracts a folder by runs that are ended until one is over before; after every end it is
looked at what is there. Scenes take turns. `--write` puts the counts into a page.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Any

from bench import pages

ROOT = Path(__file__).parent.parent
_ROUND = 12  # ends at most, so that every scene has its share


def main() -> None:
    """Print what became of all the ends; a loss stops it with a traceback and what it found."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--write", type=Path, help="a page with the marks of the kills")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))  # where the scenes are, and the model
    import _scenes  # type: ignore[import-not-found]

    scenes = [each for each in _chosen(_scenes) if given.only in each.name]
    begun = monotonic()
    counts, rounds = _counted(_scenes, scenes, given.kills, random.Random(given.seed))
    took = timedelta(seconds=round(monotonic() - begun))
    page = "".join(f"{line}\n" for line in _page(counts, [*_scenes.End], (rounds, took)))
    if given.write is None:
        sys.stdout.write(page)
    else:
        pages.put(given.write, "kills", "make bench-kills", page)


def _chosen(module: Any) -> Iterator[Any]:
    """The scenes that can be played here."""
    for scene in module.SCENES:
        if missing := module.missing(scene):
            print(f"left out: {scene.name}: {missing}", file=sys.stderr)
        else:
            yield scene


def _counted(
    module: Any, scenes: list[Any], kills: int, moments: random.Random
) -> tuple[Counter[tuple[str, str]], int]:
    """Ends by scene and kind, and how many rounds there were."""
    counts: Counter[tuple[str, str]] = Counter()
    turns = cycle(scenes)
    rounds = 0
    with module.Nursery() as nursery:
        while counts.total() < kills:
            scene = next(turns)
            begun, before = monotonic(), counts.total()
            with tempfile.TemporaryDirectory() as name:
                most = min(_ROUND, kills - before)
                for end in module.played(scene, nursery, Path(name), moments, most):
                    counts[scene.name, end] += 1
            rounds += 1
            made, took = counts.total() - before, monotonic() - begun
            told = f"{counts.total():5} of {kills}: {made:3} in {took:5.1f} s, {scene.name}"
            print(told, file=sys.stderr, flush=True)
    return counts, rounds


def _page(
    counts: Counter[tuple[str, str]], ends: list[str], told: tuple[int, timedelta]
) -> Iterator[str]:
    rounds, took = told
    yield (
        f"{counts.total():,} ends in {rounds} rounds, {took}: nothing finished was lost or done "
        f"twice, no answer asked for again after it was kept, no process left."
    )
    yield ""
    yield "| | " + " | ".join(ends) + " | all |"
    yield "|---|" + "---:|" * (len(ends) + 1)
    for scene in dict.fromkeys(scene for scene, _ in counts):
        row = [counts[scene, end] for end in ends]
        cells = [str(each or "") for each in (*row, sum(row))]
        yield f"| {scene} | " + " | ".join(cells) + " |"
    sums = [sum(n for (_, each), n in counts.items() if each == end) for end in ends]
    yield "| all | " + " | ".join(map(str, (*sums, counts.total()))) + " |"


if __name__ == "__main__":
    main()
