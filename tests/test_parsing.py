"""Answers as they come: every good statement is kept, everything else is told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.errors import AnswerError
from llm_extract.parsing import Said, parse, schema

OFFERED = frozenset({"request.received", "fee.collected"})
GOOD = {
    "indicator": "request.received",
    "state": "reported",
    "number": "12",
    "unit": "件",
    "quote": "收到申请12件",
}
RECEIVED = Said(**GOOD)


def answer(*statements: object) -> str:
    return json.dumps({"statements": statements}, ensure_ascii=False)


def test_a_good_answer_gives_its_statements() -> None:
    parsed = parse(answer(GOOD), OFFERED)
    assert (parsed.statements, parsed.notes, parsed.complete) == ((RECEIVED,), (), True)


def test_no_statement_is_an_answer_too() -> None:
    assert parse('{"statements": []}', OFFERED).statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "Here you are: {} Anything else?",
        "```json\n{}\n```",
        "\ufeff  {}\n\n",
        "<think>they ask for the requests</think>{}",
    ],
)
def test_words_round_the_object_do_no_harm(text: str) -> None:
    assert parse(text.replace("{}", answer(GOOD)), OFFERED).statements == (RECEIVED,)


def test_of_a_half_bad_answer_the_good_half_is_kept() -> None:
    bad = [{**GOOD, "state": "guessed"}, {**GOOD, "indicator": "made.up"}, "12", {"quote": 3}]
    parsed = parse(answer(*bad, GOOD), OFFERED)
    assert parsed.statements == (RECEIVED,)
    assert len(parsed.notes) >= 4


def test_an_indicator_that_was_not_offered_is_told() -> None:
    parsed = parse(answer(GOOD, {**GOOD, "indicator": "made.up"}), OFFERED)
    assert parsed.notes == ("indicator 'made.up' was not offered",)


def test_keys_that_were_not_asked_for_are_ignored_and_told() -> None:
    parsed = parse(answer({**GOOD, "confidence": 0.9}), OFFERED)
    assert parsed.statements == (RECEIVED,)
    assert parsed.notes == ("key 'confidence' is not asked for",)


def test_of_a_key_said_twice_the_last_counts_and_it_is_told() -> None:
    doubled = answer(GOOD).replace('"number": "12"', '"number": "13", "number": "12"')
    parsed = parse(doubled, OFFERED)
    assert parsed.statements == (RECEIVED,)
    assert parsed.notes == ("key 'number' twice; the last counts",)


def test_a_null_is_an_empty_text_and_a_bare_number_its_digits() -> None:
    parsed = parse(answer({**GOOD, "number": 12, "unit": None}), OFFERED)
    assert parsed.statements == (RECEIVED.model_copy(update={"unit": ""}),)


@pytest.mark.parametrize("cut", [20, 60, 100])
def test_an_answer_cut_off_keeps_its_whole_statements(cut: int) -> None:
    whole = answer(GOOD, {**GOOD, "indicator": "fee.collected"})
    parsed = parse(whole[: len(answer(GOOD)) - 2 + cut], OFFERED)
    assert parsed.statements == (RECEIVED,)
    assert not parsed.complete


@pytest.mark.parametrize("text", ["", "sorry", "{", '{"statements": 3}', "[]", '{"statements": [{'])
def test_an_answer_without_a_statement_or_a_list_is_an_error(text: str) -> None:
    with pytest.raises(AnswerError):
        parse(text, OFFERED)


def test_an_answer_of_bad_statements_alone_is_an_error() -> None:
    with pytest.raises(AnswerError, match="no statement of 1 is usable"):
        parse(answer({**GOOD, "state": "guessed"}), OFFERED)


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(AnswerError):
        parse('{"statements": ' + "[" * 200_000, OFFERED)


def test_nan_is_no_number() -> None:
    parsed = parse(answer(GOOD).replace('"12"', "NaN"), OFFERED)
    assert parsed.statements[0].number == "nan"


@given(st.text(max_size=200))
def test_whatever_is_answered_there_is_a_result_or_an_answer_error(text: str) -> None:
    try:
        assert isinstance(parse(text, OFFERED).statements, tuple)
    except AnswerError as error:
        assert str(error)


def test_the_schema_is_strict() -> None:
    tree = schema(("request.received",))
    item = tree["properties"]["statements"]["items"]
    assert tree["additionalProperties"] is item["additionalProperties"] is False
    assert set(item["required"]) == set(item["properties"])
