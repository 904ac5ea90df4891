"""Stored results as plain JSON, so that what the contract does not know survives."""

import json
from pathlib import Path
from typing import Any

from llm_extract.batch.lines import is_torn, standing


def trees(path: Path) -> list[dict[str, Any]]:
    """One entry for each result that `_stored.stored` finds in the file, in its order."""
    text = path.read_text("utf-8-sig")
    try:
        whole = json.loads(text)
    except ValueError:
        lines = (line.raw for line in standing(path) if not is_torn(line.raw))
        return [json.loads(line.decode("utf-8-sig")) for line in lines]
    return whole if isinstance(whole, list) else [whole]
