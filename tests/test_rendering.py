"""Each format, on one report made by hand."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from llm_extract.errors import ConfigError
from llm_extract.records import Quantity, Report, State
from llm_extract.rendering import Options, render
from llm_extract.rendering._shape import number, shape
from llm_extract.schemas.result import Result


def rendered(format: str, *reports: Report, **options: Any) -> str:
    return "".join(render(format, reports, Options(**options)))


def with_quantity(report: Report, quantity: Quantity | None, state: State) -> Report:
    first = replace(report.values[0].statements[0], quantity=quantity, state=state)
    return replace(report, values=(replace(report.values[0], statements=(first,)),))


def test_the_keys_stand_in_the_order_of_the_contract(report: Report) -> None:
    result = json.loads(rendered("json", report))
    assert list(result) == [
        *("schema_version", "document", "report", "values", "findings", "numbers", "run")
    ]
    assert " ".join(result["values"][0]) == (
        "indicator label value unit state approximation low high place section quote start end "
        "witnesses verdict findings statements"
    )
    assert " ".join(result["document"]) == "source sha256 format characters script forms"
    assert " ".join(result["findings"][0]) == (
        "id check severity indicators message left right delta spans"
    )
    assert " ".join(result["run"]) == (
        "provider model prompt_digest schema_digest calls cached failed input_tokens "
        "output_tokens cost gaps seconds version"
    )


def test_a_result_is_what_its_schema_says(report: Report) -> None:
    assert Result.model_validate(shape(report)).values[0].value == 12


def test_the_schema_has_the_keys_that_are_written(report: Report) -> None:
    written = shape(report, with_text=True)
    read = Result.model_validate(written).model_dump()
    assert {key: set(part) for key, part in written.items() if isinstance(part, dict)} == {
        key: set(part) for key, part in read.items() if isinstance(part, dict)
    }
    assert set(written["values"][0]) == set(read["values"][0])
    assert set(written["values"][0]["statements"][0]) == set(read["values"][0]["statements"][0])


def test_offsets_give_the_quote_back(report: Report) -> None:
    result = json.loads(rendered("json", report, with_text=True))
    value = result["values"][1]
    text = result["document"]["text"]
    assert text[value["start"] : value["end"]] == value["quote"] == "发放资料近10.5万份"


def test_the_text_stays_out_unless_asked_for(report: Report) -> None:
    assert "text" not in json.loads(rendered("json", report))["document"]


def test_whole_numbers_are_written_whole() -> None:
    assert number(Decimal("12.0")) == 12
    assert isinstance(number(Decimal("12.0")), int)


def test_decimals_keep_their_digits() -> None:
    assert json.dumps(number(Decimal("608.25"))) == "608.25"


def test_numbers_are_accounted_for(report: Report) -> None:
    numbers = json.loads(rendered("json", report))["numbers"]
    assert (numbers["quantities"], numbers["claimed"]) == (3, 2)
    assert [each["quote"] for each in numbers["unclaimed"]] == ["3次"]


def test_one_document_is_an_object(report: Report) -> None:
    assert isinstance(json.loads(rendered("json", report)), dict)


def test_several_documents_are_an_array(report: Report) -> None:
    assert len(json.loads(rendered("json", report, report, several=True))) == 2


def test_of_several_documents_one_that_is_left_is_still_an_array(report: Report) -> None:
    assert len(json.loads(rendered("json", report, several=True))) == 1


def test_no_documents_are_an_empty_array() -> None:
    assert json.loads(rendered("json", several=True)) == []


def test_json_lines_are_one_a_document(report: Report) -> None:
    lines = rendered("jsonl", report, report).splitlines()
    assert [json.loads(line)["report"]["year"] for line in lines] == [2017, 2017]


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "table"])
def test_a_report_is_written_before_the_next_is_asked_for(format: str, report: Report) -> None:
    asked: list[int] = []

    def reports() -> Iterator[Report]:
        for turn in range(3):
            asked.append(turn)
            yield report

    pieces = render(format, reports(), Options(several=True))
    while "request.received" not in next(pieces):
        pass
    assert asked == [0]


def test_csv_has_a_row_for_each_value(report: Report) -> None:
    text = rendered("csv", report)
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeffsource,")
    assert [(row["indicator"], row["value"], row["findings"]) for row in rows] == [
        ("request.received", "12", "F1"),
        ("disclosure.gazette_copies", "105000", ""),
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_csv_text_never_becomes_a_formula(begin: str, report: Report) -> None:
    lying = replace(report, metadata=replace(report.metadata, agency=begin + "1+1"))
    rows = list(csv.DictReader(StringIO(rendered("csv", lying), newline="")))
    assert rows[0]["agency"] == "'" + begin + "1+1"


def test_a_negative_number_stays_a_number_in_csv(report: Report) -> None:
    below = with_quantity(report, Quantity(Decimal(-3), "件"), State.REPORTED)
    rows = list(csv.DictReader(StringIO(rendered("csv", below))))
    assert rows[0]["value"] == "-3"


def test_a_blank_cell_has_no_value_in_any_format(report: Report) -> None:
    blank = with_quantity(report, None, State.BLANK)
    assert json.loads(rendered("json", blank))["values"][0]["value"] is None
    assert next(csv.DictReader(StringIO(rendered("csv", blank))))["value"] == ""
    assert "blank" in rendered("table", blank)


def test_the_table_shows_verdict_value_and_quote(report: Report) -> None:
    line = next(line for line in rendered("table", report).splitlines() if "gazette" in line)
    assert ("105,000 份" in line, "supported" in line, "近10.5万份" in line) == (True,) * 3


def test_the_table_shows_both_sides_of_a_contradiction(report: Report) -> None:
    assert "[12 against 0, difference 12]" in rendered("table", report)


def test_the_table_closes_with_the_accounts(report: Report) -> None:
    last = rendered("table", report).splitlines()[-1]
    assert last == "2 values; 3 quantities in the text, 2 claimed by a value, 1 unclaimed"


def test_a_table_without_colour_has_no_escapes(report: Report) -> None:
    assert "\x1b" not in rendered("table", report)
    assert "\x1b[" in rendered("table", report, colour=True)


def test_a_document_cannot_send_escapes_to_the_terminal(report: Report) -> None:
    hostile = replace(report, metadata=replace(report.metadata, title="报告\x1b]0;gone\x07"))
    assert "\x1b" not in rendered("table", hostile)


def test_brackets_in_a_title_are_no_markup(report: Report) -> None:
    marked = replace(report, metadata=replace(report.metadata, title="报告[red]云溪[/red]"))
    assert "报告[red]云溪[/red]" in rendered("table", marked)


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_a_long_quote_is_cut_around_its_number(width: int, report: Report) -> None:
    first = report.values[0].statements[0]
    before, after = "甲" * 300, "乙" * 300
    quote = f"{before}12件{after}"
    begin = first.span.start
    long = replace(
        first,
        quote=quote,
        span=type(first.span)(begin, begin + len(quote)),
        number=type(first.span)(begin + 300, begin + 303),
    )
    value = replace(report.values[0], statements=(long,))
    text = rendered("table", replace(report, values=(value,)), width=width)
    assert "甲12件乙" in text.replace("\n", "")


def test_an_unknown_format_is_told_with_those_there_are(report: Report) -> None:
    with pytest.raises(ConfigError, match=r"csv, json, jsonl, .*table, .*xlsx"):
        rendered("xml", report)
