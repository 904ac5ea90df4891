"""A model on loopback for runs in processes of their own, and what of its answers is kept."""

import json
from pathlib import Path

from loopback import Served

from llm_extract.cache import Answers

CONCURRENCY = 4


def configured(folder: Path, server: Served, kept: str = "kept", **more: object) -> None:
    """Settings in which the server is the provider `local`."""
    told = {"base_url": server.url, "model": "m", "concurrency": CONCURRENCY}
    told |= {"requests_per_minute": 60000, "timeout": 30, **more}
    table = "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())
    extract = f'[extract]\ncache_dir = "{kept}"\n'
    (folder / "llm_extract.toml").write_text(f"[providers.local]\n{table}\n{extract}", "utf-8")


def answered(folder: Path) -> int:
    """How many answers are in the cache that is `kept` in a folder."""
    if not (folder / "kept" / "answers").exists():
        return 0
    store = Answers.at(folder / "kept" / "answers")
    try:
        return store.stats().entries
    finally:
        store.close()
