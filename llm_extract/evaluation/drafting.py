"""A label file to correct, from a result: every statement as an observation."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePath

from llm_extract.records import State, Verdict
from llm_extract.schemas.result import Result, StatementPart, ValuePart

_HEAD = """\
# Labels to correct, drafted from a result. Until each entry has been held against the report by a
# reader, they say what a program found, not what is right.
#
# - Put this file as labels.toml into a folder of its own, beside the report that `source` names,
#   and evaluate with `llm-extract eval --labels` and the folder that holds it.
# - Delete what the report does not state, add what is missing: one [[observation]] for every place.
# - `value` is in `unit`; leave it out for the states blank and not_applicable.
# - state: reported, zero_by_negation, blank, not_applicable, derived
# - approximation: exact, about, at_least, at_most. place: table, narrative
# - also: accept = [other values], accept_indicator = ["neighbours"], optional = true

# Indicators on which the report is silent; a value for one of them is an error.
not_zero = []
"""
_COUNTED = {State.REPORTED, State.DERIVED}
_TRAP = """
# A number that must not become a value of an indicator:
# [[trap]]
# quote = "接受群众来访704件"
# number = "704"
# must_not_be = "request.received"
# why = "visits, no requests"
"""


def draft(result: Result) -> str:
    """The text of a `labels.toml`; each value's verdict stands over its first observation."""
    parts = [_HEAD, _meta(result)]
    for value in result.values:
        if value.verdict is Verdict.DISPUTED:
            parts.append(_conflict(value))
    parts.append(_TRAP)
    for value in result.values:
        parts += _observations(value)
    return "\n".join(parts)


def _meta(result: Result) -> str:
    report, document = result.report, result.document
    lines = ["[meta]", f"source = {_text(PurePath(document.source).name)}"]
    if report.year is not None:
        lines.append(f"year = {report.year}")
    if report.agency:
        lines.append(f"agency = {_text(report.agency)}")
    if report.period_start and report.period_end:
        lines.append(f'period = ["{report.period_start}", "{report.period_end}"]')
    lines.append(f"form = {_text(document.forms[0] if document.forms else '')}")
    lines += [f"script = {_text(document.script)}", 'split = ""', ""]
    return "\n".join(lines)


def _conflict(value: ValuePart) -> str:
    quotes = ", ".join(_text(part.quote) for part in value.statements)
    return (
        f"# {value.indicator} is disputed. If the report contradicts itself, uncomment this:\n"
        f"# [[conflict]]\n# indicators = [{_text(value.indicator)}]\n"
        f'# quotes = [{quotes}]\n# why = ""\n'
    )


def _observations(value: ValuePart) -> Iterator[str]:
    for number, part in enumerate(value.statements):
        first = number == 0
        said = f"# {value.label}: {value.verdict.value}\n" if first else ""
        yield said + "\n".join(_observation(value, part, first)) + "\n"


def _observation(value: ValuePart, part: StatementPart, first: bool) -> Iterator[str]:
    yield "[[observation]]"
    yield f"indicator = {_text(value.indicator)}"
    if part.value is not None:
        yield f"value = {_number(part.value)}"
    elif (part.state or value.state) in _COUNTED:
        yield "# value = the number that the quote gives, which the program could not make out"
    yield f"unit = {_text(part.unit)}"
    yield f"state = {_text((part.state or value.state).value)}"
    # A result says of its chosen statement alone how the number is qualified.
    approximation = value.approximation.value if first else "exact"
    yield f"approximation = {_text(approximation)}"
    yield f"place = {_text(part.place.value)}"
    yield f"quote = {_text(part.quote)}"


def _number(value: Decimal) -> str:
    return str(int(value)) if value == value.to_integral_value() else f"{value.normalize():f}"


def _text(words: str) -> str:
    """A TOML string; JSON's escapes are TOML's but for DEL."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
