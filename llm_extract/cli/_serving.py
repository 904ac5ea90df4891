"""Reviewing in the browser: a server on the loopback address that saves beside the results.

Every request carries the session's token (a cookie set by the address that is printed), a save
also names it in a header and comes from this very origin.
"""

import json
import secrets
import threading
from contextvars import copy_context
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import click

from llm_extract.cli._correcting import checked, opened_corrections
from llm_extract.cli._output import opened
from llm_extract.cli._sheets import read
from llm_extract.errors import ConfigError, ExtractError
from llm_extract.rendering import review
from llm_extract.rendering.review import Server, Sheet

_ADDRESS = "127.0.0.1"
_COOKIE = "llm_extract_review"
_LARGEST = 64 * 1024 * 1024  # bytes of a save
_SUFFIX = ".corrections.json"
_SUFFIXES = (".json", ".jsonl")


@dataclass(frozen=True, slots=True)
class Desk:
    """The reports under review, each with the file that its corrections are kept in."""

    sheets: tuple[Sheet, ...]
    files: tuple[Path, ...]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    lock: threading.Lock = field(default_factory=threading.Lock)
    begun: set[int] = field(default_factory=set)  # reports that this session has saved

    def saved(self, number: int) -> list[Any]:
        """The corrections on disk, as JSON has them; none where there is no usable file.

        A damaged file is told of, and the first save sets it aside.
        """
        path = self.files[number]
        if not path.is_file():
            return []
        try:
            opened_corrections(path)
        except ConfigError as error:
            click.echo(f"left out: {str(error).splitlines()[0]}", err=True)
            return []
        sha256 = self.sheets[number].tree["document"]["sha256"]
        stored = json.loads(path.read_text("utf-8-sig"))["reports"]
        return [c for each in stored if each["sha256"] == sha256 for c in each["corrections"]]

    def save(self, number: int, body: bytes) -> str:
        """Replace the corrections of one report; a ConfigError where they are none of it."""
        tree = json.loads(body)
        given = checked(tree, "the page").reports
        sha256 = self.sheets[number].tree["document"]["sha256"]
        if [each.sha256 for each in given] != [sha256]:
            raise ConfigError("these corrections are of another report")
        with self.lock:
            self._set_aside(number)
            with opened(self.files[number]) as out:
                out.write(json.dumps(tree, ensure_ascii=False, indent=2) + "\n")
        return "saved\n"

    def _set_aside(self, number: int) -> None:
        """What an earlier session left is kept once: its corrections may be of an older result."""
        path = self.files[number]
        if number not in self.begun and path.is_file():
            path.replace(path.with_name(f"{path.name}.bak"))
        self.begun.add(number)

    def queue(self) -> str:
        """The index, the neediest first and what is begun behind it."""
        done = {number: len(self.saved(number)) for number in range(len(self.sheets))}
        entries = review.queue((sheet.tree for sheet in self.sheets), done)
        years = review.Years()
        for number, sheet in enumerate(self.sheets):
            years.add(number, sheet.tree)
        return "".join(review.write_queue(entries, years))

    def page(self, number: int) -> str:
        """The review page of one report with what is saved of it."""
        server = Server(self.token, number, self.saved(number))
        return "".join(review.write([self.sheets[number]], server))


def serve(path: Path, port: int) -> int:
    """Serve until interrupted; 0 as port takes a free one."""
    desk = gather(path)
    try:
        server = listening(desk, port)
    except OSError as error:
        raise ConfigError(f"port {port}: {error.strerror}; choose another --port") from None
    with server:
        place = f"http://{_ADDRESS}:{server.server_address[1]}/?token={desk.token}"
        click.echo(f"{len(desk.sheets)} reports to review at {place} (Ctrl-C ends)", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("every correction is saved", err=True)
    return 0


def gather(path: Path) -> Desk:
    """The results of a file or of a folder's files; ConfigError where there is none."""
    folder = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [p for p in folder if p.suffix in _SUFFIXES and not p.name.endswith(_SUFFIX)]
    sheets: list[Sheet] = []
    kept: list[Path] = []
    for file in files if path.is_dir() else folder:
        found = _sheets(file, alone=not path.is_dir())
        several = len(found) > 1
        for number, sheet in enumerate(found, 1):
            sheets.append(sheet)
            part = f".{number}" if several else ""
            kept.append(file.with_name(f"{file.name}{part}{_SUFFIX}"))
    if not sheets:
        raise ConfigError(f"{path}: no result to review; write some with extract -o")
    return Desk(tuple(sheets), tuple(kept))


def _sheets(file: Path, *, alone: bool) -> list[Sheet]:
    try:
        return list(read(file, []))
    except ExtractError as error:
        if alone:
            raise
        click.echo(f"{file}: left out: {str(error).splitlines()[0]}", err=True)
        return []


def listening(desk: Desk, port: int) -> ThreadingHTTPServer:
    """A server bound to the loopback address, not yet serving."""

    class Bound(_Handler):
        pass

    Bound.desk = desk
    server = _Threads((_ADDRESS, port), Bound)
    server.daemon_threads = True
    return server


class _Threads(ThreadingHTTPServer):
    """Each thread works in the context of the command: the schema in force is part of it."""

    def __init__(self, *arguments: Any) -> None:
        self._context = copy_context()
        super().__init__(*arguments)

    def finish_request(self, request: Any, client_address: Any) -> None:
        self._context.copy().run(super().finish_request, request, client_address)


class _Handler(BaseHTTPRequestHandler):
    desk: Desk
    server_version = "llm-extract"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """The queue, or a report's page; the printed address sets the cookie and moves on."""
        place = urlsplit(self.path)
        given = parse_qs(place.query).get("token", [""])[0]
        if self._is_here() and place.path == "/" and given and self._is_token(given):
            cookie = f"{_COOKIE}={self.desk.token}; Path=/; HttpOnly; SameSite=Strict"
            self._answer(303, "", {"Location": "/", "Set-Cookie": cookie})
        elif not self._is_allowed():
            self._answer(403, "open the address that `review --serve` printed\n")
        elif place.path == "/":
            self._attempt(self.desk.queue)
        elif (number := self._number("/report/")) is not None:
            self._attempt(lambda: self.desk.page(number))
        else:
            self._answer(404, "no such page\n")

    def do_POST(self) -> None:
        """Save the corrections of one report."""
        number, size = self._number("/save/"), self.headers.get("Content-Length", "")
        origin = f"http://{self.headers.get('Host', '')}"
        token = self.headers.get("X-Review-Token", "")
        if not (self._is_allowed() and self._is_token(token)):
            self._answer(403, "no token of this session\n")
        elif self.headers.get("Origin") != origin:
            self._answer(403, "not from this page\n")
        elif number is None or not size.isdecimal() or int(size) > _LARGEST:
            self._answer(400, "nothing that can be saved\n")
        else:
            body = self.rfile.read(int(size))
            self._attempt(lambda: self.desk.save(number, body), "text/plain")

    def _attempt(self, act: Any, type: str = "text/html") -> None:
        try:
            text = act()
        except (ExtractError, ValueError, RecursionError) as error:
            self._answer(400, f"{error}\n")
        except OSError as error:
            self._answer(500, f"{error}\n")
        else:
            self._answer(200, text, {"Content-Type": f"{type}; charset=utf-8"})

    def _is_here(self) -> bool:
        """Asked under the loopback name: another name that leads here is somebody's trick."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in (f"{_ADDRESS}:{port}", f"localhost:{port}")

    def _is_allowed(self) -> bool:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get(_COOKIE)
        return self._is_here() and cookie is not None and self._is_token(cookie.value)

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.desk.token.encode())

    def _number(self, prefix: str) -> int | None:
        rest = urlsplit(self.path).path.removeprefix(prefix)
        is_number = self.path.startswith(prefix) and rest.isdecimal() and len(rest) < 9
        return int(rest) if is_number and int(rest) < len(self.desk.sheets) else None

    def _answer(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        body = text.encode("utf-8", "backslashreplace")
        self.send_response(status)
        sent = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
        sent |= {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        sent |= {"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", **(headers or {})}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing of each request; the token stands in the first."""
