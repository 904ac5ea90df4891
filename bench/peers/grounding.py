"""Quotes that a model may give, and where each side finds them in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.peers.page import Row, Section
from bench.peers.workers import LANGEXTRACT, ROOT, US, Workers
from llm_extract import readers, script
from llm_extract.evaluation import labels
from llm_extract.evaluation.labels import Fixture

_CHUNK = 6000  # characters
_DOCUMENTS = 12
_QUOTES = 25  # of a document
_LENGTHS = (1, 4, 16)  # times a chunk

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the quotes of one answer in the order of the text, and where each truly stands."""

    text: str
    quotes: tuple[str, ...]
    places: tuple[Place, ...]

    def shape(self) -> dict[str, Any]:
        return {"text": self.text, "quotes": self.quotes}


def measure(workers: Workers) -> Section:
    """Right places, wrong digits accepted, and milliseconds a quote by kind of quote."""
    plain = list(_cases())
    kinds = {
        "verbatim": plain,
        "in the other script": [_changed(case, _other_script) for case in plain],
        "in full width": [_changed(case, _wide) for case in plain],
        "with separators": [_changed(case, _separated) for case in plain],
        "passages that repeat": [_repeated(case) for case in plain],
    }
    rows = [row for kind, cases in kinds.items() for row in _placed(workers, kind, cases)]
    rows.append(_accepted(workers, [_changed(case, _misread) for case in plain]))
    rows.extend(_growth(workers, plain))
    quotes = sum(len(case.quotes) for case in plain)
    words = (
        f"{quotes} quotes with a number from {len(plain)} labelled reports, each of at most "
        f"{_CHUNK:,} characters; all quotes of a report in one answer, in the order of the text. "
        "A place is right if it begins and ends within a character of where the quote stands. The "
        "bare loop looks for nothing. langextract uses its Unicode tokenizer, with which it places "
        "more quotes rightly than with the default one."
    )
    return Section("Grounding", words, tuple(rows))


def _placed(workers: Workers, kind: str, cases: list[Case]) -> Iterator[Row]:
    found = {name: _asked(workers, name, cases) for name in (US, LANGEXTRACT)}
    total = sum(len(case.quotes) for case in cases)
    shares = {}
    for name, each in found.items():
        pairs = zip(cases, each["places"], strict=True)
        shares[name] = 100 * sum(_right(case, at) for case, at in pairs) / total
    yield Row(f"right place, {kind}", "%", shares, more=True, aim=1.0)
    if kind == "verbatim":
        spent = {name: 1000 * each["cpu"] / total for name, each in found.items()}
        yield Row("processor time a quote, verbatim", "ms", spent, aim=1.0)


def _accepted(workers: Workers, cases: list[Case]) -> Row:
    total = sum(len(case.quotes) for case in cases)
    shares = {}
    for name in (US, LANGEXTRACT):
        found = (place for at in _asked(workers, name, cases)["places"] for place in at)
        shares[name] = 100 * sum(place is not None for place in found) / total
    return Row("accepted with one digit wrong", "%", shares, aim=1.0)


def _growth(workers: Workers, plain: list[Case]) -> Iterator[Row]:
    """Milliseconds a quote in a text of so many chunks."""
    whole = "\n".join(case.text for case in plain) * 2
    for times in _LENGTHS:
        text = whole[: times * _CHUNK]
        first = plain[0]
        inside = [q for q in first.quotes if q in text[:_CHUNK]][:10]
        case = Case(text, tuple(inside), ())
        spent = {
            name: 1000 * _asked(workers, name, [case])["cpu"] / max(1, len(inside))
            for name in (US, LANGEXTRACT)
        }
        yield Row(f"processor time a quote in {times * _CHUNK:,} characters", "ms", spent, aim=1.0)


def _asked(workers: Workers, name: str, cases: list[Case]) -> Any:
    task = "locate" if name == US else "align"
    answer = workers[name].ask(task, cases=[case.shape() for case in cases])
    if "error" in answer:
        raise RuntimeError(f"{name}: {answer['error']}")
    return answer


def _right(case: Case, found: list[list[int] | None]) -> int:
    pairs = zip(case.places, found, strict=True)
    return sum(
        at is not None and abs(at[0] - place[0]) <= 1 and abs(at[1] - place[1]) <= 1
        for place, at in pairs
    )


def _cases() -> Iterator[Case]:
    fixtures = labels.load(ROOT / "fixtures", ("dev",))
    step = max(1, len(fixtures) // _DOCUMENTS)
    for fixture in fixtures[::step][:_DOCUMENTS]:
        case = _case(fixture)
        if case.quotes:
            yield case


def _case(fixture: Fixture) -> Case:
    """Quotes with a number that stand once in the first chunk of a report."""
    text = readers.read_path(fixture.source).text[:_CHUNK]
    found: dict[str, int] = {}
    for seen in fixture.labels.observation:
        number = any(character.isdigit() for character in seen.quote)
        if number and text.count(seen.quote) == 1:
            found[seen.quote] = text.index(seen.quote)
    ordered = sorted(found, key=lambda quote: found[quote])[:_QUOTES]
    places = tuple((found[quote], found[quote] + len(quote)) for quote in ordered)
    return Case(text, tuple(ordered), places)


def _changed(case: Case, change: Any) -> Case:
    return Case(case.text, tuple(map(change, case.quotes)), case.places)


def _repeated(case: Case) -> Case:
    """The text twice over, and each quote twice: first of the first half, then of the second."""
    half = len(case.text) + 1
    again = tuple((start + half, end + half) for start, end in case.places)
    return Case(f"{case.text}\n{case.text}", case.quotes * 2, (*case.places, *again))


def _other_script(quote: str) -> str:
    """Simplified for what is traditional, and the reverse; one character for one."""
    from opencc import OpenCC

    simple = str(OpenCC("t2s").convert(quote))
    return simple if simple != quote else str(OpenCC("s2t").convert(quote))


def _wide(quote: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in quote)


def _separated(quote: str) -> str:
    """With separators of thousands where there are none, and without where there are."""
    if (bare := re.sub(r"(?<=\d),(?=\d)", "", quote)) != quote:
        return bare
    parts = [*_runs(quote), ""]
    return "".join(
        part if behind.startswith("年") else _grouped(part) for part, behind in pairwise(parts)
    )


def _runs(quote: str) -> Iterator[str]:
    run = ""
    for character in quote:
        if run and character.isdigit() != run[-1].isdigit():
            yield run
            run = ""
        run += character
    yield run


def _grouped(run: str) -> str:
    return f"{int(run):,}" if run.isascii() and run.isdigit() and len(run) > 3 else run


def _misread(quote: str) -> str:
    """The last digit of the quote is another one."""
    at = max(index for index, character in enumerate(quote) if character.isdigit())
    digit = script.fold(quote[at])
    wrong = str((int(digit) + 1) % 10) if digit.isdecimal() else "9"
    return quote[:at] + wrong + quote[at + 1 :]
