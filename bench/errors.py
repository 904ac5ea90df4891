"""Errors planted in perfect answers: `python -m bench.errors` writes eval/ERRORS.json.

With `--slips` the errors of `dev` that ended silent are told on standard output.
"""

import os
import sys
from pathlib import Path

from llm_extract.evaluation import faults
from llm_extract.evaluation.faults.showing import PATH

SPLITS = ("dev", "test")


def main(folder: Path = Path("fixtures")) -> None:
    """Plant every kind of error in both halves of the labelled reports."""
    boards = {}
    for split in SPLITS:
        boards[split], slips = faults.run(folder, split, os.cpu_count() or 1)
        if "--slips" in sys.argv and split == SPLITS[0]:
            for slip in slips:
                quote = " ".join(slip.quote.split())[-60:]
                print(slip.kind, slip.document, slip.indicator, slip.number, quote, slip.fate)
    PATH.write_text(faults.stored(boards), "utf-8")


if __name__ == "__main__":
    main()
