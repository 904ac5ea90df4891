"""The catalogue as data: indicators, their rows in the official form, the shape of a result."""

from difflib import get_close_matches
from typing import Any

from llm_extract import schemas
from llm_extract.errors import ConfigError
from llm_extract.schemas import Indicator, indicators
from llm_extract.schemas.form_2014 import FORM
from llm_extract.schemas.result import Result

Entry = dict[str, Any]


def listed() -> list[Entry]:
    """Every indicator in the order of the catalogue."""
    return [_entry(each) for each in indicators().values()]


def in_full(id: str) -> Entry:
    """One indicator with the units and labels it also goes by."""
    known_or_error(id)
    found = indicators()[id]
    more = {"description": found.description} if found.description else {}
    return _entry(found) | {"units": list(found.units), "aliases": list(found.aliases)} | more


def result_schema() -> Entry:
    """The JSON Schema of one result object."""
    return Result.model_json_schema()


def known_or_error(id: str, *, what: str = "") -> None:
    """A ConfigError with the nearest identifier if there is none of this name."""
    if id not in indicators():
        near = get_close_matches(id, indicators(), 1)
        option = f" --schema {schemas.source()}" if schemas.source() else ""
        them_all = f"`llm-extract schema list{option}` has them all"
        hint = f"did you mean {near[0]}?" if near else them_all
        raise ConfigError(f"{what}no indicator {id!r}; {hint}")


def _entry(found: Indicator) -> Entry:
    """`form_2014` is the place among the 58 values of that form, None for those of prose."""
    if found.strict:
        return {"id": found.id, "label": found.label, "unit": found.unit, "kind": found.kind.value}
    rows = {id: row for row, id in enumerate(FORM.ids, 1)}
    return {
        "id": found.id,
        "label": found.label,
        "unit": found.unit,
        "kind": found.kind.value,
        "form_2014": rows.get(found.id),
    }
