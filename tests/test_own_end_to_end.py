"""A company's annual report before a model that copies, and before one that lies."""

import json
from pathlib import Path
from typing import Any

import pytest
from _testimony import Put, Said, answer, heard, model, perfect, put_in, said
from conftest import Cli
from loopback import serve

from llm_extract import pipeline, readers, schemas
from llm_extract.evaluation.labels import load
from llm_extract.records import Report, Verdict
from llm_extract.schemas import loading

FOLDER = Path(__file__).parent.parent / "fixtures" / "own_schema"
SCHEMA = f"{FOLDER / 'annual_report.py'}:AnnualReport"
ENGLISH = FOLDER / "linden_harbour_2024" / "report.txt"
CHINESE = FOLDER / "linggang_instruments_2024" / "report.html"
Json = dict[str, Any]


def verdicts(*claims: Said, report: Path = ENGLISH) -> dict[str, tuple[str, str]]:
    """Value and verdict of each indicator that a model claims something for."""
    with schemas.using(loading.load(SCHEMA)):
        found, _ = heard(readers.read_path(report), model(lambda put: claims))
    named = {claim["indicator"] for claim in claims}
    return {
        value.indicator: (_value(value), value.verdict.value)
        for value in found.values
        if value.indicator in named
    }


def _value(value: Any) -> str:
    quantity = value.statements[0].quantity
    return f"{quantity.value:f}" if quantity else value.statements[0].quote


def alone(report: Path) -> Report:
    with schemas.using(loading.load(SCHEMA)):
        return pipeline.extract(readers.read_path(report))


REVENUE = said("results.revenue", "Revenue was RMB 1,234.5 million", "1,234.5", unit="RMB million")


def test_what_label_place_and_words_agree_on_is_confirmed() -> None:
    assert verdicts(REVENUE) == {"results.revenue": ("1234.5", "confirmed")}


def test_a_denial_is_zero_and_a_risk_is_a_quote() -> None:
    quote = "A stronger renminbi makes our instruments dearer abroad"
    claims = (
        said("results.dividend", "No dividend was declared for 2024", state="zero_by_negation"),
        said("risks", quote),
    )
    assert verdicts(*claims) == {
        "results.dividend": ("0", "supported"),
        "risks": (quote, "supported"),
    }


def test_a_cell_in_brackets_is_negative_with_or_without_them_in_the_copy() -> None:
    quote = "Exchange gains/(losses) | 7 | (5.8)"
    for number in ("(5.8)", "5.8", "-5.8"):
        claim = said("results.exchange", quote, number, unit="RMB million")
        assert verdicts(claim) == {"results.exchange": ("-5.8", "confirmed")}


@pytest.mark.parametrize(
    "claim",
    [
        said("results.dividend", "Revenue was RMB 1,284.5 million", "1,284.5", unit="RMB million"),
        said("results.dividend", "Revenue was RMB 1,234.5 million", "1,284.5", unit="RMB million"),
        said("results.dividend", "Revenue was RMB 1,234.5 million", "1,234.5", unit="billion"),
        said("results.dividend", "Revenue was RMB 1,234.5 million", "1,234.5", unit="USD million"),
        said("results.dividend", "Revenue was RMB 1,234.5 million", "-1,234.5", unit="RMB million"),
        said("results.dividend", "31 December 2024", "2024", unit="RMB million"),
        said("results.dividend", "the group had 1,862 employees", "1,862", unit="RMB million"),
        said("results.dividend", "up 12.2 per cent", "12.2", unit="RMB million"),
        said("results.dividend", "see note 12 and page 45", "12", unit="RMB million"),
        said("people.research", "RMB 148.6 million", "148.6", unit="people"),
        said("results.dividend", "Revenue was RMB 1,234.5 million", "1,234.5", state="derived"),
    ],
    ids=lambda claim: f"{claim['number']} {claim['unit']} {claim['state']}",
)
def test_a_number_that_is_not_there_as_claimed_is_withheld(claim: Said) -> None:
    found = verdicts(claim).get(claim["indicator"], ("", "withheld"))
    assert found in [("", "withheld"), ("412", "supported")]  # the scanner's own, of research


@pytest.mark.parametrize(
    ("indicator", "quote", "number"),
    [
        ("results.revenue", "(2023: RMB 1,100.2 million)", "1,100.2"),
        ("results.revenue", "Overseas revenue reached RMB 402.7 million", "402.7"),
        ("results.revenue", "we expect revenue of RMB 1,400 million", "1,400"),
        ("results.revenue", "Revenue | 4 | 1,234.5 | 1,100.2", "1,100.2"),
        ("results.revenue", "Overseas revenue | 4 | 402.7", "402.7"),
        ("results.net_profit", "compared with RMB 171.9 million in 2023", "171.9"),
        ("results.research", "rose by RMB 21.3 million to RMB 148.6 million", "21.3"),
        ("results.dividend", "Net profit amounted to RMB 182.4 million", "182.4"),
        ("results.dividend", "Profit for the year | | 182.4", "182.4"),
        ("people.employees", "In Europe we employ 310 people", "310"),
        ("people.employees", "Research staff | 412", "412"),
        ("people.research", "Revenue | 4 | 1,234.5", "1,234.5"),
        ("patents", "212 applications are pending", "212"),
        ("patents", "against 51 a year earlier", "51"),
        ("patents", "2,400 training sessions", "2,400"),
    ],
)
def test_a_number_of_another_thing_or_year_is_disputed(
    indicator: str, quote: str, number: str
) -> None:
    found = verdicts(said(indicator, quote, number))
    assert all(verdict == Verdict.DISPUTED.value for _, verdict in found.values())


@pytest.mark.parametrize(
    ("indicator", "quote", "number"),
    [
        ("results.revenue", "其中境外收入4.03亿元", "4.03亿元"),
        ("results.revenue", "2025年力争实现营业收入14亿元", "14亿元"),
        ("results.net_profit", "上年为17,190万元", "17,190万元"),
        ("results.revenue", "营业收入 | 4 | 1,234,512 | 1,100,187", "1,100,187"),
        ("people.employees", "其中欧洲子公司310人", "310"),
        ("results.gross_margin", "占营业收入的比例为12.0%", "12.0%"),
    ],
)
def test_so_it_is_in_chinese(indicator: str, quote: str, number: str) -> None:
    found = verdicts(said(indicator, quote, number), report=CHINESE)
    assert all(verdict == Verdict.DISPUTED.value for _, verdict in found.values())


SAID = "Revenue was RMB 300 million"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{SAID}.", True),
        ("Revenue amounted to approximately RMB 300 million.", True),
        ("In 2024 revenue reached RMB 300 million, up 3%.", True),
        ("Revenue rose from RMB 290 million to RMB 300 million.", True),
        ("(RMB million)\nItem | Note | 2024 | 2023\nRevenue | 4 | 300 | 290", True),
        ("(RMB million)\nRevenue | 300", True),
        (f"{SAID} in the first half.", False),
        (f"{SAID} the year before.", False),
        (f"{SAID} lower.", False),
        (f"{SAID} a month.", False),
        ("Revenue of RMB 300 million came from Europe.", False),
        ("Overseas revenue was RMB 300 million.", False),
        ("Revenue per employee was RMB 300 million.", False),
        ("Revenue (Retail) was RMB 300 million.", False),
        ("Revenue, excluding acquisitions, was RMB 300 million.", False),
        ("Average revenue was RMB 300 million.", False),
        ("Foo Ltd's revenue was RMB 300 million.", False),
        ("If revenue were RMB 300 million, we would close.", False),
        ("Revenue and cost were RMB 900 million and RMB 300 million respectively.", False),
        (f"Outlook\n{SAID}.", False),
        (f"Review of 2023\n{SAID}.", False),
        ("Revenue: HK$ 300 million.", False),
        ("Revenue: 300 million.", False),
        ("Revenue | 300", False),
        ("(RMB million)\nRevenue | 300 | 290", False),
        ("(RMB million)\nItem | 2024E | 2023\nRevenue | 300 | 290", False),
        ("(RMB million)\nItem | H1 2024 | 2023\nRevenue | 300 | 290", False),
        ("2023 results\n(RMB million)\nRevenue | 300", False),
        ("Retail segment (RMB million)\nItem | 2024 | 2023\nRevenue | 300 | 290", False),
        ("(RMB million)\nItem | 2024 | 2023\nRetail segment | |\nRevenue | 300 | 290", False),
        ("(RMB million)\n | Retail | Wholesale\nRevenue | 300 | 290", False),
        ("子公司实现营业收入3亿元。", False),
        ("一季度公司实现营业收入3亿元。", False),
        ("营业收入比上年增加3亿元。", False),
        ("公司实现营业收入3亿元。", True),
        ("报告期内,公司营业收入约为3亿元,同比增长3%。", True),
    ],
)
def test_the_rules_state_a_number_only_where_label_place_and_words_agree(
    text: str, found: bool
) -> None:
    document = readers.read(f"Acme plc\nAnnual Report 2024\n\n{text}\n".encode(), "a.txt")
    with schemas.using(loading.load(SCHEMA)):
        values = pipeline.extract(document).values
    assert [_value(value) for value in values] == (["300"] if found else [])


def test_a_table_in_thousands_is_never_read_as_one_in_millions() -> None:
    quote = "营业收入 | 4 | 1,234,512"
    for unit in ("", "千元", "RMB thousand"):
        claim = said("results.revenue", quote, "1,234,512", unit=unit)
        assert verdicts(claim, report=CHINESE) == {"results.revenue": ("1234.512", "confirmed")}
    wrong = said("results.dividend", quote, "1,234,512", unit="RMB million")
    assert verdicts(wrong, report=CHINESE) == {}


def test_places_that_contradict_each_other_are_disputed() -> None:
    found = {value.indicator: value.verdict for value in alone(ENGLISH).values}
    assert found["people.employees"] is Verdict.DISPUTED
    assert found["results.revenue"] is Verdict.CONFIRMED


def test_without_a_model_nothing_labelled_is_wrong_and_no_trap_is_taken(cli: Cli) -> None:
    options = ("--schema", SCHEMA, "--labels", str(FOLDER), "--format", "json")
    ran = cli("eval", *options)
    assert ran.returncode == 0, ran.stderr
    [run] = json.loads(ran.stdout)["providers"]
    figures = {name: figure["estimate"] for name, figure in run["figures"].items()}
    assert figures["accuracy.recall"] == 1
    assert figures["calibration.silent_errors"] == 0
    assert figures["conflicts.traps_avoided"] == 1


def test_a_model_that_says_all_that_is_labelled_is_never_silently_wrong() -> None:
    for fixture in load(FOLDER):
        with schemas.using(loading.load(SCHEMA)):
            speak = perfect(fixture)
            found, testimony = heard(readers.read_path(fixture.source), model(speak))
        assert testimony.gaps == ()
        disputed = {v.indicator for v in found.values if v.verdict is Verdict.DISPUTED}
        assert disputed == {name for c in fixture.labels.conflict for name in c.indicators}


def _speaking(body: Json) -> str:
    put: Put = put_in(body)
    assert "results.revenue" in put.offered
    return answer([REVENUE] if REVENUE["quote"] in put.text else [])


def test_the_command_line_asks_checks_and_reviews_by_the_same_schema(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_bytes(ENGLISH.read_bytes())
    with serve(answer=_speaking) as server:
        (tmp_path / "llm_extract.toml").write_text(
            f'[providers.loop]\nbase_url = "{server.url}"\nmodel = "m"\n'
            "price_input = 1.0\nprice_output = 1.0\n"
            '[extract]\ncache_dir = "kept"\n',
            "utf-8",
        )
        options = ("--schema", SCHEMA, "--with-text", "-o", "r.json")
        ran = cli("extract", "report.txt", "--provider", "loop", *options)
        assert (ran.returncode, ran.stderr) == (0, b"")
        asked = len(server.requests)
        cli("extract", "report.txt", "--provider", "loop", *options)
        assert len(server.requests) == asked  # answered from the cache
    result = json.loads((tmp_path / "r.json").read_text("utf-8"))
    revenue = next(v for v in result["values"] if v["indicator"] == "results.revenue")
    assert (revenue["verdict"], revenue["witnesses"]) == ("confirmed", ["scanner", "model"])
    assert cli("check", "r.json", "--schema", SCHEMA, "-o", "again.json").stderr == b""
    assert cli("review", "r.json", "--schema", SCHEMA, "-o", "r.html").returncode == 0
    assert "Research and development expenses" in (tmp_path / "r.html").read_text("utf-8")
    altered = json.loads((tmp_path / "r.json").read_text("utf-8"))
    for part in (first := altered["values"][0], first["statements"][0]):
        part["value"] = 1284.5
    (tmp_path / "altered.json").write_text(json.dumps(altered), "utf-8")
    checked = cli("check", "altered.json", "--schema", SCHEMA, "--format", "csv").stdout
    assert b"1284.5" not in checked
