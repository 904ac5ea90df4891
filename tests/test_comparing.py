"""Two runs held against each other: what is paired, what flips, what is said of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from llm_extract.evaluation.comparing import compare, render


@dataclass(frozen=True, slots=True)
class Answer:
    value: Decimal | None
    unit: str = "件"
    state: str = "reported"
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    document: str
    indicator: str
    kind: str = "correct"
    expected: Answer | None = Answer(Decimal(12), quote="收到申请12件")
    got: Answer | None = Answer(Decimal(12), quote="收到申请12件")
    form: str = "2014"
    script: str = "simplified"

    @property
    def group(self) -> str:
        return self.indicator.partition(".")[0]


RIGHT = Outcome("a", "request.received")
WRONG = replace(RIGHT, kind="wrong", got=Answer(Decimal(21), quote="受理信访件21件"))
INVENTED = Outcome("a", "fee.waived", "invented", None, Answer(Decimal(3), quote="减免3件"))
FAILED = replace(RIGHT, kind="error", got=None)


def many(outcome: Outcome, documents: Iterable[str]) -> list[Outcome]:
    return [replace(outcome, document=name) for name in documents]


def test_an_answer_that_only_the_right_run_has_right_is_gained() -> None:
    found = compare([WRONG], [RIGHT])
    assert (found.whole.gained, found.whole.lost) == (1, 0)
    assert [flip.is_gain for flip in found.flips] == [True]


def test_a_flip_quotes_the_label_and_both_answers() -> None:
    (flip,) = compare([RIGHT], [WRONG]).flips
    assert flip.quote == "收到申请12件"
    assert flip.expected and flip.left and flip.right
    assert (flip.expected.value, flip.left.value, flip.right.value) == (12, 12, 21)


def test_another_kind_of_miss_is_no_flip() -> None:
    found = compare([WRONG], [replace(RIGHT, kind="missed", got=None)])
    assert found.flips == ()


def test_what_one_run_invents_the_other_was_right_to_leave() -> None:
    found = compare([RIGHT], [RIGHT, INVENTED])
    assert (found.whole.answers, found.whole.gained, found.whole.lost) == (2, 0, 1)
    assert found.flips[0].left_kind == "correct_absent"
    assert found.flips[0].quote == "减免3件"


def test_nothing_invented_in_a_failed_document_earns_nothing() -> None:
    found = compare([FAILED], [RIGHT, INVENTED])
    assert (found.whole.gained, found.whole.lost) == (1, 0)


def test_an_optional_answer_of_one_run_counts_for_neither() -> None:
    optional = replace(RIGHT, indicator="staff.full_time")
    found = compare([RIGHT, optional], [RIGHT])
    assert (found.whole.answers, found.unmatched) == (1, 1)


def test_documents_of_one_run_only_are_listed_and_left_out() -> None:
    found = compare(many(RIGHT, "abc"), many(RIGHT, "bcd"))
    assert (found.left_only, found.right_only) == (("a",), ("d",))
    assert found.whole.documents == 2


def test_runs_without_a_common_document_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="rules and qwen share no document"):
        compare(many(RIGHT, "a"), many(RIGHT, "b"), ("rules", "qwen"))


def test_flips_of_one_document_do_not_make_a_run_better() -> None:
    """McNemar is sure of it, the document is one coin."""
    names = [f"request.{number}" for number in range(30)]
    left = [replace(WRONG, indicator=name) for name in names] + many(RIGHT, "bcdefgh")
    right = [replace(RIGHT, indicator=name) for name in names] + many(RIGHT, "bcdefgh")
    found = compare(left, right)
    assert found.whole.mcnemar < 0.001
    assert found.whole.p == 1
    assert "no difference shown" in render(found)


def test_flips_of_many_documents_do() -> None:
    found = compare(many(WRONG, "abcdefgh"), many(RIGHT, "abcdefgh"), ("rules", "qwen"))
    assert found.whole.p == 2 / 2**8
    assert "qwen is better" in render(found)


def test_groups_are_adjusted_for_each_other() -> None:
    def outcomes(of: Outcome) -> list[Outcome]:
        fees = many(replace(RIGHT, indicator="fee.total"), "abcdefgh")
        return many(of, "abcdefgh") + fees

    found = compare(outcomes(WRONG), outcomes(RIGHT))
    assert [(cut.axis, cut.name) for cut in found.cuts] == [("group", "fee"), ("group", "request")]
    fee, request = found.cuts
    assert (request.p, request.p_adjusted) == (2 / 2**8, 4 / 2**8)
    assert (fee.p, fee.p_adjusted) == (1, 1)


def test_a_report_without_a_form_is_a_group_of_its_own() -> None:
    both = [RIGHT, replace(RIGHT, document="b", form="")]
    found = compare(both, both)
    assert [cut.name for cut in found.cuts if cut.axis == "form"] == ["2014", "none"]


def test_equal_runs_have_no_flips_and_an_interval_round_nothing() -> None:
    found = compare(many(RIGHT, "abcdefghij"), many(RIGHT, "abcdefghij"))
    assert found.flips == ()
    assert found.whole.difference.low < 0 < found.whole.difference.high


def test_a_set_too_small_to_show_anything_says_so() -> None:
    found = compare(many(RIGHT, "abcde"), many(RIGHT, "abcde"))
    assert found.detectable is None
    assert "no true difference of up to 50 points shows in this set" in render(found)


def test_the_text_shows_flips_in_both_directions_and_what_was_left_out() -> None:
    lost = replace(RIGHT, document="b")
    told = render(compare([WRONG, lost, *many(RIGHT, "z")], [RIGHT, replace(WRONG, document="b")]))
    assert "gained (1)\n  a  request.received  expected 12 件: wrong (21 件) -> correct" in told
    assert "lost (1)\n  b  request.received  expected 12 件: correct (12 件) -> wrong" in told
    assert "left out, only in left (1): z" in told


def test_a_quote_cannot_steer_the_terminal() -> None:
    answer = Answer(Decimal(1), quote="一\x1b[31m\n二\u202e")
    told = render(compare([replace(RIGHT, expected=answer)], [replace(WRONG, expected=answer)]))
    assert "一 [31m 二" in told
    assert "\x1b" not in told and "\u202e" not in told


def test_a_missing_value_is_shown_by_its_state() -> None:
    blank = Answer(None, "", "blank", "")
    told = render(compare([replace(WRONG, expected=blank)], [replace(RIGHT, expected=blank)]))
    assert "expected blank" in told


def test_the_json_has_everything() -> None:
    found = json.loads(render(compare([WRONG, INVENTED], [RIGHT], ("rules", "qwen")), "json"))
    assert (found["left"], found["right"], found["verdict"]) == (
        "rules",
        "qwen",
        "no difference shown",
    )
    assert found["whole"]["gained"] == 2
    invented, received = found["flips"]
    assert (invented["expected"], invented["left"]["value"]) == (None, 3)
    assert received["expected"] == {
        "value": 12,
        "unit": "件",
        "state": "reported",
        "quote": "收到申请12件",
    }
    assert received["direction"] == "gained"


def test_another_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no 'xml' among the formats of a comparison: table, json"):
        render(compare([RIGHT], [RIGHT]), "xml")


def test_no_chance_is_shown_as_nothing() -> None:
    left = [replace(RIGHT, document=f"d{n}") for n in range(40)]
    right = [replace(WRONG, document=f"d{n}") for n in range(40)]
    told = render(compare(left, right))
    assert "<0.0001 by flips" in told
    assert "0.0000" not in told
