"""Corrections of a review put into stored results; the results that none speaks of stay as is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from llm_extract import numerals, script, splitting
from llm_extract.cli._stored import document, stored
from llm_extract.cli._trees import trees
from llm_extract.corrections import Ground, apply
from llm_extract.errors import ConfigError
from llm_extract.outline import Outline
from llm_extract.records import Document
from llm_extract.schemas.corrections import Correction, Corrections, read_corrections

Tree = dict[str, Any]
_SHOWN = 5  # faults of a file that are worth telling


def corrected(path: Path, corrections: Path) -> Iterator[str]:
    """The file's results with the corrections, written as the file is: object, array or lines."""
    wanted = {each.sha256: each.corrections for each in opened_corrections(corrections).reports}
    form = stored(path)
    every = []
    for tree, result in zip(trees(path), form.results, strict=True):
        given = wanted.pop(tree["document"]["sha256"], ())
        every.append(_with(tree, given, document(result, path.parent)) if given else tree)
    if wanted:
        raise ConfigError(f"{corrections}: {path} has no report with SHA-256 {min(wanted)[:12]}…")
    if form.lines:
        for tree in every:
            yield json.dumps(tree, ensure_ascii=False, separators=(",", ":")) + "\n"
    else:
        whole: object = every if form.several else every[0]
        yield json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def opened_corrections(path: Path) -> Corrections:
    """A file of corrections; a ConfigError says what is wrong with it."""
    try:
        return checked(json.loads(path.read_text("utf-8-sig")), str(path))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not JSON: {error}; export it from the review page") from None


def checked(tree: object, place: str) -> Corrections:
    """Corrections with their types; a ConfigError names `place` and the first faults."""
    try:
        return read_corrections(tree)
    except ValidationError as error:
        faults = error.errors(include_url=False)[:_SHOWN]
        told = "\n".join(f"  {'.'.join(map(str, f['loc']))}: {f['msg']}" for f in faults)
        raise ConfigError(f"{place}: no corrections of the review page:\n{told}") from None


def _with(tree: Tree, given: tuple[Correction, ...], document: Document) -> Tree:
    folded = script.unwrap(document.text)
    outline = Outline(tuple(splitting.split(document, folded)))
    return apply(tree, given, Ground(document.text, tuple(numerals.find(folded)), outline))
