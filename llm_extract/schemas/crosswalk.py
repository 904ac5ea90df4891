"""Which identifiers of prose and of the form of 2014 speak of the same as cells since 2019."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from llm_extract.schemas import applications, article20


class Likeness(StrEnum):
    """How far two identifiers may be compared, over years and within a report."""

    COMPARABLE = "comparable"
    WEAK = "weakly_comparable"  # the definitions overlap


@dataclass(frozen=True, slots=True)
class Crossing:
    """An identifier of prose and the cells that add up to it.

    `also` are cells that some reports count in: 收到 at times means new and carried in. Where
    `table` is true the likeness is only for panels over years, not for prose within a report.
    """

    indicator: str
    cells: tuple[str, ...]
    likeness: Likeness = Likeness.COMPARABLE
    also: tuple[str, ...] = ()
    panel: bool = False
    note: str = ""


def _total(*rows: str) -> tuple[str, ...]:
    return tuple(applications.cell(row, "total") for row in rows)


def _group(name: str) -> tuple[str, ...]:
    return _total(*dict.fromkeys(row.id for row in applications.ROWS if row.group == name))


CROSSINGS: tuple[Crossing, ...] = (
    Crossing("request.received", _total("new_received"), also=_total("carried_in")),
    Crossing("request.carried_in", _total("carried_in")),
    Crossing("request.carried_out", _total("carried_out")),
    Crossing("reply.total", _total("results_total")),
    Crossing("request.completed", _total("results_total")),
    Crossing("reply.granted", _total("granted")),
    Crossing("reply.partially_granted", _total("partial")),
    Crossing("reply.refused", _group("denied"), note="2014: the reasons are others"),
    Crossing(
        "reply.not_exist",
        _total("unable_not_held"),
        Likeness.WEAK,
        also=_total("unable_needs_creation", "unable_unclear"),
    ),
    Crossing(
        "reply.correction_needed",
        _total("unable_unclear"),
        Likeness.WEAK,
        panel=True,
        note="2014: told to correct; since 2019: still unclear after correction",
    ),
    Crossing(
        "litigation.total",
        ("litigation_direct.total", "litigation_after_review.total"),
        note="T2: the form prints no total of lawsuits",
    ),
    *(
        Crossing(
            f"litigation.{outcome}",
            (f"litigation_direct.{outcome}", f"litigation_after_review.{outcome}"),
        )
        for outcome in ("upheld", "corrected", "other")
    ),
    Crossing(
        "disclosure.normative_documents_issued",
        (article20.cell("normative_docs", "made"),),
        Likeness.WEAK,
        panel=True,
        note="prose may count documents that are not normative",
    ),
)

# How the outcomes of one form add up to those of the other.
BETWEEN_FORMS: Mapping[str, tuple[str, ...]] = {
    applications.cell("other_processing", column.id): tuple(
        applications.cell(row, column.id)
        for row in ("other_no_correction", "other_fee_unpaid", "other_misc")
    )
    for column in applications.COLUMNS
}


def crossings() -> Iterator[Crossing]:
    """Those that hold within one report, prose against table."""
    return (crossing for crossing in CROSSINGS if not crossing.panel)
