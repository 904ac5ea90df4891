"""Answers come in any order, and the report is the same byte for byte."""

import asyncio
import re
from dataclasses import replace
from random import Random

import pytest
from _testimony import FORM, answer, put, said

from llm_extract import pipeline, rendering
from llm_extract.errors import BadRequest
from llm_extract.records import Document, Reply, Request, Run

TEXT = "".join(
    f"{number}、工作情况\n全年收到申请{count}件。经费{count}万元。\n{'加强工作。' * 1250}\n"
    for number, count in (("一", 12), ("二", 15), ("三", 12))
)
ROW = "2.政府网站公开政府信息数 | 条 | 100"
COUNT = re.compile("收到申请([0-9]+)件")
WITNESSES = ("model:one", "model:two")


def spoken(witness: str, request: Request) -> Reply:
    """One witness answers with notes of its own, the other leaves all prose unanswered."""
    asked = put(request)
    told = []
    if ROW in asked.text:
        told.append(said("disclosure.website", ROW, "100", **{f"seen by {witness}": ""}))
    if (found := COUNT.search(asked.text)) is not None:
        if witness == "model:two":
            raise BadRequest(f"{found[1]} refused")
        told.append(said("request.received", found[0], found[1], **{f"read {found[1]}": ""}))
    return Reply(answer(told), "m")


async def heard(order: Random | None) -> bytes:
    """The finished line when answers come as the questions were put, or all mixed."""
    document = Document(TEXT + FORM, "txt", "")
    prepared = pipeline.prepare(document)
    asked = pipeline.questions(prepared, "full")
    waiting: list[asyncio.Future[None]] = []

    def witness(name: str) -> pipeline.Ask:
        async def ask(request: Request) -> Reply:
            waiting.append(asyncio.get_running_loop().create_future())
            await waiting[-1]
            return spoken(name, request)

        return ask

    asks = {name: witness(name) for name in WITNESSES}
    hearing = asyncio.create_task(pipeline.hear(prepared, asks, asked))
    while len(waiting) < len(asked) * len(WITNESSES):
        await asyncio.sleep(0)
    if order is not None:
        order.shuffle(waiting)
    for each in waiting:
        each.set_result(None)
        await asyncio.sleep(0)
    report = pipeline.conclude(prepared, await hearing, Run(version="0"))
    report = replace(report, run=replace(report.run, seconds=0.0))
    gaps = [gap.reason for gap in hearing.result().gaps]
    line = b"".join(rendering.encoded("jsonl", [report], rendering.Options()))
    return line + "\n".join(gaps).encode()


@pytest.mark.parametrize("seed", range(5))
def test_findings_and_gaps_do_not_tell_which_answer_came_first(seed: int) -> None:
    plain = asyncio.run(heard(None))
    assert plain.count(b"an answer was not as asked") == 4
    assert plain.count(b" refused") == 3
    assert asyncio.run(heard(Random(seed))) == plain
