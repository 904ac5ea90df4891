"""Stored results as sheets of the review: each with the document that its places point into."""

from collections.abc import Iterator
from pathlib import Path

from llm_extract.cli import _options
from llm_extract.cli._stored import document, stored
from llm_extract.cli._trees import trees
from llm_extract.errors import ExtractError
from llm_extract.rendering.review import Sheet


def read(path: Path, faults: list[str]) -> Iterator[Sheet]:
    """Every result of the file with its document; one whose text is not there is told."""
    results = list(stored(path).results)
    for tree, result in zip(trees(path), results, strict=True):
        try:
            yield Sheet(tree, document(result, path.parent))
        except (ExtractError, OSError) as error:
            faults.append(str(error))
            _options.complain(result.document.source, str(error))
