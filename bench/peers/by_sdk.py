"""The bare loop: openai's client, with instructor or without, a semaphore and a gather."""

import asyncio
import resource
from time import perf_counter, process_time
from typing import Any

from bench.peers._loop import Json, serve


def run(task: Json) -> Json:
    """Ask for every prompt at once, so many in flight; keep what the answers say."""
    return asyncio.run(_run(task))


async def _run(task: Json) -> Json:
    import openai

    wall, cpu = perf_counter(), process_time()
    async with openai.AsyncOpenAI(
        api_key="none", base_url=task["url"], timeout=task.get("timeout", 60)
    ) as client:
        ask = _structured(client) if task["instructor"] else _plain(client)
        free = asyncio.Semaphore(task["in_flight"])

        async def one(prompt: Json) -> Any:
            async with free:
                return await ask(prompt)

        found = await asyncio.gather(*map(one, task["prompts"]), return_exceptions=True)
    faults = [error for error in found if isinstance(error, BaseException)]
    kept = [each for each in found if not isinstance(each, BaseException)]
    return {
        "wall": perf_counter() - wall,
        "cpu": process_time() - cpu,
        "said": [said for each in kept for said in each],
        "quotes": [said["quote"] for each in kept for said in each],
        "code": 1 if faults else 0,
        "message": f"{type(faults[0]).__name__}: {faults[0]}" if faults else "",
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _structured(client: Any) -> Any:
    import instructor
    from pydantic import BaseModel

    class Said(BaseModel):
        indicator: str
        state: str
        number: str
        unit: str
        quote: str

    class Answer(BaseModel):
        statements: list[Said]

    patched = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

    async def ask(prompt: Json) -> list[Json]:
        answer = await patched.chat.completions.create(
            model="sdk", messages=_messages(prompt), response_model=Answer, max_retries=1
        )
        return [said.model_dump() for said in answer.statements]

    return ask


def _plain(client: Any) -> Any:
    async def ask(prompt: Json) -> list[Json]:
        reply = await client.chat.completions.create(
            model="sdk", messages=_messages(prompt), response_format={"type": "json_object"}
        )
        return [{"quote": reply.choices[0].message.content}]

    return ask


def _messages(prompt: Json) -> list[Json]:
    return [
        {"role": "system", "content": prompt["system"]},
        {"role": "user", "content": prompt["user"]},
    ]


if __name__ == "__main__":
    serve({"run": run})
