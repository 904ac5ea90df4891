"""`python -m bench`: what a report and its page cost in time and memory, how long help takes."""

import argparse
from pathlib import Path

from bench import memory, review, speed, startup

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "fixtures", ROOT.parent / "shared" / "documents")


def main() -> None:
    """Print every figure with its unit and its aim."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="reports to measure with")
    parser.add_argument("--seconds", type=float, default=5.0, help="time for the speed of a folder")
    given = parser.parse_args()
    folders = [folder for folder in given.folders or FOLDERS if folder.is_dir()]
    for folder in folders:
        speed.show(folder, given.seconds)
    for folder in folders[:1]:
        memory.show(folder)
        review.show(folder)
    startup.show()


if __name__ == "__main__":
    main()
