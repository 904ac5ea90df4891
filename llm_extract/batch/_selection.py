"""Only some of the indicators of a report."""

from dataclasses import replace
from fnmatch import fnmatchcase

from llm_extract.records import Report


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
