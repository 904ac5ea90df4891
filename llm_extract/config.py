"""Settings: flags before `LLM_EXTRACT_*` before `llm_extract.toml` before defaults."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llm_extract.errors import ConfigError

FILE = Path("llm_extract.toml")
PREFIX = "LLM_EXTRACT_"

_KEYLIKE = re.compile(r"(api-?key|(^|[_-])(key|token|secret|password|authorization)s?)$", re.I)
_ENV_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CREDENTIALS = re.compile(r"^[a-z]+://.*[@?#]", re.IGNORECASE)
_CACHE = r"^(?:(?:redis|valkey)s?://[^/:@?#\s]+(?::\d{1,5})?(?:/\d*)?)?$"
_ADDRESSES = {"base_url": "api_key_env", "cache": "cache_user_env and cache_password_env"}
_SETS_ENV = ("api_key_env", "cache_user_env", "cache_password_env")
_WRONG = {
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "string_type": "must be a text in quotes",
    "string_pattern_mismatch": 'must be an address, as "redis://host:6379/0"',
    "model_type": "must be a table",
    "dict_type": "must be a table",
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class ProviderSettings(_Part):
    """One table `[providers.NAME]`. Prices are per million tokens, `timeout` is in seconds.

    A price that is not set is unknown, which is not 0. `parameters` goes to the server unchanged.
    """

    name: Annotated[str, Field(exclude=True)] = ""
    kind: str = ""
    base_url: str = ""
    model: str = ""
    api_key_env: str = ""
    mode: Literal["json_schema", "tools", "json", "md_json"] = "json_schema"
    concurrency: Annotated[int, Field(ge=1)] = 16
    requests_per_minute: Annotated[int, Field(ge=1)] = 600
    timeout: Annotated[float, Field(gt=0)] = 60
    price_input: Annotated[float, Field(ge=0)] | None = None
    price_output: Annotated[float, Field(ge=0)] | None = None
    batch_price_factor: Annotated[float, Field(ge=0)] = 1.0
    batch_keep_files: bool = False
    temperature: Annotated[float, Field(ge=0)] | Literal["default"] = 0.0
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    parameters: dict[str, Any] = {}


class ExtractSettings(_Part):
    """The table `[extract]`. `cache` is a Redis or Valkey server in the place of `cache_dir`."""

    strategy: Literal["full", "gaps"] = "full"
    transport: Literal["live", "batch"] = "live"
    max_cost: Annotated[float, Field(ge=0)] = 5.0
    cache_dir: str = "~/.cache/llm-extract"
    cache: Annotated[str, Field(pattern=_CACHE)] = ""
    cache_user_env: str = ""
    cache_password_env: str = ""


class Settings(_Part):
    """All settings, valid; an unset one has its default."""

    provider: str = "rules"
    extract: ExtractSettings = ExtractSettings()
    providers: dict[str, ProviderSettings] = {}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting and its source: "--provider", "LLM_EXTRACT_PROVIDER", a path, "default"."""

    name: str
    value: object
    source: str


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force and the source of each that is not a default."""

    settings: Settings
    origins: Mapping[str, str] = field(default_factory=dict)

    def listing(self) -> Iterator[Setting]:
        """Every setting under its dotted name, as `config show` prints them."""
        for path, value in _flatten(self.settings.model_dump()):
            name = ".".join(path)
            yield Setting(name, value, self.origins.get(name, "default"))


def load(flags: Mapping[str, object], env: Mapping[str, str], path: Path | None = None) -> Config:
    """Merge the four sources. `flags` has dotted names; None means not given on the command line.

    All faults of all sources stand in the one ConfigError.
    """
    tree, origins, faults = _from_file(path or _named_by(env))
    _from_env(env, tree, origins, faults)
    for name, value in flags.items():
        if value is not None:
            _put(tree, tuple(name.split(".")), value)
            origins[name] = "--" + name.rpartition(".")[2].replace("_", "-")
    faults += _secrets(tree, origins)
    try:
        settings = Settings.model_validate(tree)
    except ValidationError as error:
        faults += [_fault(entry, origins) for entry in error.errors(include_url=False)]
    if faults:
        raise ConfigError("\n".join(["the settings have faults:", *(f"  {f}" for f in faults)]))
    return Config(settings, origins)


def _named_by(env: Mapping[str, str]) -> Path | None:
    named = env.get(PREFIX + "CONFIG")
    return Path(named) if named else None


def _from_file(path: Path | None) -> tuple[dict[str, Any], dict[str, str], list[str]]:
    if path is None and not FILE.is_file():
        return {}, {}, []
    chosen = path or FILE
    try:
        tree = tomllib.loads(chosen.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{chosen}: {error.strerror}; --config names a readable file") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{chosen}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{chosen}: not valid TOML: {error}") from None
    return tree, {".".join(path): str(chosen) for path, _ in _flatten(tree)}, []


def _from_env(
    env: Mapping[str, str], tree: dict[str, Any], origins: dict[str, str], faults: list[str]
) -> None:
    known = {PREFIX + "PROVIDER": "provider"}
    known |= {PREFIX + name.upper(): f"extract.{name}" for name in ExtractSettings.model_fields}
    keys = {value for path, value in _flatten(tree) if path[-1] in _SETS_ENV}
    for variable in sorted(env):
        if variable in known:
            name = known[variable]
            _put(tree, tuple(name.split(".")), _typed(name, env[variable]))
            origins[name] = variable
        elif variable.startswith(PREFIX) and variable != PREFIX + "CONFIG" and variable not in keys:
            faults.append(f"{variable}: no such setting{_nearest(variable, known)}")


def _typed(name: str, text: str) -> object:
    if name == "extract.max_cost":
        try:
            return float(text)
        except ValueError:
            return text  # the model names the fault
    return text


def _secrets(tree: dict[str, Any], origins: Mapping[str, str]) -> list[str]:
    """Keys in the settings, taken out of the tree. The message never repeats the value."""
    faults = []
    for path, value in [found for found in _flatten(tree) if isinstance(found[1], str)]:
        place = _place(".".join(path), origins)
        if path[-1] in _SETS_ENV:
            if value and not _ENV_NAME.fullmatch(value):
                faults.append(f"{place}: must be the name of an environment variable, not a key")
                _put(tree, path, "")
        elif path[-1] in _ADDRESSES and _CREDENTIALS.match(value):
            names = _ADDRESSES[path[-1]]
            faults.append(f"{place}: holds credentials; name them by {names} instead")
            _put(tree, path, "")
        elif _KEYLIKE.search(path[-1]):
            faults.append(
                f"{place}: a key does not belong in a file; put it into an environment variable "
                f'and name that variable: api_key_env = "{_variable(path)}"'
            )
            _drop(tree, path)
    return faults


def _variable(path: tuple[str, ...]) -> str:
    owner = path[-2] if len(path) > 1 else "MY"
    return re.sub(r"\W", "_", owner, flags=re.ASCII).upper() + "_API_KEY"


def _fault(error: Any, origins: Mapping[str, str]) -> str:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        parent, _, last = name.rpartition(".")
        hint = _nearest(last, _fields(parent))
        return f"{_place(name, origins)}: no such setting{hint}"
    said = _WRONG.get(error["type"]) or error["msg"].removeprefix("Input ")
    return f"{_place(name, origins)}: {said}, found {error['input']!r}"


def _fields(parent: str) -> Mapping[str, object]:
    models: dict[str, type[BaseModel]] = {"": Settings, "extract": ExtractSettings}
    return models.get(parent, ProviderSettings).model_fields


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(known))}"


def _place(name: str, origins: Mapping[str, str]) -> str:
    source = origins.get(name) or next((s for n, s in origins.items() if n.startswith(name)), "")
    return f"{name} ({source})" if source else name


def _flatten(
    tree: Mapping[str, Any], parents: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            yield from _flatten(value, (*parents, name))
        else:
            yield (*parents, name), value


def _put(tree: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for part in path[:-1]:
        if not isinstance(tree.get(part), dict):
            tree[part] = {}
        tree = tree[part]
    tree[path[-1]] = value


def _drop(tree: dict[str, Any], path: tuple[str, ...]) -> None:
    for part in path[:-1]:
        tree = tree[part]
    del tree[path[-1]]
