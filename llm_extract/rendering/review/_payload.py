"""What the page knows of one report: the result, its text, its headings, the place of each number.

The result tells where a quote stands; where in it the number stands is looked for here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any

from llm_extract import numerals, restoring, script, splitting
from llm_extract.records import Document, Number
from llm_extract.schemas.result import Result, ValuePart
from llm_extract.tabulating.rows import withholding

Tree = dict[str, Any]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A result as JSON has it, with the document that its offsets point into."""

    tree: Tree
    document: Document

    @property
    def name(self) -> str:
        """Whose report of which year; the file's name where the text does not say."""
        report = self.tree["report"]
        agency = report["agency"] or report["title"] or self.tree["document"]["source"]
        return f"{agency} {report['year'] or ''}".strip()

    @property
    def key(self) -> str:
        """The same for the same claims about the same bytes: what is kept under it fits them."""
        values = dumps(self.tree["values"], sort_keys=True, default=float).encode()
        return f"{self.tree['document']['sha256'][:16]}-{sha256(values).hexdigest()[:16]}"


def payload(sheet: Sheet) -> Tree:
    """Everything that the page shows of a report. All offsets count code points of the text."""
    document = sheet.document
    folded = script.unwrap(document.text)
    result = Result.model_validate(sheet.tree)
    numbers = numerals.find(folded)
    tree = sheet.tree
    return {
        "key": sheet.key,
        "name": sheet.name,
        "text": document.text,
        "document": {name: tree["document"][name] for name in tree["document"] if name != "text"},
        "report": tree["report"],
        "headings": list(_headings(document, folded)),
        "values": [_lean(value, document.text) for value in tree["values"]],
        "marks": [_marks(value, result, folded, numbers) for value in result.values],
        "findings": tree["findings"],
        "withheld": [finding["id"] for finding in withholding(tree)],
        "unclaimed": tree["numbers"]["unclaimed"],
        "quantities": tree["numbers"]["quantities"],
        "run": {name: tree["run"][name] for name in ("provider", "model", "version")},
        "applied": tree.get("corrections", []),
    }


def catalogue() -> list[Tree]:
    """The indicators that a missed value may be added as."""
    from llm_extract.schemas import indicators

    return [
        {"id": each.id, "label": each.label, "units": list(dict.fromkeys((each.unit, *each.units)))}
        for each in indicators().values()
    ]


def _lean(value: Tree, text: str) -> Tree:
    """Without what the page finds again: quotes are in the text, the first statement speaks."""
    first = value["statements"][0]
    lean = {key: part for key, part in value.items() if key not in first or first[key] != part}
    kept = {key: value[key] for key in ("value", "unit", "state")}
    return {**lean, **kept, "statements": [_quoted(each, text) for each in value["statements"]]}


def _quoted(statement: Tree, text: str) -> Tree:
    stands = text[statement["start"] : statement["end"]] == statement["quote"]
    unsaid = {"rank", *(("quote",) if stands else ())}
    return {key: part for key, part in statement.items() if key not in unsaid}


def _headings(document: Document, folded: str) -> Iterator[tuple[int, int, int]]:
    for section in splitting.split(document, folded):
        if section.level:
            yield section.heading.start, section.heading.end, section.level


def _marks(
    value: ValuePart, result: Result, folded: str, numbers: tuple[Number, ...]
) -> list[Pair]:
    """Where the number of each statement stands; the quote's place where none is found in it."""
    alone = result.model_copy(update={"values": (value,)})
    found = restoring.restore(alone, folded, numbers)
    quotes: list[Pair] = [(part.start, part.end) for part in value.statements]
    torn = len(quotes) - len(found)  # the first statement is no claim if the entry is torn
    for at, statement in enumerate(found, torn):
        if statement.number is not None:
            quotes[at] = (statement.number.start, statement.number.end)
    return quotes
