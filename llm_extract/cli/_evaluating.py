"""What `eval` and its subcommands do: from flags to a written evaluation and an exit code."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from llm_extract import plugins
from llm_extract.cli import _options
from llm_extract.cli._output import opened
from llm_extract.cli._stored import stored
from llm_extract.errors import BudgetSpent, ConfigError, ExtractError, ProviderError, ReplayMiss
from llm_extract.evaluation import evaluating, formats, gates, runs
from llm_extract.evaluation.evaluating import Bench
from llm_extract.evaluation.formats import Evaluation
from llm_extract.evaluation.outcomes import Judged
from llm_extract.evaluation.scoring import Scored
from llm_extract.evaluation.suites import Suite

GATE_MISSED = 6
_ENDS: dict[type[ExtractError], int] = {ProviderError: 4, BudgetSpent: 5, ReplayMiss: 7}
_P = ParamSpec("_P")
_FORMATS = "llm_extract.evaluation.formats"
_SUFFIXES = {".json": "json", ".xml": "junit", ".html": "html", ".htm": "html"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    provider: str | None = None
    labels: Path | None = None
    format: str | None = None
    output: Path | None = None
    replay: Path | None = None
    runs: Path | None = None
    jobs: int = 1
    config: Path | None = None
    write_baseline: bool = False


def _coded(act: Callable[_P, int]) -> Callable[_P, int]:
    """An act that a provider may end: what was read is kept, the same command goes on."""

    @wraps(act)
    def coded(*args: _P.args, **kwargs: _P.kwargs) -> int:
        try:
            return act(*args, **kwargs)
        except tuple(_ENDS) as error:
            click.echo(f"llm-extract: {error}; the same command goes on from here", err=True)
            return next(code for kind, code in _ENDS.items() if isinstance(error, kind))

    return coded


@_coded
def run(name: str | None, asked: Asked) -> int:
    """Evaluate a suite, write it, and say how it went as an exit code."""
    format = _chosen(asked.format, asked.output)
    suite = evaluating.suite_of(name, asked.labels, _providers(asked))
    # A new baseline is not held against the old one.
    ruled = suite.model_copy(update={"no_regression": ()}) if asked.write_baseline else suite
    evaluation = evaluating.evaluate(ruled, _bench(asked))
    _write(formats.render(format, evaluation), asked.output)
    if asked.write_baseline:
        _keep(suite, evaluation.scored)
    return _told(evaluation)


def score_again(folder: Path, labels: Path | None, format: str | None, output: Path | None) -> int:
    """Score a stored run; its suite's gates are ruled on where the suite is there."""
    chosen = _chosen(format, output)
    there = folder if (folder / "run.json").is_file() else runs.FOLDER / folder
    scored = evaluating.rescore(there, labels)
    evaluation = Evaluation(scored.about.suite, (scored,), evaluating.rulings(scored))
    _write(formats.render(chosen, evaluation), output)
    return _told(evaluation)


@_coded
def compare(names: tuple[str, str], suite: str | None, asked: Asked) -> int:
    """Write how far two runs are apart; a difference is no failure."""
    from llm_extract.evaluation import comparing

    bench = _bench(asked)
    left, right = (evaluating.side(name, bench, (suite, asked.labels)) for name in names)
    try:
        comparison = comparing.compare(left.outcomes, right.outcomes, names)
    except ValueError as error:
        raise ConfigError(f"{error}; compare runs of one suite") from None
    _write(comparing.render(comparison, asked.format or "table"), asked.output)
    return 0


def init_labels(path: Path, output: Path | None) -> int:
    """Write labels to correct; a ConfigError where the file holds several documents."""
    from llm_extract.evaluation import drafting

    results = list(stored(path).results)
    if len(results) != 1:
        raise ConfigError(f"{path}: has {len(results)} documents; give the result of one")
    _write(drafting.draft(results[0]), output)
    return 0


def agreement(folder: Path, output: Path | None) -> int:
    """Write how far two readings of the reports in a folder agree, and with what was settled."""
    from llm_extract.evaluation import agreement, yardstick

    tables = [agreement.table(agreement.agreements(folder))]
    if held := yardstick.held(folder):
        tables.append(yardstick.table(held))
    _write("\n".join(tables), output)
    return 0


@_coded
def scoreboard(asked: Asked) -> int:
    """Write the page that shows what each provider reaches."""
    from llm_extract.evaluation import scoreboard

    written = scoreboard.write(_bench(asked))
    if asked.output is not None:
        written = {asked.output: written[scoreboard.PATH]}
    for path, text in written.items():
        _write(text, path)
    return 0


def _bench(asked: Asked) -> Bench:
    if asked.replay is not None and not asked.replay.is_dir():
        raise ConfigError(f"{asked.replay}: no such folder; --replay names recorded answers")
    settings = _options.config_in_force({}, asked.config).settings
    return Bench(settings, asked.runs or runs.FOLDER, asked.jobs, asked.replay)


def _providers(asked: Asked) -> tuple[str, ...]:
    named = (asked.provider or "").split(",")
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))


def _chosen(format: str | None, output: Path | None) -> str:
    chosen = format or (_SUFFIXES.get(output.suffix.lower(), "table") if output else "table")
    plugins.load(_FORMATS, chosen)  # a ConfigError before any document is read
    return chosen


def _write(text: str, output: Path | None) -> None:
    with opened(output) as out:
        out.write(text)


def _keep(suite: Suite, scored: Iterable[Scored]) -> None:
    """One file a provider, under the name that the suite's `no_regression` has."""
    for each in scored:
        named = [Path(path) for path in suite.no_regression if each.about.provider in path]
        path = (
            named[0] if named else Path(f"eval/baselines/{suite.name}-{each.about.provider}.json")
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        shape = json.dumps(gates.baseline(each), ensure_ascii=False, separators=(",", ":"))
        with opened(path) as out:
            out.write(shape.replace('"figures":', '\n"figures":').replace("},", "},\n") + "\n")


def _told(evaluation: Evaluation) -> int:
    """Faults, gaps and missed gates on standard error; the exit code of the contract."""
    failed = [
        (each.document, fault)
        for one in evaluation.scored
        for each in one.judged
        for fault in _faults(each)
    ]
    for document, fault in failed:
        _options.complain(document, fault)
    for document, reason in evaluation.skipped.items():
        _options.complain(document, f"skipped: {reason}")
    missed = [ruling for ruling in evaluation.rulings if not ruling.met]
    for ruling in missed:
        click.echo(f"gate not met: {ruling.message}", err=True)
    return GATE_MISSED if missed else _options.SOME_FAILED if failed else 0


def _faults(judged: Judged) -> Iterator[str]:
    if judged.fault:
        yield judged.fault
    gaps = judged.run.gaps if judged.run else ()
    if gaps:
        reason = f"{len(gaps)} parts got no usable answer: {gaps[0]['reason']}"
        yield f"{reason}; the same command asks for them again"
