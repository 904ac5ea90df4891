"""The share of right values by group, form, script, topic of the section, and indicator."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from llm_extract.evaluation.figures import Figure, Share, ratio, tally
from llm_extract.evaluation.outcomes import Judged, Kind, Outcome

_REPLICATES = 1000  # many figures of which none decides a gate
_BY: dict[str, Callable[[Outcome], str]] = {
    "group": lambda outcome: outcome.group,
    "form": lambda outcome: outcome.form or "none",
    "script": lambda outcome: outcome.script,
    "topic": lambda outcome: outcome.topic or "none",
    "place": lambda outcome: outcome.place,
}


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    for name, of in _BY.items():
        for part, shares in sorted(_parts(judged, of).items()):
            yield ratio(f"breakdown.{name}.{part}", shares, _REPLICATES)
    for indicator, shares in sorted(_parts(judged, lambda o: o.indicator).items()):
        yield tally(f"breakdown.indicator.{indicator}", shares)


def _parts(judged: Sequence[Judged], of: Callable[[Outcome], str]) -> dict[str, list[Share]]:
    """The shares of each part, document by document; rightly absent values are not counted."""
    found: defaultdict[str, list[Share]] = defaultdict(list)
    for each in judged:
        right: defaultdict[str, list[bool]] = defaultdict(list)
        for outcome in each.outcomes:
            if outcome.kind is not Kind.CORRECT_ABSENT:
                right[of(outcome)].append(outcome.kind is Kind.CORRECT)
        for part, hits in right.items():
            found[part].append((each.document, sum(hits), len(hits)))
    return found
