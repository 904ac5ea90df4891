"""What tests of panels need: results of short reports as lines of a file."""

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from matrix_layouts import bars
from matrix_report import invent

from llm_extract import pipeline
from llm_extract.records import Document
from llm_extract.rendering import shape

Tree = dict[str, Any]

AGENCY = "砚池区人民政府"
OLD = """{agency}{year}年政府信息公开工作年度报告
一、概述
全年收到政府信息公开申请12件,举办培训班3次。
三、附表 政府信息公开情况统计表
统计指标 | 单位 | 统计数
一、主动公开情况 | |
(一)主动公开政府信息数 | 条 | 1250
二、依申请公开情况 | |
(一)收到申请数 | 件 | {received}
1.当面申请数 | 件 | 5
2.传真申请数 | 件 |
3.网络申请数 | 件 | 0
4.信函申请数 | 件 | /
(二)申请办结数 | 件 | 12
"""


def old(year: int = 2016, agency: str = AGENCY, received: int = 12, source: str = "") -> Tree:
    """The result of a report on the form of 2014."""
    text = OLD.format(agency=agency, year=year, received=received)
    return read(text, source or f"{agency}{year}.txt")


def new(year: int, seed: int, agency: str = AGENCY) -> Tree:
    """The result of a report on the form of 2021."""
    tables = bars(invent("2021", seed, blanks=False))
    return read(f"{agency}{year}年政府信息公开工作年度报告\n{tables}", f"{agency}{year}.txt")


def read(text: str, source: str) -> Tree:
    """The result of a text as it would be stored."""
    document = Document(text, "txt", sha256(text.encode()).hexdigest(), source)
    tree: Tree = json.loads(json.dumps(shape(pipeline.extract(document))))
    return tree


def value(tree: Tree, indicator: str) -> Tree:
    """The entry of an indicator."""
    found: Tree = next(each for each in tree["values"] if each["indicator"] == indicator)
    return found


def stored(folder: Path, *trees: Tree, name: str = "out.jsonl") -> Path:
    """The results as lines of a file."""
    path = folder / name
    path.write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in trees), "utf-8")
    return path


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, read by the standard library."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
