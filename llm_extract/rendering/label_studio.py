"""Label Studio tasks: the text with every statement as a pre-annotated region.

Offsets are those of a browser's strings (UTF-16 units), as Label Studio counts.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape

Tree = dict[str, Any]

# For the labelling configuration: <Labels name="indicator" toName="text">, <Number name="value"
# perRegion="true">, <Choices name="state" perRegion="true">, <Text name="text" value="$text"/>.
_LABELS, _VALUE, _STATE, _TEXT = "indicator", "value", "state", "text"


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """An array of tasks, one for each report."""
    return write((shape(report), report.document.text) for report in reports)


def write(pairs: Iterable[tuple[Tree, str]]) -> Iterator[str]:
    """The tasks of results and their texts."""
    before = "[\n"
    for tree, text in pairs:
        yield before + json.dumps(_task(tree, text), ensure_ascii=False, indent=1)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _task(tree: Tree, text: str) -> Tree:
    document, report, run = tree["document"], tree["report"], tree["run"]
    return {
        "data": {
            "text": text,
            "source": document["source"],
            "sha256": document["sha256"],
            "agency": report["agency"],
            "year": report["year"],
        },
        "predictions": [
            {
                "model_version": " ".join(filter(None, (run["provider"], run["model"]))),
                "result": list(_regions(tree, text)),
            }
        ],
    }


def _regions(tree: Tree, text: str) -> Iterator[Tree]:
    units = _units(text)
    for value in tree["values"]:
        for number, part in enumerate(value["statements"]):
            region = {
                "id": f"{value['indicator']}-{number}",
                "to_name": _TEXT,
                "meta": {"text": [value["verdict"], part["unit"], part["witness"]]},
            }
            place = {
                "start": units(part["start"]),
                "end": units(part["end"]),
                "text": part["quote"],
            }
            state = part.get("state") or value["state"]
            yield _said(region, _LABELS, "labels", {**place, "labels": [value["indicator"]]})
            if part["value"] is not None:
                yield _said(region, _VALUE, "number", {**place, "number": part["value"]})
            yield _said(region, _STATE, "choices", {**place, "choices": [state]})


def _said(region: Tree, name: str, type: str, value: Tree) -> Tree:
    return {**region, "from_name": name, "type": type, "value": value}


def _units(text: str) -> Callable[[int], int]:
    """From code points to UTF-16 units: each wide character before a place counts twice."""
    wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]
    return lambda place: place + bisect_left(wide, place)
