"""Only some of the indicators of a report."""

from dataclasses import replace
from fnmatch import fnmatchcase

from llm_extract.cli._catalogue import known_or_error
from llm_extract.records import Report
from llm_extract.schemas import indicators


def patterns(only: tuple[str, ...]) -> tuple[str, ...]:
    """The globs of --only, each of which must fit some indicator."""
    given = tuple(glob for text in only for glob in text.split(","))
    for glob in given:
        if not any(fnmatchcase(name, glob) for name in indicators()):
            known_or_error(glob, what="--only: ")
    return given


def select(report: Report, globs: tuple[str, ...]) -> Report:
    """The values whose indicator fits a glob, and the findings that speak of them.

    The accounts of the numbers stay those of the whole text.
    """

    def fits(indicator: str) -> bool:
        return any(fnmatchcase(indicator, glob) for glob in globs)

    values = tuple(value for value in report.values if fits(value.indicator))
    cited = {id for value in values for id in value.findings}
    findings = tuple(
        finding
        for finding in report.findings
        if finding.id in cited or not finding.indicators or any(map(fits, finding.indicators))
    )
    return replace(report, values=values, findings=findings)
