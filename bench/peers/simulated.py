"""A model of known error rates: it says what the labels say, but for faults drawn by a hash.

Of the statements that a chunk holds it misses 6 %, misreads one digit of 2 % (in half of these in
its quote too) and files 2 % under another indicator. Whether and how it errs depends on report,
statement and how often this very prompt was put, so that asking once more gives a model a second
chance, and every run of the bench draws the same.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from bench.peers.server import ROOT, Json
from bench.peers.texts import Statement
from llm_extract import readers
from llm_extract.evaluation.labels import Fixture

MISSED, MISREAD, MISFILED = 0.06, 0.02, 0.02


@dataclass(slots=True)
class Simulated:
    """The model before labelled reports; called with the body of a request."""

    fixtures: Sequence[Fixture]
    _texts: dict[str, str] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, body: Json) -> list[Statement]:
        prompt = f"{body['model']} {body['messages'][-1]['content']}"
        self._asked[prompt] += 1
        chunk = _chunk(prompt)
        fixture = self._whose(chunk)
        if fixture is None:
            return []
        return list(self._erring(fixture, chunk, body, self._asked[prompt]))

    def _erring(
        self, fixture: Fixture, chunk: str, body: Json, attempt: int
    ) -> Iterator[Statement]:
        offered = _offered(body) or frozenset(o.indicator for o in fixture.labels.observation)
        for said in _right(fixture, chunk, offered):
            key = f"{fixture.name} {body['model']} {attempt} {said['indicator']} {said['quote']}"
            drawn, which = _draws(key)
            if drawn < MISSED:
                continue
            if drawn < MISSED + MISREAD:
                said = _misread(said, also_quote=which % 2 == 0)
            elif drawn < MISSED + MISREAD + MISFILED:
                said = {**said, "indicator": sorted(offered)[which % len(offered)]}
            yield said

    def _whose(self, chunk: str) -> Fixture | None:
        if not self._texts:
            self._texts = {f.name: readers.read_path(f.source).text for f in self.fixtures}
        probe = max(chunk.splitlines() or [""], key=len)
        return next((f for f in self.fixtures if probe and probe in self._texts[f.name]), None)


def _right(fixture: Fixture, chunk: str, offered: frozenset[str]) -> Iterator[Statement]:
    """What a perfect model says of a chunk: the tests have one."""
    sys.path.insert(0, str(ROOT / "tests"))
    from _testimony import Put, perfect  # type: ignore[import-not-found]

    yield from perfect(fixture)(Put(chunk, offered))


def _chunk(prompt: str) -> str:
    """The report's own text in a prompt of any of the three."""
    if "<report>\n" in prompt:
        return prompt.rpartition("<report>\n")[2].removesuffix("\n</report>")
    return prompt.rpartition("\nQ: ")[2].rpartition("\nA: ")[0]


def _offered(body: Json) -> frozenset[str]:
    form = (body.get("response_format") or {}).get("json_schema", {})
    try:
        items = form["schema"]["properties"]["statements"]["items"]
        return frozenset(items["properties"]["indicator"]["enum"])
    except (KeyError, TypeError):
        return frozenset()


def _draws(key: str) -> tuple[float, int]:
    digest = blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4]) / 2**32, int.from_bytes(digest[4:])


def _misread(said: Statement, *, also_quote: bool) -> Statement:
    """The last digit of the number is another one."""
    places = [at for at, character in enumerate(said["number"]) if character.isdigit()]
    if not places:
        return said
    at = places[-1]
    number = said["number"]
    wrong = f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}"
    quote = said["quote"].replace(number, wrong) if also_quote else said["quote"]
    return {**said, "number": wrong, "quote": quote}
