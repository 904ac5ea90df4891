"""Exported answers in the place of a provider: no network, no key, the same result each time."""

from pathlib import Path

from llm_extract.cache._entries import read
from llm_extract.errors import ConfigError, ReplayMiss
from llm_extract.records import Ask, Reply, Request


def replay(directory: Path) -> Ask:
    """An asking that answers only from an export, and raises ReplayMiss where it has nothing."""
    if not directory.is_dir():
        raise ConfigError(f"{directory}: no such folder; `llm-extract cache export` makes one")

    async def recorded(request: Request) -> Reply:
        key = request.digest()
        path = directory / f"{key}.json"
        try:
            entry = read(path.read_text("utf-8"), key)
        except FileNotFoundError:
            raise ReplayMiss(
                f"{directory}: no answer to the request {key[:16]} ({request.model}) is recorded; "
                f"text, prompt, model or parameters differ from those recorded"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise ReplayMiss(f"{path}: cannot be read ({error})") from None
        if entry is None:
            raise ReplayMiss(f"{path}: the recorded answer is damaged; export it again")
        return entry[0]

    return recorded
