"""`--explain`: the evidence for one value in words, from a report or from a stored result."""

from pathlib import Path

from llm_extract import pipeline, readers
from llm_extract.cli._explaining import recorded
from llm_extract.records import Report

SAID = "三、依申请公开情况\n2012年收到政府信息公开申请412宗。未发生行政复议。\n"


def report(text: str = SAID) -> Report:
    return pipeline.extract(readers.read(text.encode()))


def test_a_record_names_value_verdict_witness_and_place() -> None:
    lines = list(recorded(report(), "request.received"))
    assert lines[0] == "-: request.received (收到申请数): 412 件, supported"
    assert lines[1] == "  scanner says 412 件"
    assert "narrative, 三、依申请公开情况, 10–29: “2012年收到政府信息公开申请412宗”" in lines[2]


def test_a_record_says_that_a_zero_is_a_negation() -> None:
    assert next(recorded(report(), "review.total")).endswith("0 件 (zero by negation), supported")


def test_a_record_of_silence_says_that_there_is_no_value() -> None:
    lines = list(recorded(report(), "litigation.total"))
    assert lines[0].endswith("no value")
    assert lines[1] == "  no check has anything to say of it"


def test_what_a_check_found_is_part_of_the_record() -> None:
    twice = f"{SAID}四、说明\n2012年共收到政府信息公开申请415宗。\n"
    lines = list(recorded(report(twice), "request.received"))
    assert lines[0].endswith("disputed")
    assert any("places (error)" in line and "→ disputed" in line for line in lines)


def test_quotes_of_a_record_stand_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(SAID, "utf-8")
    found = readers.read_path(tmp_path / "r.txt")
    value = next(v for v in pipeline.extract(found).values if v.indicator == "request.received")
    span = value.statements[0].span
    assert found.text[span.start : span.end] in "".join(recorded(report(), "request.received"))
