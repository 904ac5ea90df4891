"""Figures put between their marks in a page, so that nobody copies them by hand."""

from pathlib import Path


def put(path: Path, name: str, command: str, text: str) -> None:
    """Replace what stands between the marks of that name, the first of which tells the command."""
    begin, end = f"<!-- the {name}, by `{command}` -->\n", f"<!-- end of the {name} -->\n"
    before, found, rest = path.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{path}: no {begin.strip()} … {end.strip()}; put them where it goes")
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")
