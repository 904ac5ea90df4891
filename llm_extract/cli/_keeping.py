"""`extract` with -o into lines or a folder: each document safe when finished, runs continued."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from llm_extract.batch import disk, engines, identity, keeping, planning, running
from llm_extract.batch.documents import digest_of
from llm_extract.batch.engines import Place
from llm_extract.batch.failures import Failures
from llm_extract.batch.keeping import Results
from llm_extract.batch.orders import STDIN, Order, Recipe
from llm_extract.batch.planning import Plan, State
from llm_extract.batch.stopping import listening
from llm_extract.cli import _options
from llm_extract.cli._progress import Meter
from llm_extract.cli._tally import Tally
from llm_extract.errors import ConfigError
from llm_extract.spilled import Spilled

_TOGETHER = 0.5  # seconds of documents made safe by one wait for the disk


@dataclass(frozen=True, slots=True)
class Kept:
    """Where results go and how: a file of lines or a folder, and who extracts."""

    output: Path
    folder: bool
    engine: str = "local"
    scheduler: str = ""
    jobs: int = 1
    retry_failed: bool = False
    quiet: bool = False
    debug: bool = False


def run(orders: Iterable[Order], recipe: Recipe, to: Kept) -> int:
    """Extract what is not yet there, keep it, say as an exit code how it went."""
    whole = identity.digest(recipe)
    asked: Spilled[Order] = Spilled()  # each document once
    for each in orders:
        if to.folder:
            _check_apart(each, to.output)
        asked[each.source] = replace(each, digest=identity.with_manifest(whole, each))
    _check_answers(recipe)
    with keeping.opened(to.output, folder=to.folder) as kept:
        results, failures = kept
        recipe = replace(recipe, form=results.form)
        plan = planning.plan(asked, kept, digest_of, retry=to.retry_failed)
        if not to.quiet:
            _tell(plan, results, to.output)
        for failure in plan.failed:
            _options.complain(failure.source, failure.fault)
        code = _carried_out(plan, recipe, to, kept)
        if code != _options.INTERRUPTED:
            _tidy(plan, results, failures)
    return code


def _carried_out(plan: Plan, recipe: Recipe, to: Kept, kept: tuple[Results, Failures]) -> int:
    before = len(plan.sources) - len(plan.orders)
    total = len(plan.sources)
    meter = Meter(total, before, shown=not to.quiet and total > 1)
    tally = Tally(meter, debug=to.debug, failed=len(plan.failed))
    together = 0.0 if recipe.asks_models else _TOGETHER
    try:
        with listening(_ending) as stop:
            tell = _options.silent if to.quiet else _options.say
            place = Place(to.jobs, stop, to.scheduler, tell)
            outcomes = engines.run(to.engine, plan.orders, recipe, place)
            for group in running.kept(outcomes, kept, stop, together):
                tally.add(group)
    finally:
        meter.close(tally.counts)
    if not stop.wanted:
        return tally.code()
    done = plan.counts[State.DONE] + tally.counts.done
    click.echo(
        f"interrupted; {done:,} of {total:,} documents are in {to.output}, "
        f"the same command goes on from here",
        err=True,
    )
    return _options.INTERRUPTED


def _ending() -> None:
    click.echo("ending when what is on its way is done; Ctrl-C again ends at once", err=True)


def _check_answers(recipe: Recipe) -> None:
    """An answer that cannot be kept would be paid for in vain."""
    extract = recipe.settings.extract
    directory = Path(extract.cache_dir).expanduser()
    if recipe.asks_models and recipe.replay is None and not extract.cache and directory.is_dir():
        disk.check_room(directory)


def _check_apart(order: Order, folder: Path) -> None:
    """Results among the documents they come from would be a mess to take apart."""
    if order.source != STDIN and folder.resolve() in Path(order.source).resolve().parents:
        raise ConfigError(
            f"{folder}: holds {order.source}, which is to be read; -o names another folder"
        )


def _tell(plan: Plan, results: Results, output: Path) -> None:
    """What the run continues, if anything."""
    count = plan.counts
    if results.repaired:
        click.echo(f"{output}: its last line was torn and is taken away", err=True)
    if sum(count.values()) > count[State.NEW]:
        failed = count[State.FAILED]
        parts = [
            f"{count[State.DONE]:,} of {len(plan.sources):,} documents are done",
            f"{failed:,} failed (--retry-failed tries them again)" if failed else "",
            f"{count[State.GAPS]:,} have gaps and are asked for those" if count[State.GAPS] else "",
            f"{count[State.CHANGED]:,} have changed" if count[State.CHANGED] else "",
        ]
        click.echo(f"continuing: {', '.join(filter(None, parts))}", err=True)
    if again := count[State.RESETTLED]:
        words = f"{output}: {again:,} documents have results of other settings, which are replaced"
        click.echo(words, err=True)
    if plan.others:
        words = f"{output}: {plan.others:,} more documents, not among those given, stay there"
        click.echo(words, err=True)


def _tidy(plan: Plan, results: Results, failures: Failures) -> None:
    """Where there is no room for it everything stays as it is, which readers understand."""
    try:
        results.tidy(plan.sources)
        failures.tidy()
    except ConfigError as error:
        click.echo(f"llm-extract: not put in order: {error}", err=True)
