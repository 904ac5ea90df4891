"""A comparison as JSON, with everything in it."""

import json
from decimal import Decimal

from llm_extract.evaluation.comparing.comparison import POWER, Comparison, Cut, Flip
from llm_extract.evaluation.comparing.meeting import Answer
from llm_extract.evaluation.comparing.showing import verdict
from llm_extract.evaluation.statistics import Interval

_BOUNDS = Interval.__slots__


def fields(comparison: Comparison) -> str:
    """One JSON object; differences and bounds as shares, not points."""
    told = {
        "left": comparison.left,
        "right": comparison.right,
        "level": comparison.level,
        "power": POWER,
        "detectable": comparison.detectable,
        "verdict": verdict(comparison),
        "whole": _cut_fields(comparison.whole),
        "cuts": [_cut_fields(cut) for cut in comparison.cuts],
        "flips": [_flip_fields(flip) for flip in comparison.flips],
        "left_only": comparison.left_only,
        "right_only": comparison.right_only,
        "unmatched": comparison.unmatched,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _cut_fields(cut: Cut) -> dict[str, object]:
    fields = {name: getattr(cut, name) for name in cut.__slots__}
    difference = cut.difference
    return fields | {"difference": {name: getattr(difference, name) for name in _BOUNDS}}


def _flip_fields(flip: Flip) -> dict[str, object]:
    return {
        "document": flip.document,
        "indicator": flip.indicator,
        "direction": "gained" if flip.is_gain else "lost",
        "expected": _answer_fields(flip.expected),
        "left_kind": str(flip.left_kind),
        "right_kind": str(flip.right_kind),
        "left": _answer_fields(flip.left),
        "right": _answer_fields(flip.right),
        "quote": flip.quote,
    }


def _answer_fields(answer: Answer | None) -> dict[str, object] | None:
    if answer is None:
        return None
    value = answer.value
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    return {
        "value": value,
        "unit": answer.unit,
        "state": str(answer.state),
        "quote": answer.quote,
    }
