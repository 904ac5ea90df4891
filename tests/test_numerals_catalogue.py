"""Every written form of the catalogue, where the catalogue lies beside the repository."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from llm_extract.numerals import find, fold, parse, parse_cell
from llm_extract.records import Quantity, State

_CATALOGUE = Path(__file__).parents[2] / "shared" / "domain" / "number_forms.json"
_ABSENT = not _CATALOGUE.exists()
_FORMS: list[dict[str, Any]] = [] if _ABSENT else json.loads(_CATALOGUE.read_text("utf-8"))
_APPROXIMATIONS = {
    "exact": "exact",
    "rounded": "about",
    "approx": "about",
    "range": "about",
    "vague": "about",
    "at_least": "at_least",
    "at_most": "at_most",
}
_STATES = {"n/a": State.NOT_APPLICABLE, "missing": State.BLANK, "text_none": State.ZERO_BY_NEGATION}
_BY_CELL = [form for form in _FORMS if form["approx"] in _STATES]
_REFUSED = [form for form in _FORMS if not form["is_quantity"]]
_SINGLE = [
    form
    for form in _FORMS
    if form["is_quantity"]
    and form not in _BY_CELL
    and not isinstance(form["value"], list)
    and " / " not in form["surface"]
]
# Only what stands elsewhere in its report tells that such a percentage is rounded.
_ROUNDED_BY_CONTEXT = {"63.78%", "58.5%", "比2022年(31起)下降29%"}

pytestmark = pytest.mark.skipif(_ABSENT, reason=f"no catalogue at {_CATALOGUE}")


def surface(form: dict[str, Any]) -> str:
    return str(form["surface"])


def units(form: dict[str, Any]) -> set[str]:
    """A unit in brackets or with a question mark is the catalogue's guess, not the form's."""
    unit = form["unit"] or ""
    signed = form["surface"][0] in "+-−增減"
    return {""} if unit[:1] == "(" or unit[-1:] == "?" or signed else {unit}


@pytest.mark.parametrize("form", _SINGLE, ids=surface)
def test_a_form_has_the_value_of_the_catalogue(form: dict[str, Any]) -> None:
    quantity = parse(form["surface"])
    assert quantity is not None
    expected = None if form["value"] is None else Decimal(str(form["value"]))
    assert quantity.value == expected


@pytest.mark.parametrize("form", _SINGLE, ids=surface)
def test_a_form_has_the_unit_of_the_catalogue(form: dict[str, Any]) -> None:
    quantity = parse(form["surface"])
    assert quantity is not None
    assert quantity.unit in units(form)


@pytest.mark.parametrize("form", _SINGLE, ids=surface)
def test_a_form_is_as_exact_as_the_catalogue_says(form: dict[str, Any]) -> None:
    quantity = parse(form["surface"])
    assert quantity is not None
    if form["approx"] in ("suspect", "unit_missing", "rounded", "range", "vague"):
        known = form["surface"] in _ROUNDED_BY_CONTEXT
        assert known or quantity.remark.value == form["approx"]
    if form["approx"] in _APPROXIMATIONS and form["surface"] not in _ROUNDED_BY_CONTEXT:
        assert quantity.approximation.value == _APPROXIMATIONS[form["approx"]]


@pytest.mark.parametrize("form", [f for f in _SINGLE if f["low"] or f["high"]], ids=surface)
def test_a_form_has_the_bounds_of_the_catalogue(form: dict[str, Any]) -> None:
    quantity = parse(form["surface"])
    assert quantity is not None
    assert form["low"] is None or quantity.low == form["low"]
    assert form["high"] is None or quantity.high == form["high"]


@pytest.mark.parametrize("form", _REFUSED, ids=surface)
def test_a_refused_form_is_refused(form: dict[str, Any]) -> None:
    assert parse(form["surface"]) is None


@pytest.mark.parametrize("form", _BY_CELL, ids=surface)
def test_a_cell_form_has_its_state(form: dict[str, Any]) -> None:
    for cell in form["surface"].split("”/“"):
        assert parse_cell(cell)[0] is _STATES[form["approx"]]


@pytest.mark.parametrize("form", [f for f in _FORMS if isinstance(f["value"], list)], ids=surface)
def test_a_form_with_several_quantities_has_them_all(form: dict[str, Any]) -> None:
    found = [n.quantity for n in find(fold(form["surface"])) if n.quantity is not None]
    values = [Decimal(value) for value in form["value"]]
    assert found == [Quantity(v, u) for v, u in zip(values, form["unit"], strict=True)]


@pytest.mark.parametrize("form", [f for f in _FORMS if " / " in f["surface"]], ids=surface)
def test_the_variants_of_a_form_agree(form: dict[str, Any]) -> None:
    if form["is_quantity"]:
        for variant in form["surface"].split(" / "):
            state, quantity = parse_cell(variant)
            assert (state, quantity and quantity.value) == (State.REPORTED, form["value"])
    else:
        assert parse(form["surface"]) is None


def test_the_catalogue_refuses_forty_eight_forms() -> None:
    assert len(_REFUSED) == 48
