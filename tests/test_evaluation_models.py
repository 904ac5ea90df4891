"""`eval --provider` with a model behind a server on loopback: kept, resumed, replayed, priced."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _evaluation import META, RECEIVED, folder
from _testimony import answer, put_in, said
from conftest import Cli
from loopback import Served, serve

REPORTS = 6
TEXT = "云溪市2017年政府信息公开工作年度报告\n一、依申请公开情况\n全年收到申请{}件。\n"
Json = dict[str, Any]


def reads(body: Json) -> str:
    """The answer of a model that reads the reports rightly."""
    text = put_in(body).text
    quote = text[text.index("收到申请") : text.index("件。") + 1]
    return answer([said("request.received", quote, quote[4:-1], unit="件")])


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Reports of one question each, each with its own number and label."""
    for n in range(REPORTS):
        labels = RECEIVED.replace("12", str(100 + n))
        folder(tmp_path, META + labels, TEXT.format(100 + n), f"r{n}")
    return tmp_path / "labelled"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with serve(reads) as served:
        (tmp_path / "llm_extract.toml").write_text(
            f'[providers.local]\nbase_url = "{served.url}"\nmodel = "m"\nconcurrency = 1\n'
            "price_input = 1.0\nprice_output = 2.0\n"
            '[extract]\ncache_dir = "kept"\n',
            "utf-8",
        )
        yield served


def evaluated(cli: Cli, labelled: Path, *more: str) -> Json:
    ran = cli("eval", "--labels", str(labelled), "--provider", "local", "--format", "json", *more)
    assert ran.returncode == 0, ran.stderr
    tree: Json = json.loads(ran.stdout)["providers"][0]
    return tree


def test_model_and_rules_together_are_scored_with_what_they_cost(
    cli: Cli, labelled: Path, server: Served
) -> None:
    figures = evaluated(cli, labelled)["figures"]
    assert len(server.requests) == REPORTS
    assert figures["accuracy.f1"]["estimate"] == 1
    assert figures["calibration.confirmed"]["denominator"] == REPORTS
    spent = {name: figures[f"cost.{name}"]["numerator"] for name in ("calls", "input_tokens")}
    assert spent["calls"] == REPORTS
    assert spent["input_tokens"] > 0
    tokens = (figures[f"cost.{side}_tokens"]["numerator"] for side in ("input", "output"))
    price = sum(n * each for n, each in zip(tokens, (1.0, 2.0), strict=True)) / 1e6
    assert figures["cost.money"]["numerator"] == pytest.approx(price)
    assert figures["cost.seconds"]["numerator"] > 0


def test_another_run_folder_asks_the_cache_and_not_the_server(
    cli: Cli, labelled: Path, server: Served
) -> None:
    evaluated(cli, labelled)
    again = evaluated(cli, labelled, "--runs", "elsewhere")["figures"]
    assert len(server.requests) == REPORTS
    assert again["cost.cached"]["numerator"] == REPORTS
    assert again["cost.calls"]["numerator"] == 0


def test_a_spent_budget_stops_and_the_same_command_goes_on(
    cli: Cli, labelled: Path, server: Served, tmp_path: Path
) -> None:
    settings = tmp_path / "llm_extract.toml"
    told = settings.read_text("utf-8")
    settings.write_text(told + "max_cost = 0.02\n", "utf-8")
    ran = cli("eval", "--labels", str(labelled), "--provider", "local")
    assert ran.returncode == 5
    assert b"the same command goes on" in ran.stderr
    asked = len(server.requests)
    assert 0 < asked < REPORTS
    settings.write_text(told, "utf-8")
    assert evaluated(cli, labelled)["figures"]["accuracy.f1"]["estimate"] == 1
    assert len(server.requests) == REPORTS


def test_what_got_no_usable_answer_is_told_and_asked_for_again(
    cli: Cli, labelled: Path, server: Served
) -> None:
    server.faults = iter(["400"] * 2)
    ran = cli("eval", "--labels", str(labelled), "--provider", "local")
    assert ran.returncode == 3
    assert ran.stderr.count(b"the same command asks for them again") == 2
    evaluated(cli, labelled)
    assert len(server.requests) == REPORTS + 2


def test_exported_answers_replay_without_a_server(cli: Cli, labelled: Path, server: Served) -> None:
    asked = evaluated(cli, labelled)
    assert cli("cache", "export", "answers").returncode == 0
    replayed = evaluated(cli, labelled, "--replay", "answers", "--runs", "elsewhere")
    assert len(server.requests) == REPORTS
    assert replayed["outcomes"] == asked["outcomes"]


def test_an_unreachable_server_is_exit_4_and_nothing_is_scored(
    cli: Cli, labelled: Path, tmp_path: Path
) -> None:
    (tmp_path / "llm_extract.toml").write_text(
        '[providers.local]\nbase_url = "http://127.0.0.1:9"\nmodel = "m"\n', "utf-8"
    )
    ran = cli("eval", "--labels", str(labelled), "--provider", "local")
    assert ran.returncode == 4
    assert ran.stdout == b""


def test_rules_and_a_model_are_compared_value_by_value(
    cli: Cli, labelled: Path, server: Served
) -> None:
    arguments = ("eval", "compare", "rules", "local", "--labels", str(labelled))
    ran = cli(*arguments, "--format", "json")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["flips"] == []
    assert len(server.requests) == REPORTS
