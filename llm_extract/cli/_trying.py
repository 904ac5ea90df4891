"""What is known of each provider without asking, and what one says when it is asked."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from llm_extract import providers
from llm_extract.config import ProviderSettings
from llm_extract.errors import ProviderError, ProviderRefused
from llm_extract.records import Ask, Request

Row = dict[str, Any]

_TINY = Request(
    system="You check that a program can reach you.",
    user='Answer with the object {"ok": true}.',
    schema={
        "type": "object",
        "properties": {"ok": {"type": "boolean"}},
        "required": ["ok"],
        "additionalProperties": False,
    },
    max_tokens=256,
)


def listed(tables: Mapping[str, ProviderSettings]) -> list[Row]:
    """One row for each provider; `key` is "set" or "missing" where one is needed."""
    return [_row(name, providers.merged(name, tables), tables) for name in providers.known(tables)]


def _row(name: str, settings: ProviderSettings, tables: Mapping[str, ProviderSettings]) -> Row:
    variable = settings.api_key_env
    return {
        "name": name,
        "kind": settings.kind,
        "model": settings.model,
        "base_url": settings.base_url,
        "mode": settings.mode,
        "api_key_env": variable,
        "key": ("set" if os.environ.get(variable) else "missing") if variable else "",
        "from": "settings" if name in tables else "preset",
    }


def tried(settings: ProviderSettings) -> list[Row]:
    """One row for each mode; an unreachable server or a refused key is raised."""
    return asyncio.run(_tried(settings))


async def _tried(settings: ProviderSettings) -> list[Row]:
    ask = providers.connect(settings)
    urged = providers.urged(ask, settings)
    try:
        return [await _answer(urged, mode, settings) for mode in providers.modes(settings.kind)]
    finally:
        if (close := getattr(ask, "aclose", None)) is not None:
            await close()


async def _answer(ask: Ask, mode: str, settings: ProviderSettings) -> Row:
    request = replace(_TINY, mode=mode)
    row: Row = {"mode": mode, "in_use": mode == settings.mode, "works": False}
    row |= {"seconds": None, "model": settings.model}
    try:
        reply = await ask(request)
    except ProviderError as error:
        if isinstance(error, ProviderRefused) or getattr(error, "unreachable", False):
            raise  # no other mode would mend it
        return row | {"said": str(error)}
    cut = "cut off" if reply.finish == "length" else ""
    said = reply.fault or cut
    return row | {
        "works": not said,
        "seconds": round(reply.seconds, 3),
        "model": reply.model,
        "said": said,
    }
