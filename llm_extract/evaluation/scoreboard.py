"""`eval/SCOREBOARD.md`: what each provider reaches, written by a command, never by hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from llm_extract.evaluation import faults, recorded
from llm_extract.evaluation._words import bounds, percentage, share
from llm_extract.evaluation.evaluating import Bench, score_provider
from llm_extract.evaluation.scoring import Scored
from llm_extract.evaluation.suites import load

PATH = Path("eval/SCOREBOARD.md")
RECORDED = Path("eval/RECORDED.md")
# Which provider is shown on which suite.
BOARDS = (("dev", "rules"), ("test", "rules"))

_COLUMNS = {
    "precision": "accuracy.precision",
    "recall": "accuracy.recall",
    "F1": "accuracy.f1",
    "state": "states.right",
    "unit": "units.right",
    "place": "offsets.right",
    "every place": "offsets.places_found",
    "contradictions": "conflicts.detected",
    "traps avoided": "conflicts.traps_avoided",
    "silent errors": "calibration.silent_errors",
    "to review": "calibration.review_for_995",
    "year": "metadata.year",
    "agency": "metadata.agency",
    "period": "metadata.period",
}
_HEAD = """\
# Scoreboard

Written by `llm-extract eval scoreboard`; the tests check that it is up to date. Percentages: the
pooled figure, its 95 % interval with documents as what was sampled, and the mean over documents.
`dev` is what cues and prompts are tuned on; `test` is what counts.

- precision, recall, F1: of values, one for each indicator and document; a failed document is missed
- state: the state of right values (0, blank, `/`, negated, derived); unit; place: it overlaps a
  labelled quote; every place: of all labelled places, not only the one that gives the value
- contradictions: of those labelled, how many a finding or a verdict tells of
- silent errors: wrong or invented among the values with `confirmed` or `supported`
- to review: values to look at, lowest verdicts first, so that 99.5 % of all given are right
"""
_RECORDED = """\
## Recorded answers of a model

A strong language model's answers of 2026 to a draft of the prompt, over five real reports. They
and the reports are no part of the repository: whoever has them at `../shared` computes this part
anew, all others see it as it was computed last. The labels (`eval/recorded`) are one careful
reading and name places by offsets. The rules were tuned on these very reports, so their own
figures flatter; what counts is what the model adds: agreement, or a dispute.
"""


def write(bench: Bench) -> dict[Path, str]:
    """The page, and its part on recorded answers where they are at hand, by where they are kept.

    The same labels and program give the same page.
    """
    scored = [score_provider(load(suite), provider, bench) for suite, provider in BOARDS]
    kept = {RECORDED: _recorded(bench)} if recorded.is_there() else {}
    part = kept.get(RECORDED) or RECORDED.read_text("utf-8")
    page = "\n".join([_HEAD, *_summary(scored), *_groups(scored), faults.page(), part])
    return {PATH: page, **kept}


def _recorded(bench: Bench) -> str:
    answers = recorded.score(bench.runs)
    told = (
        f"Of {answers.said} recorded statements {answers.offered} stand under an identifier that"
        f" is offered for\nthe place today; {answers.labelled} of these say what a label says"
        " there. Digest of the labels:\n"
        f"`{recorded.digest()}`\n"
    )
    return "\n".join([_RECORDED, *_summary(answers.scored), told])


def _summary(scored: Sequence[Scored]) -> Iterator[str]:
    names = [f"{each.about.provider}, {each.about.suite}" for each in scored]
    yield _row(["", *names])
    yield _row(["---"] + ["---:"] * len(names))
    yield _row(["documents", *(str(len(each.judged)) for each in scored)])
    for title, name in _COLUMNS.items():
        yield _row([title, *(_cell(each, name) for each in scored)])
    for verdict in ("confirmed", "supported", "disputed"):
        cells = [_cell(each, f"calibration.{verdict}") for each in scored]
        yield _row([f"right of `{verdict}`", *cells])
    yield ""


def _groups(scored: Sequence[Scored]) -> Iterator[str]:
    yield "## Right values by part\n"
    yield _row(["", *(f"{each.about.provider}, {each.about.suite}" for each in scored)])
    yield _row(["---"] + ["---:"] * len(scored))
    prefixes = tuple(f"breakdown.{by}." for by in ("form", "script", "place", "group"))
    for prefix in prefixes:
        names = {f.name for each in scored for f in each.figures if f.name.startswith(prefix)}
        for name in sorted(names):
            title = name.removeprefix("breakdown.").replace(".", ": ", 1)
            yield _row([title, *(_cell(each, name) for each in scored)])
    yield ""


def _cell(scored: Scored, name: str) -> str:
    figure = scored.figure(name)
    if figure is None or figure.estimate is None:
        return "–"
    interval = f" ({bounds(figure)})" if bounds(figure) else ""
    mean = f", mean {percentage(name, figure.mean or 0)}" if figure.documents > 1 else ""
    return f"{share(figure)}{interval}{mean} of {figure.denominator:g}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
