"""Answers on disk: kept, found again, counted, dropped; and rows that somebody else put there."""

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.cache import Answers, read, written
from llm_extract.errors import ConfigError
from llm_extract.records import Reply

REPLY = Reply('{"statements": []}', "m", 7, None, "stop", 0.5, "")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROW = "INSERT INTO Cache (key, raw, store_time, access_time, size, mode, filename, value)"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Answers]:
    answers = Answers.at(tmp_path / "answers")
    yield answers
    answers.close()


def planted(store: Answers, key: str, *fields: Any) -> None:
    """A row put into the database behind the cache's back: mode, filename, value."""
    with sqlite3.connect(store.shelf.directory / "cache.db") as database:
        database.execute(f"{ROW} VALUES (?, 1, 0, 0, 0, ?, ?, ?)", (key, *fields))
    database.close()


def test_what_was_kept_is_found_again(store: Answers) -> None:
    store.set("a", REPLY)
    assert store.get("a") == REPLY
    assert store.get("b") is None


def test_what_was_flushed_stands_in_the_database_itself(store: Answers, tmp_path: Path) -> None:
    store.set("a", REPLY)
    store.flush()
    (tmp_path / "copy").mkdir()  # without the log of writes, which a loss of power may take
    shutil.copy(tmp_path / "answers" / "cache.db", tmp_path / "copy" / "cache.db")
    copy = Answers.at(tmp_path / "copy")
    assert copy.get("a") == REPLY
    copy.close()


@given(st.builds(Reply, st.text(), st.text(), st.none() | st.integers(), fault=st.text()))
def test_every_reply_survives_being_written(reply: Reply) -> None:
    assert read(written("k", reply, NOW), "k") == (reply, NOW)
    assert read(written("k", reply, NOW, indent=1), "k") == (reply, NOW)


def test_a_lone_surrogate_is_kept(store: Answers) -> None:
    store.set("a", replace(REPLY, text="\ud800"))
    found = store.get("a")
    assert found is not None
    assert found.text == "\ud800"


def test_a_forgotten_answer_is_asked_for_again(store: Answers) -> None:
    store.set("a", REPLY)
    assert store.forget("a")
    assert store.get("a") is None
    assert not store.forget("a")


class Planted:
    """Unpickling it leaves a trace."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (os.environ["LLM_EXTRACT_TEST_TRACE"],))


def test_a_planted_pickle_is_a_miss_and_is_never_loaded(
    store: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_EXTRACT_TEST_TRACE", str(tmp_path / "trace"))
    payload = pickle.dumps(Planted())
    planted(store, "value", 4, None, payload)
    with sqlite3.connect(store.shelf.directory / "cache.db") as database:
        database.execute(f"{ROW} VALUES (?, 0, 0, 0, 0, 1, NULL, 'x')", (payload,))
    database.close()
    assert store.get("value") is None
    assert store.stats().damaged == 2
    store.prune()
    assert not (tmp_path / "trace").exists()


def test_a_planted_file_name_is_a_miss(store: Answers, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(written("a", REPLY, NOW), "utf-8")
    planted(store, "a", 3, "../secret", None)
    assert store.get("a") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        written("another", REPLY, NOW),
        written("a", REPLY, NOW).replace('"stop"', "5"),
        written("a", REPLY, NOW).replace('"m"', "null"),
        written("a", REPLY, NOW).replace("2026", "year"),
        "[" * 100_000,
    ],
)
def test_a_damaged_entry_is_a_miss(store: Answers, text: str) -> None:
    planted(store, "a", 1, None, text)
    assert store.get("a") is None


def test_a_directory_that_is_no_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database at all" * 99)
    with pytest.raises(ConfigError, match="--cache-dir"):
        Answers.at(tmp_path)


def test_a_database_that_breaks_is_a_miss(store: Answers) -> None:
    store.set("a", REPLY)
    store.close()
    (store.shelf.directory / "cache.db").write_bytes(b"\0" * 8192)
    assert store.get("a") is None


def test_only_its_owner_enters_the_directory(store: Answers) -> None:
    assert store.shelf.directory.stat().st_mode & 0o777 == 0o700


def test_many_big_answers_are_all_kept(store: Answers) -> None:
    for number in range(40):
        store.set(str(number), replace(REPLY, text="文" * 100_000))
    assert all(store.get(str(number)) for number in range(40))
    assert {path.suffix for path in store.shelf.directory.iterdir()} <= {
        ".db",
        ".db-wal",
        ".db-shm",
    }


def test_processes_share_a_cache(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from llm_extract.cache import Answers\n"
        "from llm_extract.records import Reply\n"
        "store = Answers.at(Path(sys.argv[1]))\n"
        "for n in range(100): store.set(f'{sys.argv[2]}.{n}', Reply('x', 'm'))\n"
        "store.close()"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(n)]) for n in range(4)
    ]
    assert [each.wait(60) for each in running] == [0] * 4
    store = Answers.at(tmp_path)
    assert store.stats().entries == 400
    store.close()


def test_stats_count_by_model(store: Answers) -> None:
    store.set("a", REPLY)
    store.set("b", replace(REPLY, model="n"))
    found = store.stats()
    assert (found.entries, found.damaged, found.models) == (2, 0, {"m": 1, "n": 1})
    assert (found.input_tokens, found.output_tokens) == (14, 0)


def test_prune_drops_what_is_old_or_not_wanted(store: Answers) -> None:
    for key in "abc":
        store.set(key, REPLY)
    assert store.prune(keep={"a", "b"}) == 1
    assert store.prune(older_than=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert store.prune(older_than=datetime.now(UTC) + timedelta(hours=1)) == 2


def test_clear_drops_everything(store: Answers) -> None:
    store.set("a", REPLY)
    planted(store, "b", 4, None, b"x")
    assert store.clear() == 2
    assert store.stats().entries == 0
