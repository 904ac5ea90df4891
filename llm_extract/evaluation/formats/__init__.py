"""Showing an evaluation: a member is a format, `render(evaluation)` gives the whole text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from llm_extract import plugins
from llm_extract.evaluation.gates import Ruling
from llm_extract.evaluation.outcomes import MISSES, Kind, Outcome
from llm_extract.evaluation.scoring import Scored

__all__ = ["Evaluation", "misses", "render"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One suite over one or more providers, and what its gates say."""

    suite: str
    scored: tuple[Scored, ...]
    rulings: tuple[Ruling, ...] = ()

    @property
    def skipped(self) -> dict[str, str]:
        """Documents that nothing here can read, with the reason."""
        return dict(pair for scored in self.scored for pair in scored.skipped)


def render(format: str, evaluation: Evaluation) -> str:
    """The evaluation in one format, or a ConfigError that names the formats there are."""
    member = plugins.load(__name__, format)
    return cast(Callable[[Evaluation], str], member.render)(evaluation)


def misses(scored: Scored) -> list[Outcome]:
    """Every outcome that is not right, the silent ones first, then those that say something."""
    found = [outcome for outcome in scored.outcomes if outcome.kind in MISSES]
    order = (Kind.WRONG, Kind.INVENTED, Kind.MISSED, Kind.ERROR)
    return sorted(found, key=lambda o: (not o.is_silent, order.index(o.kind), o.document))
