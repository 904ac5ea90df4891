"""Stored results as plain JSON, so that what the contract does not know survives."""

import json
from pathlib import Path
from typing import Any

from llm_extract.batch.lines import standing


def trees(path: Path) -> list[dict[str, Any]]:
    """One entry for each result that `_stored.stored` finds in the file, in its order."""
    text = path.read_text("utf-8-sig")
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line.raw.decode("utf-8-sig")) for line in standing(path)]
    return whole if isinstance(whole, list) else [whole]
