"""What the machine itself makes of more processes: without it a figure for two says little."""

import sys
from subprocess import PIPE, Popen
from time import perf_counter

_ROUNDS = 3
_LOOP = """
from time import perf_counter
input()
begun, kept = perf_counter(), 0
for number in range(10_000_000):
    kept += number * number % 7
print(perf_counter() - begun)
"""


def loops(processes: int) -> float:
    """How much more so many processes do than one of a plain loop, at their best."""
    one = min(_seconds(1) for _ in range(_ROUNDS))
    return processes * one / min(_seconds(processes) for _ in range(_ROUNDS))


def together(commands: list[list[str]]) -> float:
    """Seconds until all of the commands, begun at once, are over."""
    begun = perf_counter()
    running = [Popen(command) for command in commands]
    codes = [each.wait() for each in running]
    if any(codes):
        raise SystemExit(f"{' '.join(commands[0])}: ended with {codes}")
    return perf_counter() - begun


def _seconds(processes: int) -> float:
    """Of the slowest of so many loops side by side."""
    command = [sys.executable, "-c", _LOOP]
    running = [Popen(command, stdin=PIPE, stdout=PIPE) for _ in range(processes)]
    for each in running:
        assert each.stdin is not None
        each.stdin.write(b"\n")
        each.stdin.flush()
    return max(float(each.communicate()[0]) for each in running)
