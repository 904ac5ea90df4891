"""JUnit XML for servers that collect test results: a case per document and group of indicators."""

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from llm_extract.evaluation._words import told
from llm_extract.evaluation.formats import Evaluation
from llm_extract.evaluation.outcomes import MISSES, Kind, Outcome
from llm_extract.evaluation.scoring import Scored


def render(evaluation: Evaluation) -> str:
    """One suite a provider; a missed value fails its case, a failed document is an error."""
    root = Element("testsuites", name=f"eval {evaluation.suite}")
    for scored in evaluation.scored:
        _suite(root, scored)
    if evaluation.rulings:
        gates = SubElement(root, "testsuite", name="gates")
        for ruling in evaluation.rulings:
            case = SubElement(gates, "testcase", classname=ruling.provider, name=ruling.metric)
            if not ruling.met:
                SubElement(case, "failure", message=_clean(ruling.message), type="gate")
        _count(gates)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, scored: Scored) -> None:
    suite = SubElement(root, "testsuite", name=scored.about.provider)
    for judged in scored.judged:
        ordered = sorted(judged.outcomes, key=lambda outcome: outcome.group)
        for group, outcomes in groupby(ordered, key=lambda outcome: outcome.group):
            case = SubElement(suite, "testcase", classname=judged.document, name=group)
            _fill(case, [each for each in outcomes if each.kind in MISSES], judged.fault)
    for document, reason in scored.skipped:
        case = SubElement(suite, "testcase", classname=document, name="document")
        SubElement(case, "skipped", message=_clean(reason))
    _count(suite)


def _fill(case: Element, missed: list[Outcome], fault: str) -> None:
    if fault:
        SubElement(case, "error", message=_clean(fault), type="document")
        return
    if missed:
        kinds = ", ".join(f"{k.value} {n}" for k in Kind if (n := _number(missed, k)))
        failure = SubElement(case, "failure", message=kinds, type="values")
        failure.text = "\n".join(_clean(told(outcome)) for outcome in missed)


def _number(missed: list[Outcome], kind: Kind) -> int:
    return sum(outcome.kind is kind for outcome in missed)


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))


def _clean(text: str) -> str:
    """XML has no place for control characters."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
