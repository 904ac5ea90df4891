"""How a provider reads one labelled report: the one place that knows which providers there are."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from llm_extract import pipeline, readers, rendering
from llm_extract.config import Settings
from llm_extract.errors import ConfigError

RULES = "rules"
# Settings of a provider that decide on speed and cost, not on answers.
_APART = {
    "api_key_env",
    "concurrency",
    "requests_per_minute",
    "timeout",
    "price_input",
    "price_output",
}

Read = Callable[[Path], Mapping[str, Any]]  # the result object, with its text


def reader(provider: str, settings: Settings) -> Read:
    """What reads a document for a provider of the settings; importable by worker processes."""
    if provider == RULES:
        return by_rules
    known = ", ".join([RULES, *sorted(settings.providers)])
    if provider in settings.providers:
        raise ConfigError(f"provider {provider!r}: this version can only evaluate {RULES!r}")
    raise ConfigError(f"no provider {provider!r}; there are {known}")


def by_rules(path: Path) -> dict[str, Any]:
    """The result of the scanner alone."""
    report = pipeline.extract(readers.read_path(path))
    line = "".join(rendering.render("jsonl", [report], rendering.Options(with_text=True)))
    result: dict[str, Any] = json.loads(line)
    return result


def settings_digest(provider: str, settings: Settings) -> str:
    """Of all that decides on a result beside the document: settings, prompts and the program."""
    chosen = settings.providers.get(provider)
    parts = [
        provider,
        chosen.model_dump_json(exclude=_APART, warnings=False) if chosen else "",
        settings.extract.model_dump_json(exclude={"cache_dir", "max_cost"}),
        program_digest(),
    ]
    return _digest("\x00".join(parts).encode())


@cache
def program_digest() -> str:
    """Of the package's source but for command line and evaluation, which change no result."""
    package = Path(__file__).parents[1]
    apart = {package / "cli", package / "evaluation"}
    files = [path for path in sorted(package.rglob("*.py")) if not apart.intersection(path.parents)]
    prompts = [path for path in sorted(package.glob("prompts/*")) if path.is_file()]
    return _digest(b"\x00".join(path.read_bytes() for path in (*files, *prompts)))


def file_digest(path: Path) -> str:
    """Of a document's bytes."""
    return _digest(path.read_bytes())


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
