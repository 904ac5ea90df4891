"""The shape of a result as data, the same in every format that carries all of it.

A change of an existing key needs a new `SCHEMA_VERSION`; `_stored` reads the shape back.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from llm_extract.records import (
    REVIEWER,
    Document,
    Finding,
    Metadata,
    Number,
    Quantity,
    Report,
    Run,
    Statement,
    Value,
)

SCHEMA_VERSION = 1

Shape = dict[str, Any]


def shape(report: Report, *, with_text: bool = False) -> Shape:
    """One result object, keys in the order of the contract."""
    return {
        "schema_version": SCHEMA_VERSION,
        "document": _document(report, with_text),
        "report": _metadata(report.metadata),
        "values": [_value(value) for value in report.values],
        "findings": [_finding(finding) for finding in report.findings],
        "numbers": {
            "quantities": len(report.numbers),
            "claimed": len(report.numbers) - len(report.unclaimed),
            "unclaimed": [
                _number(number, subject, report.document)
                for number, subject in zip(report.unclaimed, report.subjects, strict=True)
            ],
        },
        **({"corrections": list(report.corrections)} if report.corrections else {}),
        **({} if report.manifest is None else {"manifest": dict(report.manifest)}),
        "run": _run(report.run),
        **({"settings_digest": digest} if (digest := report.run.settings_digest) else {}),
    }


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _document(report: Report, with_text: bool) -> Shape:
    document = report.document
    text = {"text": document.text} if with_text else {}
    return {
        "source": document.source,
        "sha256": document.sha256,
        "format": document.format,
        "characters": len(document.text),
        "script": report.script.value,
        "forms": list(report.forms),
        **text,
    }


def _metadata(metadata: Metadata) -> Shape:
    return {
        "title": metadata.title,
        "agency": metadata.agency,
        "region": metadata.region,
        "year": metadata.year,
        "period_start": _date(metadata.period_start),
        "period_end": _date(metadata.period_end),
        "published": _date(metadata.published),
    }


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _value(value: Value) -> Shape:
    first = value.statements[0]
    quantity = first.quantity or Quantity(None, value.unit)
    return {
        "indicator": value.indicator,
        "label": value.label,
        "value": number(quantity.value),
        "unit": value.unit,
        "state": first.state.value,
        "approximation": quantity.approximation.value,
        "low": number(quantity.low),
        "high": number(quantity.high),
        "place": first.place.value,
        "section": first.section,
        "quote": first.quote,
        "start": first.span.start,
        "end": first.span.end,
        "witnesses": _witnesses(value),
        "verdict": value.verdict.value,
        "findings": list(value.findings),
        "statements": [_statement(statement, value.unit) for statement in value.statements],
    }


def _witnesses(value: Value) -> list[str]:
    spoken = {statement.witness for statement in value.statements}
    return sorted(spoken | ({REVIEWER} if value.is_accepted else set()), reverse=True)


def _statement(statement: Statement, unit: str) -> Shape:
    quantity = statement.quantity
    return {
        "value": number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity and quantity.unit else unit,
        "place": statement.place.value,
        "section": statement.section,
        "quote": statement.quote,
        "start": statement.span.start,
        "end": statement.span.end,
        "witness": statement.witness,
        # Beyond the contract's keys: a blank statement beside a number must stay a blank.
        "state": statement.state.value,
        "rank": statement.rank.value,
    }


def _finding(finding: Finding) -> Shape:
    return {
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity.value,
        "indicators": list(finding.indicators),
        "message": finding.message,
        "left": _side(finding.left),
        "right": _side(finding.right),
        "delta": number(finding.delta),
        "spans": [[span.start, span.end] for span in finding.spans],
    }


def _side(side: Decimal | str | None) -> int | float | str | None:
    return side if isinstance(side, str) else number(side)


def _number(found: Number, subject: str, document: Document) -> Shape:
    quantity = found.quantity or Quantity(None, "")
    return {
        "value": number(quantity.value),
        "unit": quantity.unit,
        "quote": document.text[found.span.start : found.span.end],
        "start": found.span.start,
        "end": found.span.end,
        "subject": subject,
    }


def _run(run: Run) -> Shape:
    return {
        "provider": run.provider,
        "model": run.model or None,
        "prompt_digest": run.prompt_digest or None,
        "schema_digest": run.schema_digest or None,
        "calls": run.calls,
        "cached": run.cached,
        "failed": run.failed,
        "input_tokens": run.input_tokens,
        "output_tokens": run.output_tokens,
        "cost": number(run.cost),
        "gaps": list(run.gaps),
        "seconds": run.seconds,
        "version": run.version,
    }
