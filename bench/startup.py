"""How long `--help` takes, against an interpreter that does nothing."""

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 21
AIM = 6.0


def show() -> None:
    """Medians in milliseconds and their ratio; the two take turns, so that noise hits both."""
    bare, help_ = [], []
    for _ in range(ROUNDS):
        bare.append(_milliseconds("-c", "pass"))
        help_.append(_milliseconds("-m", "llm_extract", "--help"))
    print(f"\nstart (medians of {ROUNDS})")
    print(f"  python -c pass   {median(bare):8.1f} ms")
    print(f"  --help           {median(help_):8.1f} ms")
    print(f"  ratio            {median(help_) / median(bare):8.1f}      (aim: {AIM} or less)")


def _milliseconds(*arguments: str) -> float:
    begun = perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return 1000 * (perf_counter() - begun)
