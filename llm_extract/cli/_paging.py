"""A folder of review pages: one for each report, and an index that has the neediest first.

Results are read one at a time, so that thousands of them need little memory.
"""

from collections.abc import Iterable
from pathlib import Path

from llm_extract.cli import _options
from llm_extract.cli._output import opened
from llm_extract.cli._stored import document
from llm_extract.errors import ConfigError, ExtractError
from llm_extract.panel import Shelf, files
from llm_extract.rendering import review
from llm_extract.rendering.review import Sheet
from llm_extract.schemas.result import validated

_INDEX, _PAGE = "index.html", "report-{}.html"


def write_pages(path: Path, folder: Path) -> int:
    """Write them all; the exit code says whether texts were missing."""
    shelf = Shelf(files((path,)))
    entries, years, failed = [], review.Years(), False
    for number, (place, tree) in enumerate(shelf.look()):
        source = tree["document"]["source"]
        try:
            sheet = Sheet(tree, document(validated(tree, source), place.path.parent))
        except (ExtractError, OSError) as error:
            failed = True
            _options.complain(source, str(error))
            continue
        _write(review.write([sheet], back=_INDEX), folder / _PAGE.format(number))
        entries.append(review.entry(number, tree))
        years.add(number, tree)
    for fault in shelf.faults:
        _options.complain(str(path), fault)
    if not entries and not (failed or shelf.faults):
        raise ConfigError(f"{path}: holds no result")
    _write(review.write_queue(review.ordered(entries), years, _PAGE), folder / _INDEX)
    return _options.SOME_FAILED if failed or shelf.faults else 0


def _write(pieces: Iterable[str], path: Path) -> None:
    with opened(path) as out:
        out.writelines(pieces)
