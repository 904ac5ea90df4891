"""What tests of the review page need: a browser, a report's page, and a hostile report."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from llm_extract import pipeline
from llm_extract.records import Document
from llm_extract.rendering._shape import shape
from llm_extract.rendering.review import Sheet, write

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"
SESSIONS = "举办各类培训班数"
NOW = "2026-01-02T03:04:05Z"
TEXT = """云溪市2017年政府信息公开工作年度报告
一、概述
2017年,云溪市主动公开政府信息1250条。举办培训班3次,视察8次。
二、依申请公开情况
全年收到政府信息公开申请12件,均按期答复。
三、附表 政府信息公开情况统计表
统计指标 | 单位 | 统计数
一、主动公开情况 | |
(一)主动公开政府信息数 | 条 | 1250
二、依申请公开情况 | |
(一)收到申请数 | 件 | 14
1.当面申请数 | 件 | 5
2.传真申请数 | 件 | 0
3.网络申请数 | 件 | 9
4.信函申请数 | 件 | 0
(二)申请办结数 | 件 | 12
"""
HOSTILE = """<script>window.broken = 1</script>市2017年政府信息公开工作年度报告</textarea>
一、概述<img src=x onerror="window.broken = 2">
全年收到政府信息公开申请12件\u202e,\u2028主动公开政府信息1250条。
<!-- </script><script>window.broken = 3</script>
]]>{{ 7 * 7 }}${window.broken = 4}';window.broken = 5;//\x00𠮷野
"""
Tree = dict[str, Any]
WITHHELD: Tree = {
    "id": "F9",
    "check": "grounding",
    "severity": "error",
    "indicators": ["fee.waived"],
    "message": "fee.waived: no such quote",
    "left": None,
    "right": None,
    "delta": None,
    "spans": [[20, 24]],
}


def sheet(text: str = TEXT) -> Sheet:
    """The result of a text, as it would be stored."""
    digest = sha256(text.encode()).hexdigest()
    document = Document(text, "txt", digest, "reports/云溪.txt")
    tree = shape(pipeline.extract(document), with_text=True)
    return Sheet(json.loads(json.dumps(tree)), document)


def value(tree: Tree, indicator: str) -> Tree:
    """The entry of an indicator."""
    return next(each for each in tree["values"] if each["indicator"] == indicator)


def machine(entry: Tree) -> Tree:
    """What a correction keeps of a value."""
    keys = ("value", "unit", "state", "verdict", "start", "end", "quote")
    return {key: entry[key] for key in keys}


def crowd(count: int) -> Sheet:
    """A report of 2 MB whose values are many: one entry copied under invented names."""
    filler = "本市各单位认真落实条例要求,做好政府信息公开工作。" * 6
    lines = [f"第{n}个单位收到申请{n}件。{filler}" for n in range(1, count + 1)]
    text = "\n".join(["云溪市2017年政府信息公开工作年度报告", *lines])
    small = sheet()
    pattern, values = value(small.tree, "request.received"), []
    start = text.index(lines[0])
    for number, line in enumerate(lines, 1):
        end = start + line.index("。")
        said = {"value": number, "quote": text[start:end], "start": start, "end": end}
        first = {**pattern["statements"][0], **said}
        entry = {**pattern, **said, "indicator": f"made.up{number}", "statements": [first]}
        values.append({**entry, "findings": []})
        start += len(line) + 1
    tree = {**small.tree, "values": values, "findings": []}
    tree["numbers"] = {"quantities": count, "claimed": count, "unclaimed": []}
    tree["document"] = {**tree["document"], "characters": len(text)}
    return Sheet(tree, Document(text, "txt", tree["document"]["sha256"], "big.txt"))


@contextmanager
def browser() -> Iterator[Any]:
    """Debian's Chromium, headless; skips where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
    with api.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


def saved(folder: Path, *sheets: Sheet) -> str:
    """The page of reports as a file; its address."""
    path = folder / "review.html"
    path.write_text("".join(write(sheets)), "utf-8", errors="backslashreplace")
    return path.as_uri()


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def exported(page: Any, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.click(button)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def row(page: Any, label: str) -> Any:
    return page.locator(".row", has=page.locator(f".label:text-is('{label}')")).first


def choose_text(page: Any, words: str) -> None:
    """Select words of the report as a hand would."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), 4);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error(`${words} is not in one piece`);
        }""",
        words,
    )
