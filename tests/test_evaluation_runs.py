"""A run is kept line by line and goes on where it stopped."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from _evaluation import META, RECEIVED, TEXT, folder, tree, value

from llm_extract.config import ProviderSettings, Settings
from llm_extract.errors import ConfigError, DocumentError
from llm_extract.evaluation import reading, runs, scoring
from llm_extract.evaluation.labels import load

ABOUT = runs.About("s", "rules", "labelled", (), "settings")
GIVEN = value("request.received", 12, "收到申请12件")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads as told and remembers what it was asked for."""

    fails: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    def __call__(self, path: Path) -> Mapping[str, Any]:
        self.asked.append(path.parent.name)
        if path.parent.name in self.fails:
            raise DocumentError("torn file")
        return tree(GIVEN)


def run(root: Path, reader: Reader, about: runs.About = ABOUT) -> runs.Run:
    return runs.resume(root / "run", about, load(root / "labelled"), reading.pooled(reader), 1)


def two(root: Path) -> Path:
    folder(root, META + RECEIVED, name="a")
    folder(root, META + RECEIVED, name="b")
    return root


def test_what_is_read_is_not_read_again(tmp_path: Path) -> None:
    run(two(tmp_path), Reader())
    again = Reader()
    run(tmp_path, again)
    assert again.asked == []


def test_a_document_that_changed_is_read_again(tmp_path: Path) -> None:
    run(two(tmp_path), Reader())
    (tmp_path / "labelled" / "b" / "report.txt").write_text(TEXT + "完", "utf-8")
    again = Reader()
    run(tmp_path, again)
    assert again.asked == ["b"]


def test_other_settings_read_all_again(tmp_path: Path) -> None:
    run(two(tmp_path), Reader())
    again = Reader()
    run(tmp_path, again, runs.About("s", "rules", "labelled", (), "others"))
    assert again.asked == ["a", "b"]


def test_a_failed_document_is_an_entry_and_is_tried_again(tmp_path: Path) -> None:
    first = run(two(tmp_path), Reader(frozenset({"b"})))
    assert first.entries["b"].fault == "torn file"
    again = Reader()
    assert run(tmp_path, again).entries["b"].fault == ""
    assert again.asked == ["b"]


def test_a_torn_last_line_loses_one_document_and_no_other(tmp_path: Path) -> None:
    run(two(tmp_path), Reader())
    path = tmp_path / "run" / "results.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    again = Reader()
    run(tmp_path, again)
    assert again.asked == ["b"]
    assert len(runs.stored(tmp_path / "run").entries) == 2


def test_a_torn_character_loses_no_other_document(tmp_path: Path) -> None:
    run(two(tmp_path), Reader())
    path = tmp_path / "run" / "results.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex("件".encode()) + 1])
    again = Reader()
    run(tmp_path, again)
    assert again.asked == ["b"]


def test_line_separators_of_a_report_do_not_tear_its_line(tmp_path: Path) -> None:
    def odd(path: Path) -> Mapping[str, Any]:
        return tree(GIVEN) | {"note": "a\u2028b\x85c"}

    folder(tmp_path, META + RECEIVED, name="a")
    runs.resume(tmp_path / "run", ABOUT, load(tmp_path / "labelled"), reading.pooled(odd), 1)
    assert set(runs.stored(tmp_path / "run").entries) == {"a"}


def test_outlived_lines_are_dropped(tmp_path: Path) -> None:
    run(two(tmp_path), Reader())
    for settings in ("others", "yet others"):
        run(tmp_path, Reader(), runs.About("s", "rules", "labelled", (), settings))
    run(tmp_path, Reader(), runs.About("s", "rules", "labelled", (), "yet others"))
    assert len((tmp_path / "run" / "results.jsonl").read_text("utf-8").splitlines()) == 2


def test_an_unexpected_failure_loses_one_document(tmp_path: Path) -> None:
    def broken(path: Path) -> Mapping[str, Any]:
        raise KeyError("x")

    found = runs.resume(
        tmp_path / "run", ABOUT, load(two(tmp_path) / "labelled"), reading.pooled(broken), 1
    )
    assert found.entries["a"].fault == "unexpected KeyError: 'x'"


def test_a_run_is_scored_again_with_other_labels_and_no_reading(tmp_path: Path) -> None:
    stored = run(two(tmp_path), Reader())
    before = scoring.score(stored, load(tmp_path / "labelled"))
    wrong = RECEIVED.replace("12", "31").replace("收到申请", "受理信访件")
    folder(tmp_path, META + wrong, name="b")
    after = scoring.score(runs.stored(tmp_path / "run"), load(tmp_path / "labelled"))
    assert [o.kind.value for o in before.outcomes] == ["correct", "correct"]
    assert [o.kind.value for o in after.outcomes] == ["correct", "wrong"]


def test_outcomes_are_kept_beside_the_results(tmp_path: Path) -> None:
    scoring.score(run(two(tmp_path), Reader()), load(tmp_path / "labelled"))
    lines = (tmp_path / "run" / "outcomes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["document"] for line in lines] == ["a", "b"]


def test_labels_with_faults_are_not_scored(tmp_path: Path) -> None:
    folder(tmp_path, META + RECEIVED.replace("收到申请12件", "共12件"), name="a")
    with pytest.raises(ConfigError, match="the text has no '共12件'"):
        scoring.score(run(tmp_path, Reader()), load(tmp_path / "labelled"))


def test_what_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no run of"):
        runs.stored(tmp_path)


def test_another_setting_of_a_provider_is_another_digest() -> None:
    one, other = (
        Settings(providers={"x": ProviderSettings(model=model)}) for model in ("small", "large")
    )
    assert reading.settings_digest("x", one) != reading.settings_digest("x", other)
    assert reading.settings_digest("rules", one) == reading.settings_digest("rules", other)


def test_a_provider_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ConfigError, match="no provider 'ruels'; there are"):
        reading.reader("ruels", Settings())
