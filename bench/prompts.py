"""`python -m bench.prompts`: how much prompt is sent for each character of a report."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from llm_extract import asking, pipeline, readers
from llm_extract.records import Prepared, Request

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT.parent / "shared" / "documents", ROOT / "fixtures")
AIM = 2.0  # characters of prompt, the report's own among them, for each of the report


def main() -> None:
    """Print the ratio of each folder under both strategies."""
    parser = argparse.ArgumentParser(prog="python -m bench.prompts", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="reports to measure with")
    for folder in parser.parse_args().folders or FOLDERS:
        if folder.is_dir():
            show(folder)


def show(folder: Path) -> None:
    """Characters of the messages over characters of the reports; the schemas apart."""
    prepared = [pipeline.prepare(readers.read_path(path)) for path in _reports(folder)]
    size = sum(len(each.document.text) for each in prepared)
    print(f"\n{folder.name}: {len(prepared)} reports, {size} characters")
    for strategy in ("full", "gaps"):
        sent = [request for each in prepared for request in requests(each, strategy)]
        words = sum(len(request.system) + len(request.user) for request in sent)
        schemas = sum(len(json.dumps(request.schema, ensure_ascii=False)) for request in sent)
        aim = f"   (aim for real reports: at most {AIM})" if strategy == "full" else ""
        print(
            f"  {strategy:5} {len(sent):4} requests   {words / size:5.2f} characters of prompt for "
            f"one of report, {schemas / size:.2f} of schema{aim}"
        )


def requests(prepared: Prepared, strategy: str) -> Iterator[Request]:
    """Everything that would be sent about one report."""
    for question in pipeline.questions(prepared, strategy):
        yield asking.composed(prepared, question)


def _reports(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".html"))


if __name__ == "__main__":
    main()
