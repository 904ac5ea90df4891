"""What `extract --dry-run` tells: what each document would be asked, what that would cost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from llm_extract import asking, ledger, pipeline, providers, witnesses
from llm_extract.batch.documents import failed, prepare_one
from llm_extract.batch.orders import Order
from llm_extract.cache import Answers
from llm_extract.cli import _options
from llm_extract.cli._listing import text_of
from llm_extract.cli._output import opened
from llm_extract.config import ExtractSettings, ProviderSettings, Settings
from llm_extract.errors import ConfigError
from llm_extract.offering import Question
from llm_extract.records import Prepared

Row = dict[str, Any]

_STRATEGIES = get_args(ExtractSettings.model_fields["strategy"].annotation)
_FRAME, _STATEMENT = 16, 60  # tokens of an answer: round the list, and for each quantity in it
_SUMS = ("requests", "cached", "characters", "input_tokens", "output_tokens", "cost")


@dataclass(frozen=True, slots=True)
class _Planner:
    """Counts what would be sent: with which settings, and what is answered already."""

    called: tuple[ProviderSettings, ...]
    store: Answers | None
    mailed: bool

    def row(self, source: str, prepared: Prepared, strategy: str) -> Row:
        """What one document would be asked under one strategy. `cost` is null if unknown."""
        total = _empty(source, strategy)
        for question in pipeline.questions(prepared, strategy):
            for settings in self.called:
                _add(total, self._one(prepared, question, settings))
        return total

    def _one(self, prepared: Prepared, question: Question, settings: ProviderSettings) -> Row:
        request = providers.settled(asking.composed(prepared, question), settings)
        length = question.length
        if self.store is not None and self.store.get(request.digest()) is not None:
            return {"requests": 1, "cached": 1, "characters": length}
        inside = sum(question.holds(number.span) for number in prepared.numbers)
        asked, most = ledger.estimate(request)
        answered = min(most, _FRAME + _STATEMENT * inside)
        return {
            "requests": 1,
            "characters": length,
            "input_tokens": asked,
            "output_tokens": answered,
            "cost": providers.prices(settings, mailed=self.mailed).cost(asked, answered),
        }


def show(orders: Iterable[Order], settings: Settings, to: tuple[str | None, Path | None]) -> int:
    """Print a row for each document and strategy, then their sums; send nothing."""
    format, output = to
    if format not in (None, "table", "json"):
        raise ConfigError(f"--dry-run is told as table or json, not as {format}")
    extract = settings.extract
    kept = extract.cache or Path(extract.cache_dir).expanduser().is_dir()
    store = Answers.of(extract) if kept else None
    planner = _Planner(witnesses.named(settings), store, extract.transport == "batch")
    rows, faults = _rows(orders, planner)
    text = text_of([_shown(row) for row in (*rows, *_sums(rows))], format)
    with opened(output) as out:
        out.write(text + "\n")
    return _options.SOME_FAILED if faults else 0


def _rows(orders: Iterable[Order], planner: _Planner) -> tuple[list[Row], int]:
    rows: list[Row] = []
    faults = 0
    for each in orders:
        try:
            if each.fault:
                raise ConfigError(each.fault)
            prepared = prepare_one(each)
        except Exception as error:
            faults += 1
            _options.complain(each.source, failed(each, error).fault)
            continue
        rows.extend(planner.row(each.source, prepared, strategy) for strategy in _STRATEGIES)
    return rows, faults


def _sums(rows: list[Row]) -> Iterator[Row]:
    for strategy in _STRATEGIES:
        total = _empty("all", strategy)
        for row in rows:
            if row["strategy"] == strategy:
                _add(total, row)
        yield total


def _empty(source: str, strategy: str) -> Row:
    return {"source": source, "strategy": strategy} | dict.fromkeys(_SUMS, 0)


def _add(total: Row, more: Row) -> None:
    """What is unknown makes the sum unknown."""
    for name in _SUMS:
        left, right = total[name], more.get(name, 0)
        total[name] = None if left is None or right is None else left + right


def _shown(row: Row) -> Row:
    cost = row["cost"]
    return row | {"cost": None if cost is None else float(round(Decimal(cost), 4))}
