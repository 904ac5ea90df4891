"""Digests of all that decides on a result beside the document's content.

Processes, engine, cache, pace and prices decide on speed and cost alone and are in none of them.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from llm_extract import schemas, witnesses
from llm_extract.batch.orders import Order, Recipe
from llm_extract.config import ProviderSettings

# Settings of a provider that decide on speed and cost, not on answers.
APART = {
    "api_key_env",
    "concurrency",
    "requests_per_minute",
    "timeout",
    "price_input",
    "price_output",
    "batch_price_factor",
    "batch_keep_files",
}
_LENGTH = 32  # hex digits
# Folders of the package that change no result.
_NO_WITNESS = ("batch", "cli", "evaluation", "panel")


def digest(recipe: Recipe) -> str:
    """Of providers with their parameters, strategy, selection, prompts and the program itself."""
    called = witnesses.named(recipe.settings) if recipe.asks_models else ()
    told = {
        "program": program(),
        "providers": [_answering(settings) for settings in called],
        "strategy": recipe.settings.extract.strategy if called else "",
        "schema": catalogue.digest if (catalogue := schemas.own()) else "",
        "only": sorted(recipe.only),
        "with_text": recipe.with_text,
        "replayed": recipe.replay is not None,  # `run` tells of calls, which there are none of then
    }
    return _of(json.dumps(told, sort_keys=True).encode())[:_LENGTH]


def with_manifest(digest: str, order: Order) -> str:
    """The digest for one document: what the user says of it goes into its result too."""
    if order.manifest is None:
        return digest
    entry = json.dumps(dict(order.manifest), sort_keys=True)
    return _of(f"{digest} {entry}".encode())[:_LENGTH]


@cache
def program() -> str:
    """Of the package's source that decides on results, and of the prompts."""
    package = Path(__file__).parents[1]
    apart = {package / name for name in _NO_WITNESS}
    files = [path for path in sorted(package.rglob("*.py")) if not apart.intersection(path.parents)]
    folders = (package / "prompts", package.parent / "prompts")  # installed, or in a checkout
    prompts = [path for each in folders for path in sorted(each.glob("*")) if path.is_file()]
    return _of(b"\x00".join(path.read_bytes() for path in (*files, *prompts)))


def _answering(settings: ProviderSettings) -> list[object]:
    return [settings.name, settings.model_dump(mode="json", exclude=APART)]


def _of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
