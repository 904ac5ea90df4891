"""What comes of reading one document for an evaluation, whoever reads: a result, or a fault."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_extract import rendering
from llm_extract.errors import ExtractError, ReaderMissing
from llm_extract.records import Report

Shape = Mapping[str, Any]  # a result object, with its text


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one document: a result, or a fault; skipped if nothing here reads such files."""

    result: Shape | None = None
    fault: str = ""
    skipped: bool = False


# Readings in the order of the files; the number is that of processes, where there are any.
Reader = Callable[[Sequence[Path], int], Iterator[Reading]]


def failed(error: Exception) -> Reading:
    """What went wrong with one document, in words."""
    told = "" if isinstance(error, ExtractError) else f"unexpected {type(error).__name__}: "
    return Reading(fault=f"{told}{error}", skipped=isinstance(error, ReaderMissing))


def shaped(report: Report) -> Shape:
    """A report as `--format json --with-text` has it."""
    line = "".join(rendering.render("jsonl", [report], rendering.Options(with_text=True)))
    result: Shape = json.loads(line)
    return result
