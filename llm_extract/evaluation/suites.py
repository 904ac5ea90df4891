"""A suite (`eval/suites/*.toml`): which reports, which providers, and what they must reach."""

import tomllib
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from llm_extract.errors import ConfigError

FOLDER = Path("eval/suites")
FIXTURES = Path("fixtures")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Gate(_Part):
    """A bound that a figure must keep with 95 % confidence, for one provider or ("") for each."""

    metric: str
    at_least: float | None = None  # holds for the lower end of the interval
    at_most: float | None = None  # for the upper end
    provider: str = ""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"gate on {self.metric}: give either at_least or at_most")
        return self


class Suite(_Part):
    """Without `splits` all labelled reports; without `providers` the one of the settings."""

    name: str = ""
    fixtures: str = str(FIXTURES)
    splits: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    no_regression: tuple[str, ...] = ()  # baselines, each of one provider
    gate: Annotated[tuple[Gate, ...], Field()] = ()


def load(name: str, folder: Path = FOLDER) -> Suite:
    """The suite of a name, or of a path that ends in .toml."""
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.toml"))) or "none"
        raise ConfigError(
            f"no suite {name!r} in {folder}; there are {known}; see also --labels DIR"
        )
    try:
        tree = tomllib.loads(path.read_text("utf-8-sig"))
        if isinstance(tree.get("no_regression"), str):
            tree["no_regression"] = [tree["no_regression"]]
        return Suite.model_validate({"name": path.stem, **tree})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML in UTF-8: {error}") from None
    except ValidationError as error:
        faults = [
            f"  {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            for fault in error.errors(include_url=False)
        ]
        raise ConfigError("\n".join([f"{path}: the suite has faults:", *faults])) from None
