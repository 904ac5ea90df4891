"""Models that know the labels: one that says all of them, and those that lie about them."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from _lying import LIES, Lie, is_right, lying
from _testimony import Put, Said, heard, labelled, model, perfect, read

from llm_extract import readers
from llm_extract.evaluation._gold import same
from llm_extract.evaluation.labels import Fixture, Observation
from llm_extract.evaluation.locating import squeeze
from llm_extract.evaluation.proofreading import UNSCORED
from llm_extract.records import Report, State, Statement, Value, Verdict

SHARED = Path(__file__).parents[2] / "shared"
LIED_ABOUT = (
    "canglan_transport_2020",
    "hezhou_market_2023",
    "ludi_county_2014",
    "qingwu_county_2015",
    "yanchi_district_2018",
)
FIXTURES = labelled()


def gold(fixture: Fixture) -> Iterator[Observation]:
    for seen in fixture.labels.observation:
        if seen.indicator not in UNSCORED and seen.state is not State.UNRECOVERABLE:
            yield seen


def arrived(seen: Observation, said: list[Statement], text: str) -> bool:
    """Whether a statement covers a place of the quote and says one of the values accepted."""
    places = squeeze(text).spans(seen.quote)
    return any(
        statement.indicator == seen.indicator
        and any(statement.span.contains(place) for place in places)
        and any(same(*amount(statement), right, seen.unit) for right in seen.values)
        for statement in said
    )


@pytest.mark.parametrize("fixture", FIXTURES, ids=[f.name for f in FIXTURES])
def test_what_a_perfect_model_says_arrives_at_its_place(fixture: Fixture) -> None:
    document = read(fixture.source)
    report, testimony = heard(document, model(perfect(fixture)))
    for statement in testimony.statements:
        span = statement.span
        assert span.start < span.end
        assert document.text[span.start : span.end] == statement.quote
    lost = [s for s in gold(fixture) if not arrived(s, list(testimony.statements), document.text)]
    # The two totals of lawsuits that the form of 2019 has, and prose states now and then.
    assert {seen.indicator.partition(".")[0] for seen in lost} <= {
        "litigation_direct",
        "litigation_after_review",
    }
    counted = [v for v in report.values if v.statements[0].quantity]
    confirmed = [value for value in counted if value.verdict is Verdict.CONFIRMED]
    assert len(confirmed) > len(counted) / 3


def test_most_values_are_confirmed_when_model_and_scanner_both_read() -> None:
    reports = [heard(read(f.source), model(perfect(f)))[0] for f in FIXTURES]
    kinds = Counter(value.verdict.value for report in reports for value in report.values)
    print(dict(kinds))
    assert kinds["confirmed"] > 0.8 * kinds.total()


def recorded(document: str) -> list[Said]:
    """What a strong model said about one of the real reports."""
    answers = sorted((SHARED / "replies").glob(f"{document}-*.json"))
    if not answers:
        pytest.skip(f"{SHARED / 'replies'} has no answers about document {document}")
    return [
        said
        for path in answers
        for said in json.loads(path.read_text("utf-8"))["answer"]["statements"]
    ]


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_what_a_strong_model_said_of_a_real_report_arrives_at_its_place(name: str) -> None:
    told = recorded(name)
    [path] = (SHARED / "documents").glob(f"{name}_*.txt")
    asked: list[Said] = []

    def speak(question: Put) -> Iterator[Said]:
        for said in told:
            if said["indicator"] in question.offered and said["quote"] in question.text:
                asked.append(said)
                yield said

    document = readers.read_path(path)
    report, testimony = heard(document, model(speak))
    assert len(asked) > 0.9 * len(told)
    quotes = Counter((s.indicator, s.quote) for s in testimony.statements)
    assert all((said["indicator"], said["quote"]) in quotes for said in asked)
    for statement in testimony.statements:
        assert document.text[statement.span.start : statement.span.end] == statement.quote
    kinds = Counter(value.verdict for value in report.values)
    assert kinds[Verdict.CONFIRMED] > len(report.values) / 2


def wrong(fixture: Fixture, report: Report) -> Iterator[Value]:
    for value in report.values:
        if not is_right(fixture, value.indicator, amount(value.statements[0])[0]):
            yield value


def amount(statement: Statement) -> tuple[Decimal | None, str]:
    quantity = statement.quantity
    return (quantity.value, quantity.unit) if quantity else (None, "")


@pytest.mark.parametrize("lie", LIES, ids=[lie.__name__ for lie in LIES])
def test_no_lie_of_a_model_is_confirmed(lie: Lie) -> None:
    kinds: Counter[tuple[str, str]] = Counter()
    for fixture in labelled(*LIED_ABOUT):
        report, _ = heard(read(fixture.source), model(lying(fixture, lie)))
        lies = list(wrong(fixture, report))
        assert [v.indicator for v in lies if v.verdict is Verdict.CONFIRMED] == []
        kinds.update((v.verdict.value, "wrong") for v in lies)
        kinds.update((v.verdict.value, "right") for v in report.values if v not in lies)
    print(lie.__name__, dict(kinds))
    assert kinds.total() > 300
