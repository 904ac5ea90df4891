"""Models that lie in one way each, about what the labels of a report say."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from _testimony import Put, Said, perfect, said

from llm_extract.evaluation.labels import Fixture, Observation

Speak = Callable[[Put], Iterator[Said]]
Lie = Callable[[list[Said], Fixture, Put], Iterator[Said]]


def lying(fixture: Fixture, lie: Lie) -> Speak:
    """What the lie makes of the right answers to each question."""
    right = perfect(fixture)

    def speak(question: Put) -> Iterator[Said]:
        yield from lie(list(right(question)), fixture, question)

    return speak


def wrong_digit(right: list[Said], fixture: Fixture, question: Put) -> Iterator[Said]:
    """Every number with its last digit changed; the quotes are right."""
    for each in right:
        yield {**each, "number": _changed(each["number"])} if each["number"] else each


def wrong_digit_in_the_quote_too(
    right: list[Said], fixture: Fixture, question: Put
) -> Iterator[Said]:
    """The number changed in the quote as well, so that the two agree."""
    for each in right:
        number = _changed(each["number"])
        yield {**each, "number": number, "quote": each["quote"].replace(each["number"], number)}


def invented_quote(right: list[Said], fixture: Fixture, question: Put) -> Iterator[Said]:
    """Sentences that such a report might hold, with numbers of the model's own."""
    for each in right:
        yield {**each, "number": "4917", "quote": f"全年共计4917{each['unit']}，比上年有所增长"}


def quote_of_another_place(right: list[Said], fixture: Fixture, question: Put) -> Iterator[Said]:
    """Right numbers, each with the quote of the next statement."""
    for each, other in zip(right, [*right[1:], *right[:1]], strict=True):
        yield {**each, "quote": other["quote"]}


def number_of_the_neighbour(right: list[Said], fixture: Fixture, question: Put) -> Iterator[Said]:
    """Each indicator with the number and quote of the next one."""
    for each, other in zip(right, [*right[1:], *right[:1]], strict=True):
        yield {**other, "indicator": each["indicator"]}


def zero_for_silence(right: list[Said], fixture: Fixture, question: Put) -> Iterator[Said]:
    """A zero for everything offered that the report does not speak of, with quotes at random."""
    spoken = {seen.indicator for seen in fixture.labels.observation}
    lines = [line for line in question.text.splitlines() if line.strip()]
    for index, name in enumerate(sorted(question.offered - spoken)):
        quote = lines[index % len(lines)]
        yield said(name, quote, "0", state="reported")
        yield said(name, quote, state="zero_by_negation")


def traps(right: list[Said], fixture: Fixture, question: Put) -> Iterator[Said]:
    """What the report's traps invite to: a real quote and number, filed where it must not be."""
    for trap in fixture.labels.trap:
        if trap.must_not_be in question.offered and trap.quote in question.text:
            yield said(trap.must_not_be, trap.quote, trap.number)


LIES = (
    wrong_digit,
    wrong_digit_in_the_quote_too,
    invented_quote,
    quote_of_another_place,
    number_of_the_neighbour,
    zero_for_silence,
    traps,
)


def is_right(fixture: Fixture, indicator: str, value: Decimal | None) -> bool:
    """Whether a careful reader may give this value of this indicator."""
    return any(value in each.values for each in _about(fixture, indicator))


def _about(fixture: Fixture, indicator: str) -> Iterator[Observation]:
    for seen in fixture.labels.observation:
        if seen.indicator == indicator or indicator in seen.accept_indicator:
            yield seen


def _changed(number: str) -> str:
    for place in range(len(number) - 1, -1, -1):
        if number[place].isdigit():
            digit = str((int(number[place]) + 3) % 10)
            return f"{number[:place]}{digit}{number[place + 1 :]}"
    return number + "7" if number else number
