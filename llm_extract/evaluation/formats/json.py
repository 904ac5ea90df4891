"""JSON: every figure, every document, every outcome, every gate."""

import json
from dataclasses import asdict
from typing import Any

from llm_extract.evaluation.figures import Figure
from llm_extract.evaluation.formats import Evaluation
from llm_extract.evaluation.outcomes import Judged
from llm_extract.evaluation.scoring import Scored, outcome_shape


def render(evaluation: Evaluation) -> str:
    """Indented, Chinese text as it is."""
    tree = {
        "suite": evaluation.suite,
        "passed": all(ruling.met for ruling in evaluation.rulings),
        "gates": [asdict(ruling) for ruling in evaluation.rulings],
        "providers": [_provider(scored) for scored in evaluation.scored],
    }
    return json.dumps(tree, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _provider(scored: Scored) -> dict[str, Any]:
    return {
        "run": asdict(scored.about),
        "figures": {figure.name: _figure(figure) for figure in scored.figures},
        "documents": [_document(each) for each in scored.judged],
        "skipped": dict(scored.skipped),
        "outcomes": [outcome_shape(outcome) for outcome in scored.outcomes],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    """`mean` is over documents, the rest is pooled; `shares` are numerator and denominator."""
    shape = asdict(figure)
    del shape["name"]
    shape["shares"] = {document: [above, below] for document, above, below in figure.shares}
    return shape


def _document(judged: Judged) -> dict[str, Any]:
    return {
        "document": judged.document,
        "split": judged.split,
        "fault": judged.fault,
        "places": asdict(judged.places),
        "contradictions": [asdict(each) for each in judged.contradictions],
        "disputed": judged.disputed,
        "false_alarms": judged.false_alarms,
        "traps": judged.traps,
        "traps_taken": judged.taken,
        "described": dict(judged.described),
    }
