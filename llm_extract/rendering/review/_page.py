"""Putting the page together: template, style, script and data, under a policy that names each."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from llm_extract.rendering.review._multiples import Years, multiples
from llm_extract.rendering.review._payload import Sheet, Tree, catalogue, payload
from llm_extract.rendering.review._queue import Entry, counts, queue

_SCRIPTS = (
    "words",
    "making",
    "places",
    "text",
    "items",
    "corrections",
    "labels",
    "editing",
    "reviewing",
    "opening",
)
_NO_INDEX: Tree = {"entries": (), "plots": (), "tallies": {}}
# What would end or confuse a script element, or a line of JavaScript.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Server:
    """What a page needs to save through the local server; `saved` are corrections it has."""

    token: str
    report: int
    saved: Sequence[Any] = ()


def write(sheets: Sequence[Sheet], server: Server | None = None, back: str = "") -> Iterator[str]:
    """The page in pieces; several reports share one page that opens on their index.

    `back` is the address of an index that stands in another file.
    """
    several = len(sheets) > 1
    config: dict[str, Any] = {"several": several, "reports": len(sheets), "back": bool(back)}
    if server:
        config |= {"token": server.token, "report": server.report, "saved": list(server.saved)}
    link = "/report/{}" if server else "#report-{}"
    index = _index(queue(sheet.tree for sheet in sheets), sheets, link) if several else {}
    blocks = (embedded(payload(sheet)) for sheet in sheets)
    catalogued = embedded(catalogue())
    index = {**_NO_INDEX, "link": link, "back": back or ("/" if server else "#"), **index}
    yield from _generated(config, _title(sheets), index, blocks=blocks, catalogue=catalogued)


def write_queue(entries: Sequence[Entry], years: Years, link: str = "/report/{}") -> Iterator[str]:
    """The index alone: links to other pages, a server's unless said, not to places in this one."""
    config = {"several": True, "queue": True, "reports": len(entries)}
    plots = [Markup(plot) for plot in years.charts(link)]
    index = {"entries": entries, "plots": plots, "tallies": counts(entries), "link": link}
    title = f"{len(entries)} reports"
    yield from _generated(config, title, {**index, "back": "#"}, blocks=(), catalogue="[]")


def _generated(config: Tree, title: str, index: Tree, **data: Any) -> Iterator[str]:
    """Pieces of the template, gathered so that not every character is written alone."""
    connects = "token" in config
    stream = _template(connects).stream(
        config=embedded(config), title=title, several=config["several"], **index, **data
    )
    stream.enable_buffering(50)
    yield from stream


def embedded(data: object) -> Markup:
    """JSON for a script element: no text of a report can end it."""
    written = json.dumps(
        data, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=float
    )
    return Markup(written.translate(_ESCAPES))


def _index(entries: Sequence[Entry], sheets: Sequence[Sheet], link: str) -> Tree:
    plots = [Markup(plot) for plot in multiples([sheet.tree for sheet in sheets], link)]
    return {"entries": entries, "plots": plots, "tallies": counts(entries), "link": link}


def _title(sheets: Sequence[Sheet]) -> str:
    return sheets[0].name if len(sheets) == 1 else f"{len(sheets)} reports"


def _template(connects: bool) -> Template:
    environment = Environment(
        loader=PackageLoader("llm_extract.rendering.review", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = _source(environment, "page.css")
    body = "".join(_source(environment, f"{name}.js") for name in _SCRIPTS)
    script = f'(() => {{\n"use strict";\n{body}}})();'
    policy = {
        "default-src": "'none'",
        "script-src": _hashed(script),
        "style-src": _hashed(style),
        "connect-src": "'self'" if connects else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=Markup("; ".join(f"{name} {value}" for name, value in policy.items())),
    )
    return environment.get_template("page.html")


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
