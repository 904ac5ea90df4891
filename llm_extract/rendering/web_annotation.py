"""W3C Web Annotations: every statement as an annotation of its place, found by position and quote.

Positions count code points, as the Web Annotation Data Model asks.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape

Tree = dict[str, Any]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of prefix and suffix, so that a quote is found again in a changed text


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """JSON lines: one annotation collection for each report."""
    return write((shape(report), report.document.text) for report in reports)


def write(pairs: Iterable[tuple[Tree, str]]) -> Iterator[str]:
    """The collections of results and their texts."""
    for tree, text in pairs:
        yield json.dumps(_collection(tree, text), ensure_ascii=False) + "\n"


def _collection(tree: Tree, text: str) -> Tree:
    items = list(_annotations(tree, text))
    name = f"urn:sha256:{tree['document']['sha256']}"
    whole = f"{name}#annotations"
    page = {"id": f"{name}#page", "type": "AnnotationPage", "partOf": whole, "startIndex": 0}
    return {
        "@context": _CONTEXT,
        "id": whole,
        "type": "AnnotationCollection",
        "label": tree["report"]["title"] or tree["document"]["source"],
        "total": len(items),
        "first": {**page, "items": items},
        "last": page["id"],
    }


def _annotations(tree: Tree, text: str) -> Iterator[Tree]:
    document = tree["document"]
    for value in tree["values"]:
        for number, part in enumerate(value["statements"]):
            state = part.get("state") or value["state"]
            amount = "" if part["value"] is None else f"{part['value']} {part['unit']} "
            said = f"{value['label']}: {amount}({state})"
            yield {
                "id": f"urn:sha256:{document['sha256']}#{value['indicator']}-{number}",
                "type": "Annotation",
                "motivation": "tagging",
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "value": value["indicator"]},
                    {"type": "TextualBody", "purpose": "describing", "value": said},
                    {"type": "TextualBody", "purpose": "assessing", "value": value["verdict"]},
                ],
                "target": {
                    "source": f"urn:sha256:{document['sha256']}",
                    "selector": _selectors(part["start"], part["end"], text),
                },
            }


def _selectors(start: int, end: int, text: str) -> list[Tree]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(start - _AROUND, 0) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]
