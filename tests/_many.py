"""Many small reports, and what a run leaves of them."""

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def text(number: int) -> str:
    """A report whose one value tells which it is."""
    received = f"全年收到申请{number + 100}件。"
    return f"云溪市2017年政府信息公开工作年度报告\n一、依申请公开情况\n{received}\n"


def written(folder: Path, count: int) -> Path:
    """A folder with so many of them."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(text(number), "utf-8")
    return folder


def lines(path: Path) -> list[Json]:
    """Every line of a file of results, whether it stands or not."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def whole(path: Path) -> dict[str, bytes]:
    """The whole lines of a file by their documents; the last may be torn."""
    raw = path.read_bytes() if path.exists() else b""
    return {json.loads(line)["document"]["source"]: line for line in raw.split(b"\n")[:-1]}


def sources(path: Path) -> list[str]:
    """The documents of a file, a name for each line."""
    return [Path(line["document"]["source"]).name for line in lines(path)]


def values(path: Path) -> dict[str, Any]:
    """The one value of each document of a file of results."""
    return {line["document"]["source"]: line["values"][0]["value"] for line in lines(path)}


def timeless(path: Path) -> list[Json]:
    """The lines without the seconds that they took, which alone may differ."""
    found = lines(path)
    for line in found:
        del line["run"]["seconds"]
    return found
