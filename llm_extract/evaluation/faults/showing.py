"""The bench's figures as they are kept (`eval/ERRORS.json`) and as the scoreboard shows them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from llm_extract.evaluation.faults.bench import KINDS, SEED, Board, planted, silent
from llm_extract.evaluation.faults.trial import Fate, omitted

PATH = Path("eval/ERRORS.json")
_MOST_DISTURBED = 2.0  # per cent
_HEAD = """\
## Planted errors

Written by `make bench-errors`. A model that says exactly what the labels say is put before the
court, with one error at a time in its answers. *silent*: the wrong statement stands under
`confirmed` or `supported`; *withheld*: no such quote, or not that number; *void*: the answer came
to the same (the text's own unit stood for one misread, a second saying was one too many, another
witness said what was left out). *alone*: silent ones of those where the scanner says nothing of
the indicator, so that only the words can tell. *disturbed*: right values of other indicators whose
verdict is worse than without the error. The two sums leave out void ones, omissions and doubles.
"""
_COLUMNS = ("planted", "silent", "bar", "confirmed", "supported", "disputed", "withheld", "void")
_WHY = {
    "right number, another clause": "a clause that repeats the same fact is as good a quote, and"
    " the labels do not name every repetition",
    "a part for the total": "a part without 其中, brackets or a level of its own is told from a"
    " total by its noun alone",
    "look-alike": "in those of dev that pass, the sentence has the indicator's own noun, and only"
    " knowledge of offices tells that it is another's; one that the rules take too is confirmed",
    "one office or level for all": "a part that no word marks (新机构挂牌后公开305条) is told"
    " from the whole by the numbers round it alone",
    "any number for silence": "where the sentence names what the indicator counts, only its"
    " grammar tells that this number counts something else",
}


_WHY_DISTURBED = """\
Most of these only the model gives, in sentences without a noun of the indicator that the rules
know: there nothing tells a right value from a number of something else.
"""


def stored(boards: Mapping[str, Board]) -> str:
    """The figures as JSON, with the seed that plants the same errors again."""
    tree: dict[str, Any] = {"seed": SEED}
    for split, board in boards.items():
        kinds = {name: dict(sorted(counted.items())) for name, counted in board.counts.items()}
        tree[split] = {"calm": dict(sorted(board.calm.items())), "kinds": kinds}
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def page(path: Path = PATH) -> str:
    """The scoreboard's part on planted errors; empty where the bench never ran."""
    return shown(path.read_text("utf-8")) if path.is_file() else ""


def shown(figures: str) -> str:
    """The stored figures as tables, with the kinds that miss their bar below each."""
    tree = json.loads(figures)
    parts = [_HEAD]
    for split in (name for name in tree if name != "seed"):
        counts = {name: Counter(found) for name, found in tree[split]["kinds"].items()}
        parts.append("\n".join(_part(split, counts, Counter(tree[split]["calm"]))))
    return "\n".join(parts)


def _part(split: str, counts: Mapping[str, Counter[str]], calm: Counter[str]) -> Iterator[str]:
    yield f"### {split}, {calm['documents']} reports\n"
    yield _row(["", *_COLUMNS, "alone", "disturbed"])
    yield _row(["---"] + ["---:"] * (len(_COLUMNS) + 2))
    known = [kind for kind in KINDS if kind.name in counts]
    yield from (_line(kind.name, kind.bar, counts[kind.name]) for kind in known)
    for bar, title in ((200, "number and quote errors"), (20, "swaps, scope, look-alikes, zeros")):
        kinds = [kind for kind in known if kind.bar == bar]
        wrong = [kind for kind in kinds if kind.judge is not omitted]
        whole = sum((counts[kind.name] for kind in wrong), Counter[str]())
        whole[Fate.VOID.value] = 0
        yield _line(f"**{title}**", bar, whole)
    yield ""
    yield (
        f"With nothing planted {_share(calm['alarms'], calm['right'])} of the right values are in"
        f" dispute where the labels know of no contradiction (at most {_MOST_DISTURBED:g} % are"
        f" wanted); of {calm['lone']} right values that the model alone gives, {calm['trusted']}"
        " are supported.\n"
    )
    if calm["alarms"] * 100 > calm["right"] * _MOST_DISTURBED:
        yield _WHY_DISTURBED
    yield from _over(counts)


def _over(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    """The kinds that miss their bar, and why."""
    for kind in KINDS:
        found = counts.get(kind.name, Counter[str]())
        if silent(found) * kind.bar > planted(found):
            why = _WHY.get(kind.name, "too few were planted to tell, or the checks are blind to it")
            yield f"- {kind.name}: {silent(found)} of {planted(found)} silent. {why}."
    yield ""


def _line(name: str, bar: int, found: Counter[str]) -> str:
    fates = (Fate.CONFIRMED, Fate.SUPPORTED, Fate.DISPUTED, Fate.UNSUPPORTED, Fate.VOID)
    whole = planted(found)
    cells: Sequence[object] = (
        name,
        whole,
        _share(silent(found), whole),
        f"{100 / bar:g} %",
        *(found[fate.value] for fate in fates),
        f"{found['alone_silent']} of {found['alone']}",
        _share(found["disturbed"], found["right"]),
    )
    return _row([str(cell) for cell in cells])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
