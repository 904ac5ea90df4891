"""Stored results as plain JSON, so that what the contract does not know survives."""

import json
from pathlib import Path
from typing import Any


def trees(path: Path) -> list[dict[str, Any]]:
    """One entry for each result that `_stored.stored` finds in the file, in its order."""
    text = path.read_text("utf-8-sig")
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    return whole if isinstance(whole, list) else [whole]
