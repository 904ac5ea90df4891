"""An asyncio server on 127.0.0.1 that speaks the chat protocols, in a thread of its own.

    with serve(answer="…", faults=["429:0.1", "reset"]) as server:
        server.url        # "http://127.0.0.1:PORT/v1"
        server.requests   # what came in, with its headers

`faults` are used up one per request, whether it is the first or a second try; see `faulty.py`
for their names. `answer` is the text to say, or a function of the request's body.
"""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from loopback.batches import Batches, Cut, Hang
from loopback.faulty import Break, spoiled
from loopback.protocols import answered, models

Answer = str | Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it stood on the wire."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    method: str = "POST"
    raw: bytes = b""
    at: float = field(default_factory=monotonic)  # by the clock of the server


@dataclass(slots=True)
class Served:
    """The running server: its address, what it received, and how many it answers at once."""

    answer: Answer
    faults: Iterator[str]
    latency: float
    port: int = 0
    requests: list[Received] = field(default_factory=list)
    flying: int = 0
    most_flying: int = 0
    batches: Batches = field(default_factory=Batches)

    @property
    def url(self) -> str:
        """The address with the version, as a base_url for OpenAI's protocol."""
        return f"http://127.0.0.1:{self.port}/v1"

    def said(self, body: dict[str, Any]) -> str:
        """What the model says to this request."""
        return self.answer(body) if callable(self.answer) else self.answer

    def mailed(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The answer to a request of a batch; a fault is a status here."""
        fault = next(self.faults, "")
        if fault:
            return int(fault), {"error": {"message": f"status {fault} as ordered"}}
        return 200, answered("/chat/completions", body, self.said(body))

    @property
    def asked(self) -> list[Received]:
        """The questions that came one by one."""
        return [each for each in self.requests if each.path.endswith("/chat/completions")]


@contextmanager
def serve(
    answer: Answer = '{"statements": []}', faults: Iterable[str] = (), latency: float = 0.0
) -> Iterator[Served]:
    """The server, for as long as the block lasts. `latency` is in seconds for each answer."""
    served = Served(answer, iter(faults), latency)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    ready = threading.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(_run(served, ready, stop)))
    thread.start()
    ready.wait()
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


async def _run(served: Served, ready: threading.Event, stop: asyncio.Event) -> None:
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(_connection(served, reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=1024)
    served.port = server.sockets[0].getsockname()[1]
    ready.set()
    await stop.wait()
    server.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _connection(
    served: Served, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        while (received := await _received(reader)) is not None:
            served.requests.append(received)
            served.flying += 1
            served.most_flying = max(served.most_flying, served.flying)
            try:
                writer.write(await _response(served, received))
            finally:
                served.flying -= 1
            await writer.drain()
    except (Break, Cut):
        writer.transport.abort()
    except ConnectionError:
        pass
    finally:
        writer.close()
        with suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()


async def _received(reader: asyncio.StreamReader) -> Received | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    raw = await _body(reader, headers)
    is_json = headers.get("content-type", "").startswith("application/json")
    told = json.loads(raw) if raw and is_json else {}
    return Received(first.split()[1], headers, told, first.split()[0], raw)


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    pieces = []
    while size := int(await reader.readline(), 16):
        pieces.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(pieces)


async def _response(served: Served, received: Received) -> bytes:
    if received.path.endswith("/models"):
        return _http(200, {}, json.dumps(models()))
    try:
        told = served.batches.respond(received.method, received.path, received.raw, served.mailed)
    except Hang:
        await asyncio.Event().wait()
    if told is not None:
        return _http(200, {}, told)
    if not received.path.endswith(("/chat/completions", "/messages")):
        return _http(404, {}, json.dumps({"error": {"message": "no such path"}}))
    fault = next(served.faults, "")
    if served.latency:
        await asyncio.sleep(served.latency)
    reply = answered(received.path, received.body, served.said(received.body))
    return _http(*await spoiled(fault, reply, received.headers))


def _http(status: int, headers: dict[str, str], body: str) -> bytes:
    """Head and body in one piece, so that no packet waits for another."""
    raw = body.encode("utf-8")
    lines = [f"HTTP/1.1 {status} Loopback", "content-type: application/json"]
    lines += [f"content-length: {len(raw)}", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + raw
