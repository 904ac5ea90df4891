"""Settings and their sources."""

from pathlib import Path

import pytest

from llm_extract.config import Config, load
from llm_extract.errors import ConfigError


def sources(config: Config) -> dict[str, tuple[object, str]]:
    return {each.name: (each.value, each.source) for each in config.listing()}


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def faults(folder: Path, text: str, env: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load({}, env or {}, written(folder, text))
    return str(caught.value)


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_with_nothing_said_the_rules_read() -> None:
    assert sources(load({}, {}))["provider"] == ("rules", "default")


def test_a_flag_beats_the_environment() -> None:
    config = load({"provider": "rules"}, {"LLM_EXTRACT_PROVIDER": "other"})
    assert sources(config)["provider"] == ("rules", "--provider")


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[extract]\nmax_cost = 1")
    config = load({}, {"LLM_EXTRACT_MAX_COST": "2.5"}, path)
    assert sources(config)["extract.max_cost"] == (2.5, "LLM_EXTRACT_MAX_COST")


def test_the_file_beats_the_default(tmp_path: Path) -> None:
    path = written(tmp_path, '[extract]\nstrategy = "gaps"')
    assert sources(load({}, {}, path))["extract.strategy"] == ("gaps", str(path))


def test_the_file_of_the_working_directory_is_found(tmp_path: Path) -> None:
    (tmp_path / "llm_extract.toml").write_text('provider = "own"', "utf-8")
    assert sources(load({}, {}))["provider"] == ("own", "llm_extract.toml")


def test_the_environment_may_name_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'provider = "own"')
    assert load({}, {"LLM_EXTRACT_CONFIG": str(path)}).settings.provider == "own"


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        'provder = "x"\n[extract]\nmax_cost = "5"\nstrategy = "some"',
        {"LLM_EXTRACT_STRATEGI": "full"},
    )
    for part in ("provder", "extract.max_cost", "extract.strategy", "LLM_EXTRACT_STRATEGI"):
        assert part in told


def test_a_misspelt_setting_is_met_with_the_nearest(tmp_path: Path) -> None:
    assert "did you mean strategy?" in faults(tmp_path, '[extract]\nstrateg = "full"')


def test_a_number_in_quotes_is_no_number(tmp_path: Path) -> None:
    assert "must be a number, found '5'" in faults(tmp_path, '[extract]\nmax_cost = "5"')


def test_a_bad_number_in_the_environment_names_its_variable() -> None:
    with pytest.raises(ConfigError, match=r"LLM_EXTRACT_MAX_COST\): must be a number"):
        load({}, {"LLM_EXTRACT_MAX_COST": "much"})


@pytest.mark.parametrize("name", ["api_key", "key", "token", "apikey", "secret"])
def test_a_key_in_a_file_is_refused_and_not_repeated(tmp_path: Path, name: str) -> None:
    told = faults(tmp_path, f'[providers.deepseek]\n{name} = "sk-verysecret"')
    assert 'api_key_env = "DEEPSEEK_API_KEY"' in told
    assert "verysecret" not in told


def test_a_key_in_place_of_a_variable_name_is_refused_and_not_repeated(tmp_path: Path) -> None:
    told = faults(tmp_path, '[providers.x]\napi_key_env = "sk-verysecret"')
    assert "name of an environment variable" in told
    assert "verysecret" not in told


def test_credentials_in_an_address_are_refused_and_not_repeated(tmp_path: Path) -> None:
    told = faults(tmp_path, '[providers.x]\nbase_url = "https://me:verysecret@host/v1"')
    assert "verysecret" not in told


def test_a_variable_that_holds_a_key_is_no_setting(tmp_path: Path) -> None:
    path = written(tmp_path, '[providers.x]\napi_key_env = "LLM_EXTRACT_X_KEY"')
    config = load({}, {"LLM_EXTRACT_X_KEY": "sk-1"}, path)
    assert config.settings.providers["x"].api_key_env == "LLM_EXTRACT_X_KEY"


def test_a_provider_table_has_its_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, '[providers.local]\nmodel = "m"')
    found = sources(load({}, {}, path))
    assert found["providers.local.model"] == ("m", str(path))
    assert found["providers.local.concurrency"] == (16, "default")


def test_broken_toml_names_file_and_line(tmp_path: Path) -> None:
    assert "settings.toml: not valid TOML" in faults(tmp_path, "provider = ")


def test_a_missing_file_that_was_asked_for_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.toml"):
        load({}, {}, tmp_path / "gone.toml")
