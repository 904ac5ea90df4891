"""Names, tables over presets, and the commands that list and try them."""

import json
from pathlib import Path
from typing import Any

import pytest
from _asking import KEY
from conftest import Cli
from loopback import serve

from llm_extract import config, plugins
from llm_extract.config import ProviderSettings
from llm_extract.errors import ConfigError
from llm_extract.providers import known, merged, modes, resolve

SERVICES = [
    "anthropic",
    "azure",
    "deepseek",
    "gemini",
    "glm",
    "kimi",
    "lmstudio",
    "ollama",
    "openai",
    "openrouter",
    "qwen",
    "siliconflow",
    "vllm",
]


def table(**told: Any) -> dict[str, ProviderSettings]:
    return {"own": ProviderSettings(**told)}


def test_the_services_people_use_are_there() -> None:
    assert list(known({})) == SERVICES


@pytest.mark.parametrize("name", SERVICES)
def test_every_preset_names_a_member_and_a_mode_of_it(name: str) -> None:
    settings = merged(name, {})
    assert settings.kind in plugins.names("llm_extract.providers")
    assert settings.mode in modes(settings.kind)


@pytest.mark.parametrize("name", SERVICES)
def test_every_preset_is_whole_once_model_and_address_are_given(name: str) -> None:
    told = ProviderSettings(model="m", base_url="https://h/v1")
    settings = resolve(name, {name: told})
    assert (settings.name, settings.model, settings.base_url) == (name, "m", "https://h/v1")


def test_a_table_overrides_what_it_sets_and_nothing_else() -> None:
    settings = resolve("deepseek", {"deepseek": ProviderSettings(model="deepseek-reasoner")})
    assert settings.model == "deepseek-reasoner"
    assert settings.api_key_env == "DEEPSEEK_API_KEY"
    assert settings.mode == "json"


def test_a_table_of_its_own_speaks_openai_unless_it_says_otherwise() -> None:
    settings = resolve("own", table(model="m", base_url="http://h/v1"))
    assert (settings.kind, settings.mode) == ("openai", "json_schema")


def test_a_table_of_another_protocol_has_a_mode_of_it() -> None:
    assert resolve("own", table(kind="anthropic", model="m", base_url="http://h")).mode == "tools"


def test_a_protocol_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ConfigError, match="there are anthropic, openai, scripted"):
        resolve("own", table(kind="opnai", model="m", base_url="http://h/v1"))


def test_all_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        resolve("azure", {})
    assert "[providers.azure] model" in str(caught.value)
    assert "[providers.azure] base_url" in str(caught.value)


def test_an_address_without_a_scheme_is_told() -> None:
    with pytest.raises(ConfigError, match="http://"):
        resolve("own", table(model="m", base_url="localhost:8000/v1"))


def test_a_misspelt_name_is_met_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean deepseek"):
        resolve("depseek", {})


def test_an_own_machine_sends_no_bill_and_a_price_not_told_is_unknown() -> None:
    assert merged("ollama", {}).price_input == 0
    assert merged("openai", {}).price_input is None


def test_what_the_settings_may_say_of_a_provider(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        '[providers.own]\nbase_url = "https://h/v1"\nmodel = "m"\ntemperature = "default"\n'
        "max_tokens = 5\nparameters = { enable_thinking = false }\n",
        "utf-8",
    )
    own = resolve("own", config.load({}, {}, path).settings.providers)
    assert (own.temperature, own.max_tokens) == ("default", 5)
    assert own.parameters == {"enable_thinking": False}


def test_the_list_tells_which_keys_are_set_but_no_key(cli: Cli) -> None:
    ran = cli("providers", "list", "--format", "json", DEEPSEEK_API_KEY=KEY)
    rows = {row["name"]: row for row in json.loads(ran.stdout)}
    assert rows["deepseek"]["key"] == "set"
    assert rows["qwen"]["key"] == "missing"
    assert KEY.encode() not in ran.stdout


def checked(cli: Cli, url: str, **env: str) -> Any:
    Path("llm_extract.toml").write_text(
        f'[providers.own]\nbase_url = "{url}"\nmodel = "m"\napi_key_env = "OWN_KEY"\n', "utf-8"
    )
    return cli("providers", "check", "own", "--format", "json", **{"OWN_KEY": KEY, **env})


def test_a_check_asks_once_in_each_mode(cli: Cli) -> None:
    with serve(answer='{"ok": true}', faults=["", "400", "prose"]) as server:
        ran = checked(cli, server.url)
        assert len(server.requests) == 4
    rows = json.loads(ran.stdout)
    works = {row["mode"]: row["works"] for row in rows}
    assert works == {"json_schema": True, "tools": False, "json": False, "md_json": True}
    assert [row["in_use"] for row in rows] == [True, False, False, False]
    assert ran.returncode == 0


def test_a_refused_key_is_one_line_and_exit_4(cli: Cli) -> None:
    with serve(faults=["401"]) as server:
        ran = checked(cli, server.url)
        assert len(server.requests) == 1
    assert ran.returncode == 4
    assert ran.stdout == b""
    assert ran.stderr.count(b"\n") == 1
    assert b"OWN_KEY" in ran.stderr
    assert KEY.encode() not in ran.stderr


def test_nobody_there_is_one_line_and_exit_4(cli: Cli) -> None:
    with serve() as server:
        url = server.url
    ran = checked(cli, url)
    assert ran.returncode == 4
    assert ran.stderr.count(b"\n") == 1


def test_a_server_that_knows_no_mode_is_exit_4(cli: Cli) -> None:
    with serve(faults=["400"] * 4) as server:
        assert checked(cli, server.url).returncode == 4


def test_a_missing_key_is_a_setting_to_mend(cli: Cli) -> None:
    with serve() as server:
        ran = checked(cli, server.url, OWN_KEY="")
    assert ran.returncode == 2
    assert b"OWN_KEY is not set" in ran.stderr


def test_the_cache_commands_count_export_and_clear(cli: Cli, tmp_path: Path) -> None:
    from llm_extract.cache import Answers
    from llm_extract.records import Reply

    store = Answers.at(tmp_path / "kept" / "answers")
    store.set("a" * 64, Reply("x", "m"))
    store.close()
    flags = ("--cache-dir", str(tmp_path / "kept"))
    assert json.loads(cli("cache", "stats", *flags, "--format", "json").stdout)[0]["entries"] == 1
    assert cli("cache", "export", str(tmp_path / "out"), *flags).returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a" * 64 + ".json"]
    assert b"0 answers dropped" in cli("cache", "prune", "--older-than", "1", *flags).stderr
    assert cli("cache", "clear", *flags).returncode == 2
    assert b"1 answers dropped" in cli("cache", "clear", "--yes", *flags).stderr
