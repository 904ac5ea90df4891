"""One suite over its providers: read what is open, score, rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_extract.config import Settings
from llm_extract.errors import ConfigError
from llm_extract.evaluation import gates, labels, reading, recorded, runs, scoring, suites
from llm_extract.evaluation.formats import Evaluation
from llm_extract.evaluation.scoring import Scored
from llm_extract.evaluation.suites import Suite


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run works with: the settings, where runs are kept, how many processes."""

    settings: Settings
    runs: Path = runs.FOLDER
    jobs: int = 1
    replay: Path | None = None  # recorded answers, instead of asking


def evaluate(suite: Suite, bench: Bench) -> Evaluation:
    """Every provider of the suite, else the one of the settings."""
    names = suite.providers or (bench.settings.provider,)
    scored = tuple(score_provider(suite, name, bench) for name in names)
    return Evaluation(
        suite.name, scored, tuple(r for each in scored for r in gates.rule(suite, each))
    )


def score_provider(suite: Suite, provider: str, bench: Bench) -> Scored:
    """Read what the provider has not read of the suite, and score all of it."""
    reader = reading.reader(provider, bench.settings, bench.replay)
    fixtures = labels.load(Path(suite.fixtures), suite.splits)
    about = runs.About(
        suite.name,
        provider,
        suite.fixtures,
        suite.splits,
        reading.settings_digest(provider, bench.settings),
    )
    folder = bench.runs / f"{suite.name}-{provider}"
    return scoring.score(runs.resume(folder, about, fixtures, reader, bench.jobs), fixtures)


def rescore(folder: Path, labelled: Path | None = None) -> Scored:
    """A stored run against the labels as they are now; nothing is read, no call is made."""
    run = runs.stored(folder)
    if labelled is None and run.about.fixtures == str(recorded.LABELS):
        return scoring.score(run, recorded.labelled(run))
    fixtures = labels.load(labelled or Path(run.about.fixtures), run.about.splits)
    return scoring.score(run, fixtures)


def rulings(scored: Scored) -> tuple[gates.Ruling, ...]:
    """The gates of the suite that a stored run belongs to; none where the suite is gone."""
    path = suites.FOLDER / f"{scored.about.suite}.toml"
    return gates.rule(suites.load(str(path)), scored) if path.is_file() else ()


def side(name: str, bench: Bench, of: tuple[str | None, Path | None]) -> Scored:
    """One side of a comparison: a folder of a stored run, the name of one, or a provider.

    A provider reads the suite `of` that name or over that folder, as in `suite_of`.
    """
    for folder in (Path(name), bench.runs / name):
        if (folder / "run.json").is_file():
            return rescore(folder, of[1])
    try:
        return score_provider(suite_of(*of, ()), name, bench)
    except ConfigError as error:
        stored = ", ".join(sorted(_stored(bench.runs))) or "none"
        raise ConfigError(f"{name}: {error}; stored runs are {stored}") from None


def suite_of(name: str | None, folder: Path | None, providers: tuple[str, ...]) -> Suite:
    """A suite by its name ("dev" if there is none), over another folder or providers if given.

    A folder without a suite's name is a suite of its own, without gates.
    """
    if folder is not None and name is None:
        chosen = Suite(name=folder.resolve().name, fixtures=str(folder))
    else:
        chosen = suites.load(name or "dev")
        if folder is not None:
            chosen = chosen.model_copy(update={"fixtures": str(folder)})
    return chosen.model_copy(update={"providers": providers}) if providers else chosen


def _stored(folder: Path) -> Iterator[str]:
    for path in folder.glob("*/run.json"):
        yield path.parent.name
