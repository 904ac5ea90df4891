"""A result held against the labels of its document, indicator by indicator."""

from collections.abc import Iterator
from dataclasses import replace

from llm_extract import schemas
from llm_extract.evaluation._beyond import contradictions, described, false_alarms, places, taken
from llm_extract.evaluation._gold import Gold, Key, Said, key
from llm_extract.evaluation.labels import Fixture, Observation
from llm_extract.evaluation.outcomes import Answer, Judged, Kind, Outcome, group_of
from llm_extract.evaluation.proofreading import UNSCORED
from llm_extract.records import Span, State, Verdict
from llm_extract.schemas.result import Result, ValuePart

__all__ = ["Judged", "Kind", "Outcome", "failed", "match"]

_NOTHING = {State.UNRECOVERABLE, State.NOT_MENTIONED}  # the result claims no value at all


def match(fixture: Fixture, result: Result) -> Judged:
    """Every outcome of one document. The result carries the text that its offsets point into."""
    text = result.document.text or ""
    answers = key(fixture.labels, text)
    values = {value.indicator: value for value in result.values if value.indicator not in UNSCORED}
    outcomes = tuple(sorted(_outcomes(fixture, answers, values), key=lambda o: o.indicator))
    labels = fixture.labels
    return Judged(
        document=fixture.name,
        split=labels.meta.split,
        text=text,
        outcomes=outcomes,
        places=places(answers, result),
        contradictions=tuple(contradictions(labels, result)),
        disputed=sum(value.verdict is Verdict.DISPUTED for value in result.values),
        false_alarms=false_alarms(labels, result),
        traps=len(labels.trap),
        taken=taken(labels, answers, result),
        described=tuple(described(labels.meta, result.report)),
        run=result.run,
    )


def failed(fixture: Fixture, fault: str, text: str = "") -> Judged:
    """A document that gave no result: each labelled indicator is an error."""
    answers = key(fixture.labels, text)
    outcomes = tuple(
        _outcome(fixture, name, Kind.ERROR, expected=_labelled(gold.said[0]))
        for name, gold in sorted(answers.gold.items())
        if not gold.is_optional
    )
    split = fixture.labels.meta.split
    traps = len(fixture.labels.trap)
    return Judged(fixture.name, split, text, outcomes, traps=traps, fault=fault or "no result")


def _outcomes(fixture: Fixture, answers: Key, values: dict[str, ValuePart]) -> Iterator[Outcome]:
    for name, gold in answers.gold.items():
        given = values.get(name)
        filed = None if given else _filed(gold, values)
        if given or filed or not gold.is_optional:
            judged = _judge(fixture, gold, given) if given else _unfound(fixture, gold, filed)
            yield _placed(judged, answers)
    for name, value in values.items():
        if name not in answers.gold and not _is_neighbour(value, answers):
            invented = _outcome(fixture, name, Kind.INVENTED, got=_given(value))
            yield _placed(replace(invented, place=value.place.value), answers)
    silent = {*fixture.labels.not_zero, *(trap.must_not_be for trap in fixture.labels.trap)}
    for name in silent - answers.gold.keys() - values.keys() - UNSCORED:
        yield _outcome(fixture, name, Kind.CORRECT_ABSENT)


def _judge(fixture: Fixture, gold: Gold, value: ValuePart) -> Outcome:
    """A value against the observations of its own indicator."""
    right = gold.right(value.value, value.unit)
    if not right:
        lost = value.value is None and value.state in _NOTHING
        kind = Kind.MISSED if lost else Kind.WRONG
        expected = _labelled(gold.speaking[0])
        bare = _outcome(fixture, gold.indicator, kind, expected=expected, got=_given(value))
        return replace(bare, place=gold.said[0].seen.place.value, conflict=gold.conflict)
    return _correct(fixture, gold, right, _given(value))


def _correct(fixture: Fixture, gold: Gold, right: tuple[Said, ...], got: Answer) -> Outcome:
    """The observation at the place that was given decides on state, unit and approximation."""
    there = tuple(each for each in right if got.span and each.overlaps(got.span))
    held = next(iter(there or right))
    seen = held.seen
    return replace(
        _outcome(fixture, gold.indicator, Kind.CORRECT, expected=_labelled(held), got=got),
        place=seen.place.value,
        state_right=any(each.seen.state is got.state for each in there or right),
        unit_right=_fits(got.unit, seen) if seen.value is not None else None,
        approximation_right=(
            any(each.seen.approximation is got.approximation for each in there or right)
            if seen.value is not None
            else None
        ),
        offsets_right=bool(there),
        conflict=gold.conflict,
    )


def _fits(unit: str, seen: Observation) -> bool:
    """The label's unit, or another that the catalogue counts the indicator in: 件 for 个."""
    declared = schemas.indicators().get(seen.indicator)
    return unit == seen.unit or bool(unit and declared and unit in declared.units)


def _unfound(fixture: Fixture, gold: Gold, filed: tuple[Said, Answer] | None) -> Outcome:
    """Nothing under the indicator itself: filed under an accepted neighbour, or missed."""
    if filed:
        said, got = filed
        return _correct(fixture, gold, (said,), got)
    missed = _outcome(fixture, gold.indicator, Kind.MISSED, expected=_labelled(gold.speaking[0]))
    return replace(missed, place=gold.said[0].seen.place.value, conflict=gold.conflict)


def _filed(gold: Gold, values: dict[str, ValuePart]) -> tuple[Said, Answer] | None:
    """A statement under an accepted neighbour that gives the right value at the right place."""
    for said in gold.said:
        for name in said.seen.accept_indicator:
            value = values.get(name)
            for part in value.statements if value else ():
                span = Span(part.start, part.end)
                if value and said.admits(part.value, part.unit) and said.overlaps(span):
                    got = replace(_given(value), value=part.value, unit=part.unit)
                    state = part.state or got.state
                    return said, replace(got, quote=part.quote, span=span, state=state)
    return None


def _is_neighbour(value: ValuePart, answers: Key) -> bool:
    said = answers.neighbours(value.indicator)
    return any(each.admits(value.value, value.unit) for each in said)


def _outcome(
    fixture: Fixture,
    name: str,
    kind: Kind,
    expected: Answer | None = None,
    got: Answer | None = None,
) -> Outcome:
    meta = fixture.labels.meta
    return Outcome(
        document=fixture.name,
        indicator=name,
        group=group_of(name),
        topic="",
        form=meta.form,
        script=meta.script,
        split=meta.split,
        place="",
        kind=kind,
        expected=expected,
        got=got,
    )


def _placed(outcome: Outcome, answers: Key) -> Outcome:
    answer = outcome.expected or outcome.got
    return replace(outcome, topic=answers.topic(answer.span if answer else None))


def _labelled(said: Said) -> Answer:
    seen = said.seen
    span = said.spans[0] if said.spans else None
    return Answer(seen.value, seen.unit, seen.state, seen.approximation, seen.quote, span)


def _given(value: ValuePart) -> Answer:
    return Answer(
        value.value,
        value.unit,
        value.state,
        value.approximation,
        value.quote,
        Span(value.start, value.end),
        value.verdict,
    )
