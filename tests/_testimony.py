"""Models made by hand: one that says exactly what the labels say, and what a request holds."""

import asyncio
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from llm_extract import numerals, pipeline, readers, script
from llm_extract.errors import ReaderMissing
from llm_extract.evaluation.labels import Fixture, Observation, load
from llm_extract.evaluation.locating import Squeezed, squeeze
from llm_extract.providers import scripted
from llm_extract.records import Ask, Document, Report, Request, State, Testimony
from llm_extract.schemas import indicators
from llm_extract.schemas.units import in_unit

FIXTURES = Path(__file__).parent.parent / "fixtures"
_EMPTY = re.compile(r"[ |\t]*")  # the empty cell behind a label, which a quote must hold
OPEN, CLOSE = "<report>\n", "\n</report>"
Said = dict[str, str]
FORM = """云溪市2017年度报告
附表
指标名称 | 单位 | 2017年
一、主动公开情况 | — |
（一）主动公开政府信息数 | 条 | 120
（二）通过不同渠道和方式公开政府信息的情况 | — |
2.政府网站公开政府信息数 | 条 | 100
3.政务微博公开政府信息数 | 条 | 0
4.政务微信公开政府信息数 | 条 | 20
二、回应解读情况 | — |
（一）回应公众关注热点或重大舆情数 | 次 | 3
八、机构建设和保障经费情况 | — |
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费） | 万元 | 3
"""


@dataclass(frozen=True, slots=True)
class Put:
    """What a question asks: the report's text in it, and the indicators offered."""

    text: str
    offered: frozenset[str]


def put(request: Request) -> Put:
    """Read a request as a model would."""
    return _put(request.user, request.schema)


def put_in(body: dict[str, Any]) -> Put:
    """Read the body of an OpenAI request, in the mode json_schema, as a model would."""
    schema = body["response_format"]["json_schema"]["schema"]
    return _put(body["messages"][-1]["content"], schema)


def _put(user: str, schema: Any) -> Put:
    offered = schema["properties"]["statements"]["items"]["properties"]["indicator"]["enum"]
    start = user.rindex(OPEN) + len(OPEN)
    return Put(user[start : -len(CLOSE)], frozenset(offered))


def answer(statements: Iterable[Said]) -> str:
    """An answer in the shape asked for."""
    return json.dumps({"statements": list(statements)}, ensure_ascii=False)


def said(indicator: str, quote: str, number: str = "", **more: str) -> Said:
    """One statement of a model."""
    told = {"indicator": indicator, "state": "reported", "number": number, "unit": ""}
    return {**told, "quote": quote, **more}


def model(speak: Callable[[Put], Iterable[Said]]) -> Ask:
    """A model that answers each question with what a function says to it."""
    return scripted.answering(lambda request: answer(speak(put(request))))


def heard(document: Document, ask: Ask, strategy: str = "full") -> tuple[Report, Testimony]:
    """The report with one model as witness, and what it testified."""
    prepared = pipeline.prepare(document)
    asked = pipeline.questions(prepared, strategy)
    testimony = asyncio.run(pipeline.hear(prepared, {"model": ask}, asked))
    return pipeline.conclude(prepared, testimony), testimony


def labelled(*names: str) -> list[Fixture]:
    """The labelled reports of these names, or all."""
    return [f for f in load(FIXTURES) if not names or f.name in names]


@cache
def read(path: Path) -> Document:
    """A labelled report, read once; the test is skipped where nothing here reads such files."""
    try:
        return readers.read_path(path)
    except ReaderMissing as error:
        pytest.skip(str(error))


def perfect(fixture: Fixture) -> Callable[[Put], Iterator[Said]]:
    """What a model says that finds all that is labelled, each in the words of the text."""

    def speak(question: Put) -> Iterator[Said]:
        squeezed = squeeze(question.text)
        for seen in fixture.labels.observation:
            if seen.indicator in question.offered:
                yield from _told(seen, question.text, squeezed)

    return speak


def _told(seen: Observation, text: str, squeezed: Squeezed) -> Iterator[Said]:
    for span in squeezed.spans(seen.quote)[:1]:
        quote = text[span.start : span.end]
        if seen.state is State.BLANK and (empty := _EMPTY.match(text, span.end)):
            quote += empty[0]
        stated = seen.state in (State.REPORTED, State.DERIVED)
        number = written(seen, quote) if stated else ""
        yield said(seen.indicator, quote, number, state=seen.state.value)


def written(seen: Observation, quote: str) -> str:
    """The number of an observation as its quote writes it, with its unit; "" if it does not."""
    known = indicators().get(seen.indicator)
    for number in numerals.find(script.fold(quote)):
        read = in_unit(number.quantity, known) if number.quantity and known else None
        meant = numerals.convert(number.quantity, seen.unit) if number.quantity else None
        if any(each is not None and each.value == seen.value for each in (read, meant)):
            return quote[number.span.start : number.span.end]
    return "" if seen.value is None else f"{seen.value}"
