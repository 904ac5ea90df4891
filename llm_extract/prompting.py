"""The request for a chunk: the stable part first, the chunk's own text last and unaltered.

Only labels and units of the indicators are told. No cue of the scanner, no reading of it and no
template engine comes near a request: the report's text is joined in as it is.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from llm_extract import parsing
from llm_extract.errors import ConfigError
from llm_extract.records import Request
from llm_extract.schemas import Catalogue, Indicator, Kind, indicators, own

_OPEN, _CLOSE = "<report>\n", "\n</report>"
_LEFT_OUT = "\n……\n"
_AGAIN = "上次的回答无法使用：PROBLEM\n请重新只回答 JSON 对象。\n\n"
_AGAIN_OWN = "The last answer could not be used: PROBLEM\nAnswer with the JSON object alone.\n\n"
_WORDING = ("extract.md", "cells.md", "prose.md", "text.md", "examples.md")
_LIST = "指标（组（单位）：名 名称；ID 是“组.名”）"
_MATRIX = "指标（组（单位）：名 名称；ID 是“组.名”，有 × 则“组.行.列”或“行.列”）"
_SEMICOLON, _TIMES = "；", " × "
_CELL = " / "  # between the row and the column in the label of a cell


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the answer to it."""

    text: str
    answer: str


def compose(text: str, offered: tuple[str, ...], *, cells: bool = False) -> Request:
    """The request that asks a text, prose or the cells of a form, for what is offered."""
    catalogue = own()
    return Request(
        system=_stable(offered, cells) if catalogue is None else _of_own(catalogue, offered),
        user=f"{_OPEN}{text}{_CLOSE}",
        schema=parsing.schema(offered),
        schema_name="statements",
    )


def joined(passages: Iterable[str]) -> str:
    """The text of a request about several passages, with a mark where something is left out."""
    return _LEFT_OUT.join(passages)


def again(request: Request, problem: str) -> Request:
    """The same request after an answer that could not be used, with what was wrong."""
    words = _AGAIN if own() is None else _AGAIN_OWN
    told = words.replace("PROBLEM", problem)
    return replace(request, user=f"{told}{request.user}")


def digest() -> str:
    """Of all wording that is sent to models, 16 hexadecimal digits."""
    names = _WORDING if own() is None else ("own.md",)
    words = "\0".join(map(_file, names))
    return sha256(words.encode()).hexdigest()[:16]


def schema_digest(offered: tuple[str, ...]) -> str:
    """Of the answer's schema, 16 hexadecimal digits; what one's own is made of is in it too."""
    catalogue = own()
    written = json.dumps(parsing.schema(offered), ensure_ascii=False, sort_keys=True)
    written += "" if catalogue is None else catalogue.digest
    return sha256(written.encode()).hexdigest()[:16]


@lru_cache(64)
def _of_own(catalogue: Catalogue, offered: tuple[str, ...]) -> str:
    """The instructions for a schema of one's own, and its fields line by line."""
    lines = (_field(catalogue.indicators[name]) for name in offered)
    return "\n".join([_file("own.md").strip(), *lines])


def _field(indicator: Indicator) -> str:
    also = f" / {' / '.join(indicator.aliases)}" if indicator.aliases else ""
    kind = "text" if indicator.kind is Kind.TEXT else indicator.unit
    told = f": {indicator.description}" if indicator.description else ""
    return f"- {indicator.id} = {indicator.label}{also} ({kind}){told}"


@cache
def _stable(offered: tuple[str, ...], cells: bool) -> str:
    """Of cells no more is said than how to copy them: what misleads in prose is not in a form."""
    rules, shown = [_file("cells.md" if cells else "extract.md")], []
    if not cells:
        rules.append(_file("prose.md"))
        shown = [f"例\n{e.text}\n{e.answer}" for e in examples() if _is_about(e, offered)]
    if any(indicators()[name].kind is Kind.TEXT for name in offered):
        rules.append(_file("text.md"))
    lines = "\n".join(_listed(offered))
    listed = f"{_MATRIX if _TIMES in lines else _LIST}\n{lines}"
    return "\n\n".join(["\n".join(map(str.strip, rules)), *shown, listed])


def _listed(offered: tuple[str, ...]) -> Iterator[str]:
    """One line for each group; what its members share stands before them and is said once.

    The rows of a matrix, which all have the same columns, are one group: names × columns.
    """
    groups: dict[str, list[Indicator]] = {}
    for name in offered:
        groups.setdefault(name.rpartition(".")[0], []).append(indicators()[name])
    rows: dict[tuple[str, str, str], list[str]] = {}
    for group, members in groups.items():
        shared = {each.label.rpartition(_CELL)[0] for each in members}
        row = shared.pop() if len(shared) == 1 else ""
        unit = Counter(each.unit for each in members).most_common(1)[0][0]
        said = _SEMICOLON.join(_named(each, row, unit) for each in members)
        above, _, name = group.rpartition(".") if row else (group, "", "")
        rows.setdefault((above, unit, said), []).append(f"{name} {row}".strip())
    for (above, unit, said), names in rows.items():
        counted = f"（{unit}）" if unit else ""
        yield f"{above}{counted}：{f'{_SEMICOLON.join(names)}{_TIMES}' if names[0] else ''}{said}"


def _named(indicator: Indicator, row: str, unit: str) -> str:
    label = indicator.label.removeprefix(f"{row}{_CELL}") if row else indicator.label
    counted = "" if indicator.unit == unit else f"（{indicator.unit}）"
    return f"{indicator.id.rpartition('.')[2]} {label}{counted}"


def _is_about(example: Example, offered: tuple[str, ...]) -> bool:
    """Every indicator of the example is offered, so that it teaches nothing that is not."""
    said = json.loads(example.answer)["statements"]
    return all(statement["indicator"] in offered for statement in said)


@cache
def examples() -> tuple[Example, ...]:
    """The examples of `prompts/examples.md`; a quote that is not in its text is a ConfigError."""
    found = []
    for block in _file("examples.md").split("\n\ntext: ")[1:]:
        text, _, answer = block.partition("\nanswer: ")
        example = Example(text.strip("\n"), answer.strip())
        for statement in json.loads(example.answer)["statements"]:
            if statement["quote"] not in example.text:
                raise ConfigError(f"prompts/examples.md: {statement['quote']!r} is not in its text")
        found.append(example)
    return tuple(found)


@cache
def _file(name: str) -> str:
    for folder in (files("llm_extract") / "prompts", Path(__file__).parent.parent / "prompts"):
        place: Traversable = folder / name
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise ConfigError(
        f"prompts/{name} is missing from this installation; install the package again"
    )
