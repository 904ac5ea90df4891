"""A labelled report in a few lines, and results that say what a test wants them to say."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from llm_extract.evaluation import runs, scoring
from llm_extract.evaluation.labels import Fixture, load
from llm_extract.evaluation.matching import match
from llm_extract.evaluation.outcomes import Answer, Judged, Kind, Outcome
from llm_extract.records import Approximation, Span, State, Verdict
from llm_extract.schemas.result import Result

TEXT = """云溪市2017年政府信息公开工作年度报告
一、概述
全年主动公开政府信息1200条。全年受理信访件31件。
二、主动公开政府信息情况
2017年主动公开政府信息1250条,其中通过政府网站公开800条。
三、依申请公开政府信息情况
收到申请12件。未发生收费。
"""
META = """
[meta]
source = "report.txt"
year = 2017
agency = "云溪市人民政府"
period = ["2017-01-01", "2017-12-31"]
split = "dev"
"""
WEBSITE = """
[[observation]]
indicator = "disclosure.website"
value = 800
unit = "条"
quote = "通过政府网站公开800条"
"""
RECEIVED = """
[[observation]]
indicator = "request.received"
value = 12
unit = "件"
quote = "收到申请12件"
"""
TRAP = """
[[trap]]
quote = "受理信访件31件"
number = "31"
must_not_be = "request.received"
"""


def folder(root: Path, labels: str, text: str = TEXT, name: str = "yunxi") -> Path:
    """A folder of one labelled report; what it returns is the folder above it."""
    home = root / "labelled" / name
    home.mkdir(parents=True, exist_ok=True)
    (home / "labels.toml").write_text(labels, "utf-8")
    (home / "report.txt").write_text(text, "utf-8")
    return home.parent


def fixture(root: Path, labels: str, text: str = TEXT) -> Fixture:
    """The same, loaded."""
    return load(folder(root, labels, text))[0]


def value(indicator: str, amount: float | None, quote: str, **more: Any) -> dict[str, Any]:
    """One value of a result with one statement, supported unless said otherwise."""
    start = TEXT.index(quote)
    place = {"quote": quote, "start": start, "end": start + len(quote), "section": ""}
    plain = {"value": amount, "unit": "件", "place": "narrative", **place, **more}
    said = {key: plain[key] for key in ("value", "unit", "place", *place)} | {"witness": "scanner"}
    rest = {"state": "reported", "approximation": "exact", "verdict": "supported"}
    ends = {"label": "", "low": None, "high": None, "witnesses": ["scanner"], "findings": []}
    return {"indicator": indicator, "statements": [said], **rest, **ends, **plain}


def result(*values: dict[str, Any], findings: tuple[dict[str, Any], ...] = ()) -> Result:
    """A result for TEXT."""
    return Result.model_validate(tree(*values, findings=findings))


def tree(*values: dict[str, Any], findings: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """The same as plain data."""
    report = dict.fromkeys(("title", "agency", "region", "year", "period_start", "period_end"))
    run = dict.fromkeys(("model", "prompt_digest", "schema_digest", "input_tokens"))
    counts = {"calls": 0, "cached": 0, "failed": 0, "output_tokens": None, "seconds": 0.5}
    return {
        "schema_version": 1,
        "document": {
            "source": "report.txt",
            "sha256": sha256(TEXT.encode()).hexdigest(),
            "format": "txt",
            "characters": len(TEXT),
            "script": "simplified",
            "forms": [],
            "text": TEXT,
        },
        "report": {**report, "published": None},
        "values": list(values),
        "findings": list(findings),
        "numbers": {"quantities": 0, "claimed": 0, "unclaimed": []},
        "run": {"provider": "rules", **run, **counts, "cost": 0, "gaps": [], "version": "0"},
    }


def disputing(*indicators: str) -> dict[str, Any]:
    """A finding that tells of a contradiction."""
    sides = {"left": 1, "right": 2, "delta": -1, "spans": []}
    head = {"id": "F1", "check": "places", "severity": "error", "message": "they differ"}
    return {**head, "indicators": list(indicators), **sides}


def judged(root: Path, labels: str, *values: dict[str, Any], **more: Any) -> Judged:
    """Values held against labels of TEXT."""
    return match(fixture(root, META + labels), result(*values, **more))


def kinds(found: Judged) -> dict[str, str]:
    """What became of each indicator."""
    return {outcome.indicator: outcome.kind.value for outcome in found.outcomes}


def outcome(document: str, indicator: str, kind: str, **more: Any) -> Outcome:
    """An outcome as the metrics see it, with a value given where the kind says so."""
    verdict = more.pop("verdict", "supported")
    given = kind in ("correct", "wrong", "invented")
    stated = kind in ("correct", "wrong", "missed", "error")
    label = Answer(Decimal(1), "件", State.REPORTED, Approximation.EXACT, "1件", Span(0, 2))
    return Outcome(
        document=document,
        indicator=indicator,
        group=indicator.partition(".")[0],
        topic="request",
        form="",
        script="simplified",
        split="dev",
        place="narrative",
        kind=Kind(kind),
        expected=label if stated else None,
        got=replace(label, verdict=Verdict(verdict)) if given else None,
        **more,
    )


def one(document: str, *outcomes: Outcome, **more: Any) -> Judged:
    """A document with these outcomes."""
    return Judged(document, "dev", TEXT, outcomes, **more)


def scored(*documents: Judged, provider: str = "rules") -> scoring.Scored:
    """A run made of these documents."""
    about = runs.About("dev", provider, "fixtures", ("dev",), "digest")
    digests = {each.document: "labels" for each in documents}
    figures = scoring.metrics.measure(documents)
    return scoring.Scored(about, documents, figures, digests)
