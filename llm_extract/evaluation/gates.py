"""Does a run reach what its suite demands? Bounds of intervals, no step back from a baseline."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_extract.errors import ConfigError
from llm_extract.evaluation.scoring import Scored
from llm_extract.evaluation.suites import Gate, Suite

KEPT = ("accuracy.f1", "accuracy.precision", "accuracy.recall", "states.right", "offsets.right")
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Ruling:
    """One gate: what it asked, what was found. `found` is None where there was nothing to count."""

    provider: str
    metric: str
    demand: str  # "lower bound at least 0.95"
    wanted: float
    found: float | None
    met: bool

    @property
    def message(self) -> str:
        """Which gate, and by how much it was missed."""
        if self.found is None:
            return f"{self.provider}: {self.metric}: {self.demand}, nothing was counted"
        by = f", missed by {abs(self.found - self.wanted):.4f}" if not self.met else ""
        return f"{self.provider}: {self.metric}: {self.demand}, found {self.found:.4f}{by}"


def rule(suite: Suite, scored: Scored) -> tuple[Ruling, ...]:
    """Every gate of the suite that concerns this provider."""
    provider = scored.about.provider
    asked = [gate for gate in suite.gate if gate.provider in ("", provider)]
    bounds = [_bound(gate, scored) for gate in asked]
    steps = [r for path in suite.no_regression for r in _steps(Path(path), scored)]
    return (*bounds, *steps)


def baseline(scored: Scored) -> dict[str, Any]:
    """What a later run must not fall behind: shares by document, with the labels they rest on."""
    kept = {name: figure for name in KEPT if (figure := scored.figure(name))}
    return {
        "suite": scored.about.suite,
        "provider": scored.about.provider,
        "labels": scored.digests,
        "figures": {
            name: {document: [above, below] for document, above, below in figure.shares}
            for name, figure in kept.items()
        },
    }


def _bound(gate: Gate, scored: Scored) -> Ruling:
    figure = scored.figure(gate.metric)
    if figure is None:
        known = sorted({each.name.partition(".")[0] for each in scored.figures})
        raise ConfigError(f"gate on {gate.metric}: no such figure; metrics are {', '.join(known)}")
    if figure.estimate is not None and figure.low is None:
        raise ConfigError(f"gate on {gate.metric}: this figure has no interval to bound")
    provider = scored.about.provider
    if gate.at_least is not None:
        found, wanted, demand = figure.low, gate.at_least, "lower bound at least"
        met = found is not None and found >= wanted - _ROUNDING
    else:
        assert gate.at_most is not None
        found, wanted, demand = figure.high, gate.at_most, "upper bound at most"
        met = found is not None and found <= wanted + _ROUNDING
    return Ruling(provider, gate.metric, f"{demand} {wanted}", wanted, found, met)


def _steps(path: Path, scored: Scored) -> Iterator[Ruling]:
    """Each kept figure against the baseline over the documents whose labels are the same."""
    tree = _stored(path)
    if tree["provider"] != scored.about.provider:
        return
    same = {name for name, digest in tree["labels"].items() if scored.digests.get(name) == digest}
    for name, before in tree["figures"].items():
        figure = scored.figure(name)
        now = (
            {document: (above, below) for document, above, below in figure.shares} if figure else {}
        )
        both = sorted(same & before.keys() & now.keys())
        if not both:
            continue
        wanted, found = _pooled(before, both), _pooled(now, both)
        demand = f"no less than {wanted:.4f} on {len(both)} documents ({path.name})"
        met = found >= wanted - _ROUNDING
        yield Ruling(scored.about.provider, name, demand, wanted, found, met)


def _pooled(shares: Mapping[str, tuple[float, float] | list[float]], documents: list[str]) -> float:
    above, below = (sum(shares[name][at] for name in documents) for at in (0, 1))
    return above / below


def _stored(path: Path) -> dict[str, Any]:
    try:
        tree: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if not {"provider", "labels", "figures"} <= tree.keys():
            raise ValueError("keys are missing")
    except (OSError, ValueError, AttributeError) as error:
        raise ConfigError(f"{path}: no baseline ({error}); `eval SUITE --write-baseline`") from None
    return tree
