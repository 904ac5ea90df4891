"""Tokens for a report at equal accuracy, with a model of known error rates."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bench.peers import prompts, server, simulated
from bench.peers.page import Row, Section
from bench.peers.server import Field
from bench.peers.workers import LANGEXTRACT, ROOT, SDK, US, Workers
from llm_extract import numerals, pipeline, readers, script
from llm_extract.evaluation import labels
from llm_extract.evaluation._gold import Key, key
from llm_extract.evaluation.labels import Fixture
from llm_extract.records import Prepared
from llm_extract.schemas import indicators
from llm_extract.schemas.units import in_unit

_REPORTS = 12
_PASSES = 3
_NEAR = 0.25  # points of accuracy that count as equal

Given = dict[str, tuple[Decimal | None, str, bool]]  # value, unit, and whether it is flagged


@dataclass(frozen=True, slots=True)
class Bill:
    """What one way of asking costs and gives, summed over the reports."""

    name: str
    tokens: float  # a report
    requests: float
    right: float  # percent of what is labelled
    silent: float  # wrong values a report that nothing warns of


def measure(workers: Workers) -> Section:
    """Every way of asking over the same reports; what reaches the accuracy of `gaps`."""
    fixtures = labels.load(ROOT / "fixtures", ("dev",))
    fixtures = fixtures[:: max(1, len(fixtures) // _REPORTS)][:_REPORTS]
    prepared = [pipeline.prepare(readers.read_path(f.source)) for f in fixtures]
    keys = [key(f.labels, p.document.text) for f, p in zip(fixtures, prepared, strict=True)]
    with server.running(simulated.Simulated(fixtures)) as field:
        asker = _Asker(workers, field, fixtures, prepared, keys)
        gaps, full = asker.ours("gaps"), asker.ours("full")
        others = [list(asker.langextract()), list(asker.bare())]
    reached = [_reached(bills, gaps.right) for bills in others]
    rows = (
        Row(
            f"tokens a report for {gaps.right:.1f} % right, `gaps`",
            "",
            {US: gaps.tokens, LANGEXTRACT: reached[0], SDK: reached[1]},
            aim=1.0,
        ),
        Row(
            "tokens a report, once over, `full`",
            "",
            {US: full.tokens, LANGEXTRACT: others[0][0].tokens, SDK: others[1][0].tokens},
        ),
        Row(
            "wrong values a report without a warning, `full`",
            "",
            {US: full.silent, LANGEXTRACT: others[0][0].silent, SDK: others[1][0].silent},
            aim=1.0,
        ),
    )
    bills = [gaps, full, *others[0], *others[1]]
    words = (
        f"{len(fixtures)} labelled reports and one simulated model for all: {_told()} Tokens count "
        "prompt, answer's schema and answer, one for a Chinese character, 0.3 for another. Numbers "
        "of the peers are parsed by this program's numerals, as a gift; what they do not flag "
        "counts as given without a warning. To ask again, langextract makes another pass, the bare "
        "loop asks thrice and takes the majority."
    )
    return Section("Cost", words, rows, more="\n".join(_table(bills)))


def _told() -> str:
    doc = " ".join((simulated.__doc__ or "").split())
    return doc[doc.index("Of the statements") :]


def _reached(bills: list[Bill], wanted: float) -> float | str:
    """The tokens of the first that is as accurate; in words where none is."""
    for bill in bills:
        if bill.right >= wanted - _NEAR:
            return bill.tokens
    best = max(bills, key=lambda bill: bill.right)
    return f"not reached: {best.right:.1f} % for {best.tokens:,.0f}"


def _table(bills: list[Bill]) -> Iterator[str]:
    yield "| way of asking | tokens a report | requests a report | right % | wrong, no warning |"
    yield "|---|---:|---:|---:|---:|"
    for bill in bills:
        yield (
            f"| {bill.name} | {bill.tokens:,.0f} | {bill.requests:.1f} | {bill.right:.1f} "
            f"| {bill.silent:.2f} |"
        )


@dataclass(frozen=True, slots=True)
class _Asker:
    workers: Workers
    server: Field
    fixtures: tuple[Fixture, ...]
    prepared: list[Prepared]
    keys: list[Key]

    def ours(self, strategy: str) -> Bill:
        self.server.reset()
        answer = self.workers[US].ask(
            "run",
            url=self.server.url,
            in_flight=10,
            paths=[str(f.source) for f in self.fixtures],
            strategy=strategy,
        )
        given = [{v["indicator"]: _ours(v) for v in each} for each in _whole(answer)["values"]]
        return self._bill(f"{US}, `{strategy}`", given)

    def langextract(self) -> Iterator[Bill]:
        for passes in range(1, _PASSES + 1):
            self.server.reset()
            given = [self._extracted(each, passes) for each in self.prepared]
            yield self._bill(f"{LANGEXTRACT}, {passes} pass{'es' if passes > 1 else ''}", given)

    def _extracted(self, prepared: Prepared, passes: int) -> Given:
        answer = self.workers[LANGEXTRACT].ask(
            "run",
            url=self.server.url,
            in_flight=10,
            texts=[prepared.document.text],
            **prompts.told(prepared),
            passes=passes,
        )
        return _first(_whole(answer)["found"][0])

    def bare(self) -> Iterator[Bill]:
        votes: list[list[Given]] = [[] for _ in self.prepared]
        self.server.reset()
        for times in range(1, _PASSES + 1):
            for at, each in enumerate(self.prepared):
                answer = self.workers[SDK].ask(
                    "run",
                    url=self.server.url,
                    in_flight=1,
                    prompts=[prompts.whole(each)],
                    instructor=True,
                )
                votes[at].append(_first(_whole(answer)["said"]))
            given = [_majority(each) for each in votes]
            once = f"{SDK}, one request a report"
            yield self._bill(once if times == 1 else f"{once}, {times} times", given)

    def _bill(self, name: str, given: list[Given]) -> Bill:
        seen = self.server.seen()
        right = silent = total = 0
        for each, known in zip(given, self.keys, strict=True):
            for indicator, gold in known.gold.items():
                if not gold.is_optional:
                    total += 1
                    value = each.get(indicator)
                    right += value is not None and bool(gold.right(value[0], value[1]))
            silent += sum(_is_wrong(i, v, known) for i, v in each.items())
        reports = len(self.prepared)
        share = 100 * right / total
        tokens, requests = seen["tokens"] / reports, seen["requests"] / reports
        return Bill(name, tokens, requests, share, silent / reports)


def _is_wrong(indicator: str, given: tuple[Decimal | None, str, bool], known: Key) -> bool:
    """A value that is not the label's and that nothing warns of."""
    value, unit, flagged = given
    gold = known.gold.get(indicator)
    if flagged or value is None:
        return False
    if gold is None:
        return not known.neighbours(indicator)
    return not gold.right(value, unit)


def _first(said: list[Any]) -> Given:
    """The first value of each indicator, read with this program's numerals."""
    given: Given = {}
    for each in said:
        name = each.get("indicator", "")
        if name in indicators() and name not in given:
            given[name] = (*_read(name, each), False)
    return given


def _read(name: str, said: dict[str, Any]) -> tuple[Decimal | None, str]:
    known, state = indicators()[name], said.get("state")
    if state == "zero_by_negation":
        return Decimal(0), known.unit
    surface = script.fold(f"{said.get('number', '')}{said.get('unit', '')}")
    read = numerals.parse(surface) or numerals.parse_cell(surface)[1]
    if read is None:
        return None, known.unit
    fitted = in_unit(read, known)
    if fitted is None and not read.unit:
        return read.value, known.unit
    return (fitted.value, fitted.unit) if fitted else (read.value, read.unit)


def _majority(votes: list[Given]) -> Given:
    """For each indicator what most answers say, the first among equals."""
    names = dict.fromkeys(name for given in votes for name in given)
    chosen: Given = {}
    for name in names:
        said = [given[name] for given in votes if name in given]
        chosen[name] = max(said, key=said.count)
    return chosen


def _whole(answer: Any) -> Any:
    """An answer of a side that came to its end: no fault of the wire is at stake here."""
    if "error" in answer or answer.get("code"):
        raise RuntimeError(answer.get("error") or answer["message"])
    return answer


def _ours(value: dict[str, Any]) -> tuple[Decimal | None, str, bool]:
    return _decimal(value["value"]), value["unit"], value["verdict"] == "disputed"


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
