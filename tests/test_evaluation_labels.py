"""Labels are read with all their faults at once, and quotes are found where they stand."""

from pathlib import Path

import pytest
from _evaluation import META, RECEIVED, TEXT, TRAP, WEBSITE, fixture, folder
from _testimony import read

from llm_extract.errors import ConfigError
from llm_extract.evaluation.labels import load
from llm_extract.evaluation.locating import squeeze
from llm_extract.evaluation.proofreading import faults, numbers_in, operands

ROOT = Path(__file__).parent.parent


def told(root: Path, labels: str, text: str = TEXT) -> tuple[str, ...]:
    return faults(fixture(root, META + labels, text), squeeze(text))


def test_every_label_of_the_repository_is_without_fault() -> None:
    found = [
        fault
        for each in load(ROOT / "fixtures")
        for fault in faults(each, squeeze(read(each.source).text))
    ]
    assert found == []


def test_good_labels_have_no_faults(tmp_path: Path) -> None:
    assert told(tmp_path, WEBSITE + RECEIVED + TRAP) == ()


def test_an_unknown_indicator_is_a_fault(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, RECEIVED.replace("request.received", "request.recieved"))
    assert "no indicator 'request.recieved'" in fault


def test_a_quote_that_stands_nowhere_is_a_fault(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, RECEIVED.replace("收到申请12件", "收到申请共12件"))
    assert "the text has no '收到申请共12件'" in fault


def test_a_value_that_is_not_in_its_quote_is_a_fault(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, RECEIVED.replace("value = 12", "value = 13"))
    assert "13 is not in its quote" in fault


def test_a_blank_with_a_value_is_a_fault(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, RECEIVED + 'state = "blank"\n')
    assert "state blank with value 12" in fault


def test_what_is_observed_cannot_be_silent(tmp_path: Path) -> None:
    labels = 'not_zero = ["request.received"]\n' + META + RECEIVED
    found = faults(fixture(tmp_path, labels), squeeze(TEXT))
    assert "not_zero says that the report is silent on it" in found[0]


def test_all_faults_of_one_report_are_told_at_once(tmp_path: Path) -> None:
    wrong = RECEIVED.replace("request.received", "request.x").replace("12件", "99件")
    assert len(told(tmp_path, wrong)) == 3


def test_all_faults_of_all_files_stand_in_one_error(tmp_path: Path) -> None:
    folder(tmp_path, META.replace("2017\n", '"x"\n'), name="a")
    folder(tmp_path, META + RECEIVED.replace('"收到申请12件"', '""'), name="b")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "labelled")
    assert "meta.year" in str(caught.value)
    assert "observation.0.quote" in str(caught.value)


def test_a_misspelt_key_of_the_labels_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, META + RECEIVED + "optinal = true\n")
    with pytest.raises(ConfigError, match="optinal"):
        load(tmp_path / "labelled")


def test_a_report_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    folder(tmp_path, META.replace("report.txt", "other.txt"))
    with pytest.raises(ConfigError, match=r"no file 'other\.txt'"):
        load(tmp_path / "labelled")


def test_only_the_asked_half_is_loaded(tmp_path: Path) -> None:
    folder(tmp_path, META, name="a")
    folder(tmp_path, META.replace('"dev"', '"test"'), name="b")
    assert [each.name for each in load(tmp_path / "labelled", ("test",))] == ["b"]


def table(*rows: tuple[str, int, str]) -> tuple[str, str]:
    """Labels and text of a table with these rows: indicator, number and label."""
    text = "".join(f"{label} | 件 | {number}\n" for _, number, label in rows)
    labels = "".join(
        f'[[observation]]\nindicator = "{name}"\nvalue = {number}\nunit = "件"\n'
        f'place = "table"\nquote = "{label} | 件 | {number}"\n'
        for name, number, label in rows
    )
    return labels, text


def test_a_sum_that_fails_must_be_declared(tmp_path: Path) -> None:
    rows, text = table(
        ("request.received", 9, "收到申请数"),
        ("request.in_person", 1, "当面"),
        ("request.fax", 2, "传真"),
        ("request.online", 3, "网络"),
        ("request.letter", 4, "信函"),
    )
    meta = 'form = "2014"\n'
    declared = '[[identity_failed]]\nidentity = "I01"\n'
    assert "I01 fails" in told(tmp_path, meta + rows, text)[0]
    assert told(tmp_path, meta + rows + declared, text) == ()


def test_a_sum_declared_to_fail_that_holds_is_a_fault(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, '[[identity_failed]]\nidentity = "I07"\n')
    assert "declared to fail and does not" in fault


def test_a_sum_of_a_table_of_the_offices_own_fails_over_the_parts_it_has(tmp_path: Path) -> None:
    total, granted = ("reply.total", 22, "对申请的答复"), ("reply.granted", 6, "同意公开")
    declared = '[[identity_failed]]\nidentity = "I03"\n'
    rows, text = table(total, granted, ("reply.refused", 14, "否决公开"))
    assert told(tmp_path, rows, text) == ()  # a row of the form may be missing
    assert told(tmp_path, rows + declared, text) == ()
    rows, text = table(total, granted, ("reply.refused", 16, "否决公开"))
    (fault,) = told(tmp_path, rows + declared, text)
    assert "declared to fail and does not" in fault


def test_a_row_of_the_matrix_names_its_seven_cells() -> None:
    assert len(operands("R1", "applications.granted")) == 7


def test_a_quote_is_found_without_white_space_and_bars() -> None:
    text = "收到  申请 |\n件 | 12"
    (span,) = squeeze(text).spans("申请 | 件 | 12")
    assert text[span.start : span.end] == "申请 |\n件 | 12"


def test_a_quote_that_stands_twice_has_two_places() -> None:
    assert len(squeeze("12件,又12件").spans("12件")) == 2


def test_money_may_be_written_in_either_unit() -> None:
    assert 0.132 in {float(number) for number in numbers_in("收取1,320元", money=True)}
