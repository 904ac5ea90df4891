"""JSON lines: one object a line, one line a document."""

import json
from collections.abc import Iterable, Iterator

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """Compact lines with Chinese text as it is."""
    for report in reports:
        shaped = shape(report, with_text=options.with_text)
        yield json.dumps(shaped, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
