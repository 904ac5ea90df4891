"""What `review` does: stored results with their texts, to a page, annotations or a server."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from llm_extract.cli import _options
from llm_extract.cli._output import named, opened
from llm_extract.cli._sheets import read
from llm_extract.errors import ConfigError
from llm_extract.rendering import label_studio, review, web_annotation
from llm_extract.rendering.review import Sheet


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    output: str | None = None
    format: str | None = None
    apply: Path | None = None
    serve: bool = False
    port: int = 0


def run(path: Path, asked: Asked) -> int:
    """Do what the flags ask for; the exit code says whether texts were missing."""
    if asked.serve:
        return _serve(path, asked)
    if asked.apply is not None:
        from llm_extract.cli._correcting import corrected

        if asked.format:
            raise ConfigError("--apply writes a result; make the page of that in a second step")
        _write(list(corrected(path, asked.apply)), named(asked.output))
        return 0
    faults: list[str] = []
    output = named(asked.output)
    if output is not None and output.is_dir():
        from llm_extract.cli._paging import write_pages

        if asked.format not in (None, "html"):
            raise ConfigError(f"{output}: a folder is for pages; name a file for {asked.format}")
        return write_pages(path, output)
    sheets = list(read(path, faults))
    if not sheets:
        return _options.SOME_FAILED if faults else _none(path)
    _write(_rendered(sheets, asked.format or "html"), output)
    return _options.SOME_FAILED if faults else 0


def _rendered(sheets: list[Sheet], format: str) -> Iterable[str]:
    if format == "html":
        return review.write(sheets)
    pairs = [(sheet.tree, sheet.document.text) for sheet in sheets]
    if format == "label-studio":
        return label_studio.write(pairs)
    return web_annotation.write(pairs)


def _serve(path: Path, asked: Asked) -> int:
    from llm_extract.cli._serving import serve

    if asked.output or asked.apply or asked.format:
        raise ConfigError("--serve saves beside the results; it takes no -o, --apply or --format")
    return serve(path, asked.port)


def _none(path: Path) -> int:
    raise ConfigError(f"{path}: holds no result")


def _write(pieces: Iterable[str], output: Path | None) -> None:
    with opened(output) as out:
        for piece in pieces:
            out.write(piece)
