"""One document of a run: read, made ready for witnesses, finished, or failed.

A failure is an outcome, no end.
"""

import hashlib
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from llm_extract import manifest, pipeline, readers, rendering
from llm_extract.batch._selection import select
from llm_extract.batch.orders import STDIN, Failed, Finished, Order, Recipe
from llm_extract.errors import ExtractError
from llm_extract.records import Document, Prepared, Report


def prepare_one(order: Order) -> Prepared:
    """Read one document and make it ready for witnesses; `-` is standard input."""
    return pipeline.prepare(read(order))


def finished(order: Order, recipe: Recipe, report: Report) -> Finished:
    """The report with what the user says of it, only what was asked for, in the recipe's form."""
    if order.manifest is not None:
        report = manifest.annotated(report, order.manifest)
    if recipe.only:
        report = select(report, recipe.only)
    if not recipe.form:
        return Finished(order.source, report, report.run)
    report = replace(report, run=replace(report.run, settings_digest=order.digest))
    options = rendering.Options(with_text=recipe.with_text)
    pieces = rendering.encoded(recipe.form, [report], options)
    return Finished(order.source, b"".join(pieces), report.run)


def failed(order: Order, error: Exception) -> Failed:
    """What an error means for one document; the others do not feel it."""
    place, trace = order.place or order.source, ""
    if isinstance(error, ExtractError):
        fault = str(error).removeprefix(f"{place}: ")
    elif isinstance(error, OSError):
        fault = f"cannot be read ({error.strerror or error})"
    else:
        fault = f"unexpected {type(error).__name__}: {error}; --debug shows where"
        trace = "".join(traceback.format_exception(error))
    return Failed(order.source, fault, trace, sha256=digest_of(place), digest=order.digest)


def digest_of(source: str) -> str:
    """SHA-256 of a document's content; "" where it cannot be read."""
    with suppress(OSError, ValueError):
        if source != STDIN:
            return hashlib.sha256(Path(source).read_bytes()).hexdigest()
    return ""


def read(order: Order) -> Document:
    """The document at the order's place, under the name that the user gave it."""
    if order.source == STDIN:
        return readers.read(sys.stdin.buffer.read(), STDIN)
    document = readers.read_path(Path(order.place or order.source))
    return replace(document, source=order.source) if order.place else document
