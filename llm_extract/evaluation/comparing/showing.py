"""A comparison as text for the terminal."""

import re
from collections.abc import Iterator

from llm_extract.evaluation.comparing.comparison import POWER, Comparison, Cut, Flip
from llm_extract.evaluation.comparing.meeting import Answer
from llm_extract.evaluation.statistics import LARGEST, Interval

# Line ends, escape sequences and direction marks of a document must not reach the terminal.
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_HEADS = ("", "documents", "answers", "left", "right", "points", "interval", "gained", "lost")
_TESTS = ("p (documents)", "Holm", "p (flips)", "Holm")


def text(comparison: Comparison) -> str:
    """What a reader asks first: how far apart, is it chance, where, and which answers."""
    parts = [_head(comparison), _table(comparison), *_flips(comparison), *_left_out(comparison)]
    return "\n\n".join(parts) + "\n"


def _head(comparison: Comparison) -> str:
    whole = comparison.whole
    before, after = (right / whole.answers for right in (whole.left_right, whole.right_right))
    least = comparison.detectable
    seen = f"no true difference of up to {100 * LARGEST:.0f} points shows"
    if least is not None:
        seen = f"a true difference of {100 * least:.2f} points or more shows"
    return "\n".join(
        (
            f"left: {comparison.left}   right: {comparison.right}",
            f"{whole.documents} documents, {whole.answers} answers asked of both",
            f"accuracy {before:.2%} -> {after:.2%}, {_signed(whole.difference.estimate)} points "
            f"({comparison.level:.0%} interval {_span(whole.difference)}): {verdict(comparison)}",
            f"flips {whole.gained} gained, {whole.lost} lost; p {_chance(whole.p)} swapping "
            f"documents, {_chance(whole.mcnemar)} by flips (McNemar, exact)",
            f"{seen} in this set, with a power of {POWER:.0%}",
        )
    )


def verdict(comparison: Comparison) -> str:
    """Which run is better, as the test that swaps documents has it at the comparison's level."""
    if comparison.whole.p > 1 - comparison.level:
        return "no difference shown"
    better = comparison.whole.difference.estimate > 0
    return f"{comparison.right if better else comparison.left} is better"


def _table(comparison: Comparison) -> str:
    rows = [(*_HEADS, *_TESTS), *(_row(cut) for cut in (comparison.whole, *comparison.cuts))]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _row(cut: Cut) -> tuple[str, ...]:
    chances = (cut.p, cut.p_adjusted, cut.mcnemar, cut.mcnemar_adjusted)
    tests = [_chance(p) for p in chances]
    if not cut.axis:  # all answers are one test: nothing to adjust for
        tests[1] = tests[3] = ""
    counts = (cut.documents, cut.answers, cut.left_right, cut.right_right)
    return (
        f"{cut.axis} {cut.name}".strip(),
        *map(str, counts),
        _signed(cut.difference.estimate),
        _span(cut.difference),
        str(cut.gained),
        str(cut.lost),
        *tests,
    )


def _chance(p: float) -> str:
    """No test gives a p of 0."""
    return f"{p:.4f}" if p >= 0.0001 else "<0.0001"


def _flips(comparison: Comparison) -> Iterator[str]:
    gained = [flip for flip in comparison.flips if flip.is_gain]
    lost = [flip for flip in comparison.flips if not flip.is_gain]
    for title, flips in (("gained", gained), ("lost", lost)):
        if flips:
            yield "\n".join((f"{title} ({len(flips)})", *map(_flip, flips)))


def _flip(flip: Flip) -> str:
    left, right = _said(flip.left_kind, flip.left), _said(flip.right_kind, flip.right)
    told = f"  {_plain(flip.document)}  {_plain(flip.indicator)}  "
    told += f"expected {_value(flip.expected)}: {left} -> {right}"
    return told + (f"\n      「{_plain(flip.quote)}」" if flip.quote else "")


def _left_out(comparison: Comparison) -> Iterator[str]:
    for name, only in (
        (comparison.left, comparison.left_only),
        (comparison.right, comparison.right_only),
    ):
        if only:
            yield f"left out, only in {name} ({len(only)}): {', '.join(map(_plain, only))}"
    if comparison.unmatched:
        yield f"left out, judged in one run only: {comparison.unmatched} answers"


def _said(kind: str, answer: Answer | None) -> str:
    word = kind.replace("_", " ")
    return f"{word} ({_value(answer)})" if answer else word


def _value(answer: Answer | None) -> str:
    if answer is None:
        return "nothing"
    if answer.value is None:
        return str(answer.state)
    return _plain(f"{answer.value} {answer.unit}".strip())


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _signed(share: float) -> str:
    return f"{100 * share:+.2f}"


def _span(interval: Interval) -> str:
    return f"{_signed(interval.low)} to {_signed(interval.high)}"
