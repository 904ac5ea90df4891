"""The answers on a Redis server: the same entries as on disk, the same upkeep, no secret told."""

import json
import os
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import _redis
import pytest
from conftest import Cli
from loopback import serve

from llm_extract.cache import Answers, written
from llm_extract.config import ExtractSettings, load
from llm_extract.errors import ConfigError
from llm_extract.records import Reply

REPLY = Reply('{"statements": []}', "m", 7, None, "stop", 0.5, "")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
USER, PASSWORD = "planted-user", "planted-password-0123456789"
REPORT = "云溪市2017年政府信息公开工作年度报告\n一、依申请公开情况\n全年收到申请12件。\n"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this file alone, behind a user name and a password."""
    user = ("--user", USER, "on", f">{PASSWORD}", "~*", "+@all", "--user", "default", "off")
    with _redis.running(tmp_path_factory.mktemp("guarded"), *user) as url:
        yield url


@pytest.fixture
def settings(guarded: str, monkeypatch: pytest.MonkeyPatch) -> ExtractSettings:
    monkeypatch.setenv("SHARED_USER", USER)
    monkeypatch.setenv("SHARED_PASSWORD", PASSWORD)
    return ExtractSettings(
        cache=guarded, cache_user_env="SHARED_USER", cache_password_env="SHARED_PASSWORD"
    )


@pytest.fixture
def store(settings: ExtractSettings) -> Iterator[Answers]:
    answers = Answers.of(settings)
    yield answers
    answers.clear()
    answers.close()


def client(store: Answers) -> Any:
    """The bare client of the store, to put and find things behind its back."""
    shelf: Any = store.shelf
    with shelf._server.speaking() as speaking:
        return speaking


def test_what_one_machine_kept_another_finds(store: Answers, settings: ExtractSettings) -> None:
    store.set("a", REPLY)
    other = Answers.of(settings)
    assert other.get("a") == REPLY
    assert other.get("b") is None
    assert other.forget("a")
    assert not other.forget("a")
    other.close()
    assert store.get("a") is None


def test_the_entries_are_those_of_the_disk(store: Answers, tmp_path: Path) -> None:
    disk = Answers.at(tmp_path)
    for each in (disk, store):
        each.set("a", REPLY)
        each.export(tmp_path / type(each.shelf).__name__)
    texts = [json.loads(path.read_text("utf-8")) for path in sorted(tmp_path.rglob("a.json"))]
    disk.close()
    assert texts[0] | {"when": ""} == texts[1] | {"when": ""}


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", pickle.dumps(os.getcwd)])
def test_a_damaged_entry_is_a_miss(store: Answers, text: bytes) -> None:
    client(store).set("llm-extract:answer:a", text)
    assert store.get("a") is None
    assert (store.stats().entries, store.stats().damaged) == (0, 1)


def test_the_upkeep_is_that_of_the_disk(store: Answers) -> None:
    for key in "abc":
        store.set(key, REPLY)
    found = store.stats()
    assert (found.entries, found.models, found.input_tokens) == (3, {"m": 3}, 21)
    assert found.bytes == 3 * len(written("a", REPLY, NOW))
    assert store.prune(older_than=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert store.prune(keep={"a", "b"}) == 1
    assert store.clear() == 2


def test_what_others_keep_there_is_left_alone(store: Answers) -> None:
    client(store).set("another program", "x")
    store.set("a", REPLY)
    assert store.clear() == 1
    assert client(store).get("another program") == b"x"


def test_a_second_machine_asks_nothing_again(
    cli: Cli, tmp_path: Path, store: Answers, settings: ExtractSettings
) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    with serve() as server:
        (tmp_path / "llm_extract.toml").write_text(
            f'[providers.local]\nbase_url = "{server.url}"\nmodel = "m"\n'
            "price_input = 1.0\nprice_output = 1.0\n"
            '[extract]\ncache_user_env = "SHARED_USER"\ncache_password_env = "SHARED_PASSWORD"\n'
        )
        for machine in ("one", "two"):
            flags = ("--cache", settings.cache, "--cache-dir", machine, "--format", "json")
            ran = cli("extract", "report.txt", "--provider", "local", *flags)
            assert (ran.returncode, ran.stderr) == (0, b"")
        assert len(server.requests) == 1
    assert json.loads(ran.stdout)["run"]["cached"] == 1
    told = cli("cache", "stats", "--format", "json", LLM_EXTRACT_CACHE=settings.cache)
    assert json.loads(told.stdout)[0]["entries"] == 1
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or PASSWORD.encode() not in path.read_bytes()


def test_a_wrong_password_is_told_without_it(
    settings: ExtractSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHARED_PASSWORD", "wrong-password-0123456789")
    with pytest.raises(ConfigError, match="cache_password_env") as caught:
        Answers.of(settings).get("a")
    assert "wrong-password" not in str(caught.value)


def test_a_server_that_is_not_there_ends_the_run_before_anything_is_paid(
    cli: Cli, tmp_path: Path
) -> None:
    pytest.importorskip("redis", reason="the extra `redis` is not installed")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    with serve() as server:
        (tmp_path / "llm_extract.toml").write_text(
            f'[providers.local]\nbase_url = "{server.url}"\nmodel = "m"\n'
            "price_input = 1.0\nprice_output = 1.0\n"
            '[extract]\ncache = "redis://127.0.0.1:9/0"\n'
        )
        ran = cli("extract", "report.txt", "--provider", "local")
        assert server.requests == []
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    assert b"redis://127.0.0.1:9/0: the shared cache fails" in ran.stderr


@pytest.mark.parametrize(
    "url",
    [
        f"redis://:{PASSWORD}@host:6379/0",
        f"redis://{USER}:{PASSWORD}@host",
        f"rediss://user:a/b{PASSWORD}@host:6379",
        f"redis://host:6379/0?password={PASSWORD}",
        f"redis://host/0#{PASSWORD}",
    ],
)
@pytest.mark.parametrize("source", ["flag", "environment", "file"])
def test_credentials_in_the_address_are_refused_and_not_repeated(
    url: str, source: str, tmp_path: Path
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'[extract]\ncache = "{url}"\n' if source == "file" else "")
    flags = {"extract.cache": url} if source == "flag" else {}
    env = {"LLM_EXTRACT_CACHE": url} if source == "environment" else {}
    with pytest.raises(ConfigError, match="cache_password_env") as caught:
        load(flags, env, path)
    assert PASSWORD not in str(caught.value)


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="must be an address"):
        load({"extract.cache": "localhost:6379"}, {})
