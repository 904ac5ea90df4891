"""From a stored run to outcomes and figures: no document is read, no call is made."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from llm_extract.errors import ConfigError
from llm_extract.evaluation import matching, metrics, runs
from llm_extract.evaluation.figures import Figure
from llm_extract.evaluation.labels import Fixture
from llm_extract.evaluation.locating import squeeze
from llm_extract.evaluation.outcomes import Judged, Outcome
from llm_extract.evaluation.proofreading import faults


@dataclass(frozen=True, slots=True)
class Scored:
    """One provider's run with all that is counted; `digests` are those of the label files.

    `skipped` are documents that nothing here can read, with the reason: they count nowhere.
    """

    about: runs.About
    judged: tuple[Judged, ...]
    figures: tuple[Figure, ...]
    digests: dict[str, str]
    skipped: tuple[tuple[str, str], ...] = ()

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(outcome for each in self.judged for outcome in each.outcomes)

    def figure(self, name: str) -> Figure | None:
        """The figure of a name, None where the run has none."""
        return next((figure for figure in self.figures if figure.name == name), None)


def score(run: runs.Run, fixtures: Sequence[Fixture]) -> Scored:
    """Hold every stored result against its labels, which must have no faults."""
    skipped = {name: e.fault for name, e in run.entries.items() if e.skipped}
    read = [fixture for fixture in fixtures if fixture.name not in skipped]
    if not read:
        raise ConfigError("\n".join(["no report could be read:", *_told(skipped)]))
    wrong: list[str] = []
    judged = tuple(_judged(fixture, run.entries.get(fixture.name), wrong) for fixture in read)
    if wrong:
        raise ConfigError("\n".join(["the labels have faults:", *(f"  {f}" for f in wrong)]))
    digests = {fixture.name: fixture.digest for fixture in read}
    figures = metrics.measure(judged)
    scored = Scored(run.about, judged, figures, digests, tuple(skipped.items()))
    runs.keep_outcomes(run, outcome_lines(scored))
    return scored


def _told(skipped: dict[str, str]) -> Iterator[str]:
    yield from (f"  {name}: {reason}" for name, reason in skipped.items())


def _judged(fixture: Fixture, entry: runs.Entry | None, wrong: list[str]) -> Judged:
    """One document; faults of its labels are added to `wrong`."""
    result = runs.result_of(entry) if entry else None
    if result is None:
        return matching.failed(fixture, entry.fault if entry else "not run")
    if result.document.text is None:
        raise ConfigError(f"{fixture.name}: the stored result has no text; run it again")
    wrong += faults(fixture, squeeze(result.document.text))
    return matching.match(fixture, result)


def outcome_lines(scored: Scored) -> Iterator[str]:
    """One JSON object for each outcome."""
    for outcome in scored.outcomes:
        yield json.dumps(outcome_shape(outcome), ensure_ascii=False, separators=(",", ":"))


def outcome_shape(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain data; numbers are JSON numbers, places are [start, end]."""
    shape = asdict(outcome) | {"silent": outcome.is_silent}
    for side in ("expected", "got"):
        answer = shape[side]
        if answer is not None:
            answer["value"] = _number(answer["value"])
            span = answer.pop("span")
            answer["start"], answer["end"] = (span["start"], span["end"]) if span else (None, None)
    return shape


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
