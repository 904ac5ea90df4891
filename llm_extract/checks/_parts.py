"""Finds the totals of a text that are followed by their parts."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from llm_extract.checks._figures import Figure, like

# A word that opens a list of parts. After "信息中," the total stands in the sentence before.
_COUNTED = ("信息", "申请", "案件", "答复", "事项", "文件", "来电", "总数", "的")
_OPENING = re.compile(
    rf"其中|{'|'.join(f'{noun}中[,:]' for noun in _COUNTED)}|分别[为是有]?|分为|包括"
)
_AT_ONCE = re.compile(r"[,:;。\s(]*(?:其中[^\d,。;]{0,20}|[^\d,。;]{0,4})")  # before 分别为, 包括
_STRONG = re.compile(r"其中|中[,:]")
_EXHAUSTIVE = re.compile(r"分别[为是]|分为")
_OPEN = re.compile(r"主要(?!负责|领导)|例如|不[包]?含|部分(?!公开)")
_CHANNEL = re.compile(
    r"网|微博|微信|公众号|公报|政报|新媒体|客户端|平台|渠道|方式|报刊|报纸|媒体|电视|广播|公[示开]栏|公示牌"
)
_REST = re.compile(r"其他|其它|其余")
_COMPARED = re.compile(
    r"同比|环比|[比较](?:上|去|前)年|[比较]20|增长|增加|减少|下降|上年|去年|平均|日均|占"
)
_RESUMED = re.compile(r"其中|合计|共计|总计|累计|总共|^共|全[年市县区省]共")
_OUTCOME = re.compile(r"答复|办结|回复|结转|满意|办理完毕")
_CLASSED = re.compile(r"类")
_ITEMS = re.compile(r"[,;]")

_REACH = 80  # characters between a total and the word that opens its parts
_BEFORE = 6  # how many figures back a total may stand
_MOST = 40  # parts


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and the parts that the text lists for it."""

    total: Figure
    parts: tuple[Figure, ...]
    is_tight: bool  # every item of the list has its number: only then a wrong sum means something
    is_exhaustive: bool = False  # the wording leaves nothing out: 分别为
    is_open: bool = False  # the wording leaves something out: 等, 主要
    has_rest: bool = False  # the last part is 其他
    are_channels: bool = False  # one item may go out on several and count in each

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.total, *self.parts)


def breakdowns(folded: str, figures: Sequence[Figure]) -> Iterator[Breakdown]:
    """Every total with at least two parts, each total once; a list that adds up is preferred."""
    found: dict[int, Breakdown] = {}
    for breakdown in _candidates(folded, figures):
        known = found.get(breakdown.total.start)
        if known is None or (_adds_up(breakdown) and not _adds_up(known)):
            found[breakdown.total.start] = breakdown
    taken: set[int] = {p.start for b in found.values() if _adds_up(b) for p in b.parts}
    for _, breakdown in sorted(found.items()):
        if _adds_up(breakdown) or not all(part.start in taken for part in breakdown.parts):
            yield breakdown


def _candidates(folded: str, figures: Sequence[Figure]) -> Iterator[Breakdown]:
    yield from _in_brackets(folded, figures)
    yield from _after_openings(folded, figures)
    yield from _by_class(folded, figures)


def _in_brackets(folded: str, figures: Sequence[Figure]) -> Iterator[Breakdown]:
    """6417条(预期引导信息101条,减税降费信息31条)."""
    for place, total in enumerate(figures):
        opens = total.end + folded[total.end : total.end + 1].isspace()
        if not total.is_ratio and folded.startswith("(", opens):
            inside = total.depth + 1
            run = _run(folded, figures, place + 1, total, inside)
            yield from _weighed(folded, total, run, opens + 1)


def _after_openings(folded: str, figures: Sequence[Figure]) -> Iterator[Breakdown]:
    """610名,其中,市本级129人,县市区481人; also where 其中 begins the next sentence."""
    starts = [figure.start for figure in figures]
    for opening in _OPENING.finditer(folded):
        at = bisect_left(starts, opening.end())
        if at == len(figures) or at == 0 or figures[at].start - opening.end() > _REACH:
            continue
        first = figures[at]
        totals = (
            total
            for total in _totals_before(folded, figures, at, opening)
            if total.value and first.sentence <= total.sentence + 1 and first.depth >= total.depth
        )
        found = [list(_listed(folded, figures, at, total, opening)) for total in totals]
        fits = next((b for each in found for b in each if _adds_up(b)), None)
        yield from [fits] if fits else found[0] if found else ()


def _listed(
    folded: str, figures: Sequence[Figure], at: int, total: Figure, opening: re.Match[str]
) -> Iterator[Breakdown]:
    run = _run(folded, figures, at, total, figures[at].depth)
    yield from _weighed(folded, total, run, opening.end())
    if _STRONG.search(opening.group()) and not total.depth:
        yield from _over_sentences(folded, figures, at, total)


def _totals_before(
    folded: str, figures: Sequence[Figure], at: int, opening: re.Match[str]
) -> Iterator[Figure]:
    """The figures before the opening that the first part could be a part of, the nearest first."""
    first = next((f for f in figures[at : at + 3] if not f.is_ratio), None)
    strong = _STRONG.search(opening.group())
    for total in reversed(figures[max(at - _BEFORE, 0) : at]):
        if first is None or opening.start() - total.end > _REACH:
            return
        gap = folded[total.end : opening.start()]
        if gap.count("。") + gap.count("\n\n") > 1 or not (strong or _AT_ONCE.fullmatch(gap)):
            return
        if like(total, first) and total.depth <= first.depth and not _compares(folded, total):
            yield total


def _by_class(folded: str, figures: Sequence[Figure]) -> Iterator[Breakdown]:
    """A total, then 机构职能类12条,法规文件类3条,业务动态类9条 without a word between."""
    place = 1
    while place < len(figures):
        run = _class_run(folded, figures, place)
        if len(run) >= 3:
            total = figures[place - 1]
            near = run[0].start - total.end <= _REACH and run[0].sentence - total.sentence <= 1
            if near and like(total, run[0]) and total.depth == run[0].depth:
                yield from _weighed(folded, total, run, run[0].clause)
        place += max(len(run), 1)


def _class_run(folded: str, figures: Sequence[Figure], place: int) -> list[Figure]:
    run: list[Figure] = []
    first = figures[place]
    for figure in figures[place : place + _MOST]:
        if figure.is_ratio and run:
            continue
        named = _CLASSED.search(folded, figure.clause, figure.start)
        rest = run and _REST.search(folded, figure.clause, figure.start)
        if figure.sentence != first.sentence or not (named or rest) or not like(figure, first):
            break
        run.append(figure)
    return run


def _run(
    folded: str, figures: Sequence[Figure], at: int, total: Figure, depth: int
) -> list[Figure]:
    """The parts that follow within the sentence, at one depth of brackets."""
    run: list[Figure] = []
    settles = not _OUTCOME.search(folded, total.clause, total.start)  # 收到30件…,答复28件
    reached = total.end
    for figure in figures[at : at + 2 * _MOST]:
        if figure.depth < depth or figure.sentence != figures[at].sentence:
            break
        if figure.start - reached > 2 * _REACH:
            break
        reached = figure.end
        if figure.depth > depth:
            continue
        lead = folded[figure.clause : figure.start]
        if run and (_RESUMED.search(lead.lstrip()) or (settles and _OUTCOME.search(lead))):
            break
        if like(total, figure) and not _COMPARED.search(lead):
            run.append(figure)
    return run


def _over_sentences(
    folded: str, figures: Sequence[Figure], at: int, total: Figure
) -> Iterator[Breakdown]:
    """Parts that each fill a sentence of their own, with their own parts in brackets behind."""
    parts: list[Figure] = []
    made, sentence = Decimal(0), figures[at].sentence
    for figure in figures[at : at + 8 * _MOST]:
        if figure.depth or figure.is_ratio:
            continue
        crowded = parts and figure.sentence == sentence
        if crowded or figure.sentence > sentence + 1 or not like(total, figure):
            break
        parts.append(figure)
        sentence = figure.sentence
        made += figure.value
        if len(parts) >= 3 and made == total.value:
            yield Breakdown(total, tuple(parts), is_tight=False)
            return


def _weighed(folded: str, total: Figure, run: list[Figure], start: int) -> Iterator[Breakdown]:
    """The parts up to where they make the total, else all of them."""
    if len(run) < 2 or not total.value or any(part.value > total.value for part in run):
        return
    fits = _fitting(folded, total, run)
    parts = run[:fits] if fits else run
    listed = folded[start : parts[-1].end]
    opening = folded[max(start - 4, total.end) : start]
    items = [item for item in _ITEMS.split(_flat(listed)) if item.strip(" ,:")]
    yield Breakdown(
        total,
        tuple(parts),
        is_tight=bool(fits) or len(items) == len(parts),
        is_exhaustive=bool(_EXHAUSTIVE.search(opening)),
        is_open=bool(_OPEN.search(listed)) or any(folded[p.end : p.end + 1] == "等" for p in parts),
        has_rest=bool(_REST.search(folded, parts[-1].clause, parts[-1].start)),
        are_channels=all(_CHANNEL.search(folded, part.clause, part.start) for part in parts[:2]),
    )


def _fitting(folded: str, total: Figure, run: list[Figure]) -> int:
    """How many of the parts make up the total, zeros behind them included; 0 if none do.

    What follows them must be another matter, no further item of the same list.
    """
    fits = 0
    for count, made in enumerate(accumulate(part.value for part in run), start=1):
        if made == total.value and count >= 2:
            fits = count
    behind = (folded[figure.clause : figure.start] for figure in run[fits:])
    return 0 if any(_REST.search(lead) or _CLASSED.search(lead) for lead in behind) else fits


def _flat(listed: str) -> str:
    """Without what stands in brackets and without ratios' clauses, which are no items."""
    bare = re.sub(r"\([^()]*\)", "", listed)
    return re.sub(r"[,;][^,;]{0,30}[%％]", "", re.sub(r"(?<=\d),(?=\d{3})", "", bare))


def _adds_up(breakdown: Breakdown) -> bool:
    return sum(part.value for part in breakdown.parts) == breakdown.total.value


def _compares(folded: str, figure: Figure) -> bool:
    return bool(_COMPARED.search(folded, figure.clause, figure.start))
