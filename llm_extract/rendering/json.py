"""JSON: one object for one document, an array for several."""

import json
from collections.abc import Iterable, Iterator

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """Indented, Chinese text as it is. An array is written item by item."""
    if not options.several:
        for report in reports:
            yield _dump(report, options) + "\n"
        return
    before = "[\n"
    for report in reports:
        yield before + _dump(report, options)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _dump(report: Report, options: Options) -> str:
    shaped = shape(report, with_text=options.with_text)
    return json.dumps(shaped, ensure_ascii=False, indent=2, allow_nan=False)
