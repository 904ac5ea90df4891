"""The long form: a row for each value of each document, of words one row a quote."""

from collections.abc import Container, Iterator

from llm_extract.panel.reading import Tree
from llm_extract.panel.series import belonging
from llm_extract.panel.tables import Row
from llm_extract.tabulating import rows
from llm_extract.tabulating.amounts import digits, exact


def long(tree: Tree, head: Row, asked: Container[str], verdicts: Container[str]) -> Iterator[Row]:
    """The document's values below `head`, only indicators and verdicts that are asked for."""
    grave = {each["id"] for each in tree["findings"] if each["severity"] != "info"}
    witnesses = {each["indicator"]: list(each["witnesses"]) for each in tree["values"]}
    for told in rows.values(tree):
        name = str(told["indicator"])
        if name not in asked or told["verdict"] not in verdicts:
            continue
        findings = told["findings"]
        assert isinstance(findings, list)
        series = belonging().get(name, ())
        yield {
            **told,
            **head,
            "value": exact(told["value"]),
            "digits": digits(told["value"]),
            "low": exact(told["low"]),
            "high": exact(told["high"]),
            "series": [each.id for each in series],
            "comparability": list(dict.fromkeys(each.likeness.value for each in series)),
            "witnesses": witnesses[name],
            "findings": [each for each in findings if each in grave],
        }
