"""A question: passages of one document, and the indicators that all of them are asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from llm_extract.records import Span, coalesced
from llm_extract.schemas import indicators


@dataclass(frozen=True, slots=True)
class Question:
    """Passages in text order and the indicators they are asked for: those of prose, or cells."""

    passages: tuple[Span, ...]
    offered: tuple[str, ...]
    cells: bool = False

    @property
    def span(self) -> Span:
        """From the beginning of the first passage to the end of the last."""
        return Span(self.passages[0].start, self.passages[-1].end)

    @property
    def length(self) -> int:
        """Characters of the passages."""
        return sum(each.end - each.start for each in self.passages)

    def holds(self, place: Span) -> bool:
        """Does one of the passages hold all of a place?"""
        return any(each.contains(place) for each in self.passages)


def packed(
    questions: Iterable[Question], prose: frozenset[str], limit: int
) -> tuple[Question, ...]:
    """As few questions as can be, each of at most `limit` characters if it is more than one.

    What is said of prose goes together, and so do cells. Cells that `prose` is asked for under the
    same identifiers go with the prose: no number has two names there.
    """
    plain: list[Question] = []
    others: list[Question] = []
    for each in questions:
        (plain if not each.cells or prose.issuperset(each.offered) else others).append(each)
    together = chain.from_iterable(map(_joined, _filled(some, limit)) for some in (plain, others))
    return tuple(sorted(together, key=lambda question: question.passages[0]))


def _filled(questions: Sequence[Question], limit: int) -> Iterator[list[Question]]:
    taken: list[Question] = []
    for each in questions:
        if taken and sum(one.length for one in taken) + each.length > limit:
            yield taken
            taken = []
        taken.append(each)
    if taken:
        yield taken


def _joined(questions: Sequence[Question]) -> Question:
    """One question; tables stay passages of their own."""
    names = {name for each in questions for name in each.offered}
    cells = all(each.cells for each in questions)
    passages = sorted(span for each in questions for span in each.passages)
    return Question(
        tuple(passages if cells else coalesced(passages)),
        tuple(name for name in indicators() if name in names),
        cells,
    )
