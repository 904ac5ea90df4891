"""The bench beside its peers: what it gives everybody, how it judges, and what its model says."""

import pytest

from bench.peers import page, server, survival, texts
from bench.peers.page import Row, Section
from bench.peers.simulated import MISFILED, MISREAD, MISSED, Simulated
from bench.peers.workers import LANGEXTRACT, SDK, US
from llm_extract.evaluation.labels import load

BODY = {"model": "ours", "messages": [{"role": "user", "content": ""}]}


def row(ours: float, theirs: float | str | None, **more: float | bool) -> Row:
    return Row("row", "ms", {US: ours, LANGEXTRACT: theirs, SDK: 2.0}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (row(1.0, 2.0, aim=1.0), "yes"),
        (row(3.0, 2.0, aim=1.0), "no"),
        (row(0.0, 20.0, aim=1.0), "yes"),
        (row(1.2, 2.0, aim=0.5), "no"),
        (row(100.0, 0.0, aim=1.0, more=True), "yes"),
        (row(90.0, 100.0, aim=1.0, more=True), "no"),
        (row(5.0, "not reached", aim=1.0), "yes"),
        (row(5.0, None, aim=1.0), ""),
        (row(1.0, 2.0), ""),
        (row(2.2, 9.0, aim=1.0, against_sdk=1.1), "yes"),
        (row(2.3, 9.0, aim=1.0, against_sdk=1.1), "no"),
    ],
)
def test_a_row_says_whether_its_aim_is_kept(measured: Row, verdict: str) -> None:
    assert measured.verdict() == verdict


def test_what_could_not_be_measured_and_what_is_behind_is_told() -> None:
    sections = [
        Section("One", "", (row(3.0, 2.0, aim=1.0), row(1.0, 2.0, aim=1.0))),
        Section("Two", "", fault="no server"),
    ]
    assert page.missed(sections) == ["Two: not measured (no server)", "One: row"]
    assert "Not measured: no server" in page.text(sections, "# Head")


def test_every_report_holds_what_the_model_says_of_it() -> None:
    for number in (0, 7, 199):
        text = texts.report(number)
        assert texts.number_in(text) == number
        assert all(said["quote"] in text for said in texts.statements(number))
        assert 1500 < len(text) < 2500


def test_every_fault_of_the_test_server_is_tried() -> None:
    named = {fault.partition(":")[0] for fault in survival.faults()}
    assert {"hang", "reset", "length", "malformed", "refusal", "echo", "429", "500"} <= named


def test_one_server_counts_what_each_side_sends() -> None:
    import json
    from urllib.request import Request, urlopen

    with server.running() as field:
        field.reset(faults=["", "400"])
        body = {**BODY, "messages": [{"role": "user", "content": texts.report(3)}]}
        asked = Request(
            f"{field.url}/chat/completions",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urlopen(asked) as reply:
            said = json.loads(json.loads(reply.read())["choices"][0]["message"]["content"])
        assert said == {"statements": texts.statements(3)}
        seen = field.seen()
    assert (seen["requests"], seen["answered"]) == (1, [3])
    assert seen["prompt"] == len(texts.report(3))


def test_the_simulated_model_errs_at_its_rates_and_alike_in_every_run() -> None:
    every = load(survival.ROOT / "fixtures", ("dev",))
    fixtures = [fixture for fixture in every if _is_plain(fixture)][:4]
    chunks = [fixture.source.read_text("utf-8") for fixture in fixtures]

    def answers() -> list[dict[str, str]]:
        model = Simulated(fixtures)
        return [
            said
            for chunk in chunks
            for said in model({**BODY, "messages": [{"content": f"<report>\n{chunk}\n</report>"}]})
        ]

    said = answers()
    assert said == answers()
    told = sum(each["number"] != "" and each["number"] not in each["quote"] for each in said)
    assert 0 < told < len(said) * (MISSED + MISREAD + MISFILED)


def _is_plain(fixture: object) -> bool:
    source = fixture.source  # type: ignore[attr-defined]
    if source.suffix != ".txt":
        return False
    try:
        source.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True
