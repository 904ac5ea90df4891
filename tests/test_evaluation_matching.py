"""A result held against labels: five outcomes, and the flags of each."""

from pathlib import Path

from _evaluation import (
    META,
    RECEIVED,
    TEXT,
    TRAP,
    WEBSITE,
    disputing,
    fixture,
    judged,
    kinds,
    result,
    value,
)

from llm_extract.evaluation.matching import failed, match
from llm_extract.evaluation.outcomes import Kind

TOTAL = "".join(
    f'[[observation]]\nindicator = "disclosure.total"\nvalue = {number}\nunit = "条"\n'
    f'quote = "主动公开政府信息{number}条"\n'
    for number in (1200, 1250)
)
CONFLICT = """
[[conflict]]
indicators = ["disclosure.total"]
quotes = ["主动公开政府信息1200条", "主动公开政府信息1250条"]
"""
FEE = """
[[observation]]
indicator = "fee.collected"
value = 0
unit = "万元"
state = "zero_by_negation"
quote = "未发生收费"
"""
OURS = value("request.received", 12, "收到申请12件")


def test_the_stated_value_is_correct(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, RECEIVED, OURS)) == {"request.received": "correct"}


def test_another_value_is_wrong(tmp_path: Path) -> None:
    given = value("request.received", 31, "信访件31件")
    assert kinds(judged(tmp_path, RECEIVED, given)) == {"request.received": "wrong"}


def test_no_value_is_missed(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, RECEIVED)) == {"request.received": "missed"}


def test_a_value_that_is_not_stated_is_invented(tmp_path: Path) -> None:
    given = value("complaint.total", 0, "未发生收费")
    assert kinds(judged(tmp_path, "", given)) == {"complaint.total": "invented"}


def test_rightly_nothing_is_correct_absent(tmp_path: Path) -> None:
    silent = 'not_zero = ["complaint.total"]\n' + META
    found = match(fixture(tmp_path, silent), result())
    assert kinds(found) == {"complaint.total": "correct_absent"}


def test_a_trap_that_is_avoided_is_correct_absent(tmp_path: Path) -> None:
    found = judged(tmp_path, TRAP)
    assert kinds(found) == {"request.received": "correct_absent"}
    assert (found.traps, found.taken) == (1, 0)


def test_a_trap_that_is_taken_is_invented(tmp_path: Path) -> None:
    found = judged(tmp_path, TRAP, value("request.received", 31, "信访件31件"))
    assert kinds(found) == {"request.received": "invented"}
    assert found.taken == 1


def test_a_document_that_failed_is_an_error_for_each_label(tmp_path: Path) -> None:
    found = failed(fixture(tmp_path, META + RECEIVED + WEBSITE), "no report")
    assert set(kinds(found).values()) == {"error"}
    assert found.fault == "no report"


def test_zero_for_a_blank_cell_is_wrong(tmp_path: Path) -> None:
    blank = RECEIVED.replace("value = 12\n", "") + 'state = "blank"\n'
    given = value("request.received", 0, "收到申请12件")
    assert kinds(judged(tmp_path, blank, given)) == {"request.received": "wrong"}


def test_a_blank_cell_left_blank_is_correct(tmp_path: Path) -> None:
    blank = RECEIVED.replace("value = 12\n", "") + 'state = "blank"\n'
    given = value("request.received", None, "收到申请12件", state="blank")
    (only,) = judged(tmp_path, blank, given).outcomes
    assert (only.kind, only.state_right, only.unit_right) == (Kind.CORRECT, True, None)


def test_lost_numbers_are_missed_and_no_wrong_value(tmp_path: Path) -> None:
    given = value("request.received", None, "收到申请12件", state="unrecoverable")
    assert kinds(judged(tmp_path, RECEIVED, given)) == {"request.received": "missed"}


def test_another_state_of_a_right_value_is_told(tmp_path: Path) -> None:
    given = value("fee.collected", 0, "未发生收费", unit="万元")
    (only,) = judged(tmp_path, FEE, given).outcomes
    assert (only.kind, only.state_right) == (Kind.CORRECT, False)


def test_the_same_money_in_another_unit_is_right(tmp_path: Path) -> None:
    yuan = FEE.replace("value = 0", "value = 0.5").replace("zero_by_negation", "derived")
    given = value("fee.collected", 5000, "未发生收费", unit="元", state="derived")
    (only,) = judged(tmp_path, yuan, given).outcomes
    assert (only.kind, only.unit_right) == (Kind.CORRECT, True)


def test_a_unit_that_the_indicator_is_counted_in_is_right(tmp_path: Path) -> None:
    given = value("request.received", 12, "收到申请12件", unit="宗")
    (only,) = judged(tmp_path, RECEIVED, given).outcomes
    assert only.unit_right is True


def test_a_unit_of_another_kind_is_wrong(tmp_path: Path) -> None:
    given = value("request.received", 12, "收到申请12件", unit="万元")
    (only,) = judged(tmp_path, RECEIVED, given).outcomes
    assert (only.kind, only.unit_right) == (Kind.CORRECT, False)


def test_a_right_value_from_another_place_has_wrong_offsets(tmp_path: Path) -> None:
    (only,) = judged(tmp_path, RECEIVED, value("request.received", 12, "全年受理")).outcomes
    assert (only.kind, only.offsets_right) == (Kind.CORRECT, False)


def test_accepted_values_are_right(tmp_path: Path) -> None:
    given = value("request.received", 13, "收到申请12件")
    found = judged(tmp_path, RECEIVED + "accept = [13]\n", given)
    assert kinds(found) == {"request.received": "correct"}


def test_what_is_optional_may_be_left_out(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, RECEIVED + "optional = true\n")) == {}


def test_what_is_optional_must_be_right_if_given(tmp_path: Path) -> None:
    given = value("request.received", 31, "信访件31件")
    found = judged(tmp_path, RECEIVED + "optional = true\n", given)
    assert kinds(found) == {"request.received": "wrong"}


def test_an_accepted_neighbour_counts_for_the_label(tmp_path: Path) -> None:
    given = value("request.completed", 12, "收到申请12件")
    labels = RECEIVED + 'accept_indicator = ["request.completed"]\n'
    assert kinds(judged(tmp_path, labels, given)) == {"request.received": "correct"}


def test_a_neighbour_beside_the_label_is_not_invented(tmp_path: Path) -> None:
    labels = RECEIVED + 'accept_indicator = ["request.completed"]\n'
    given = value("request.completed", 12, "收到申请12件")
    assert kinds(judged(tmp_path, labels, OURS, given)) == {"request.received": "correct"}


def test_where_places_conflict_the_topical_section_is_right(tmp_path: Path) -> None:
    topical = value("disclosure.total", 1250, "信息1250条", unit="条")
    overview = value("disclosure.total", 1200, "信息1200条", unit="条")
    labels = TOTAL + CONFLICT
    assert kinds(judged(tmp_path, labels, topical)) == {"disclosure.total": "correct"}
    assert kinds(judged(tmp_path, labels, overview)) == {"disclosure.total": "wrong"}


def test_a_wrong_value_that_is_trusted_is_silent(tmp_path: Path) -> None:
    trusted = value("request.received", 31, "信访件31件", verdict="confirmed")
    doubted = value("request.received", 31, "信访件31件", verdict="disputed")
    assert [o.is_silent for o in judged(tmp_path, RECEIVED, trusted).outcomes] == [True]
    assert [o.is_silent for o in judged(tmp_path, RECEIVED, doubted).outcomes] == [False]


def test_a_conflict_is_detected_by_a_finding(tmp_path: Path) -> None:
    labels = TOTAL + CONFLICT
    (told,) = judged(tmp_path, labels, findings=(disputing("disclosure.total"),)).contradictions
    (untold,) = judged(tmp_path, labels).contradictions
    assert (told.detected, untold.detected) == (True, False)


def test_a_dispute_that_no_label_knows_is_a_false_alarm(tmp_path: Path) -> None:
    given = value("request.received", 12, "收到申请12件", verdict="disputed")
    found = judged(tmp_path, RECEIVED, given)
    assert (found.disputed, found.false_alarms) == (1, 1)


def test_every_place_counts_and_not_only_the_chosen_one(tmp_path: Path) -> None:
    given = value("disclosure.total", 1250, "信息1250条", unit="条")
    places = judged(tmp_path, TOTAL + CONFLICT, given).places
    assert (places.labelled, places.found, places.extra) == (2, 1, 0)


def test_a_statement_that_no_label_has_is_extra(tmp_path: Path) -> None:
    places = judged(tmp_path, RECEIVED, OURS, value("complaint.total", 31, "信访件31件")).places
    assert (places.made, places.extra) == (2, 1)


def test_the_topic_is_that_of_the_section_of_the_quote(tmp_path: Path) -> None:
    assert [o.topic for o in judged(tmp_path, RECEIVED, OURS).outcomes] == ["request"]


def test_the_expected_place_lies_in_the_text(tmp_path: Path) -> None:
    (only,) = judged(tmp_path, RECEIVED, OURS).outcomes
    assert only.expected and only.expected.span
    assert TEXT[only.expected.span.start : only.expected.span.end] == "收到申请12件"
