"""What a report says, whatever the format of its file; and what must be read of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formats.figures import Expected, added_up, failing, loose, short
from formats.forms import tables
from formats.grids import STYLES, Box, Grid, plain

Block = str | Grid
FORMS = ("2014", "2019", "2021")
SEEDS = 4
_YEARS = {"2014": 2016, "2019": 2019, "2021": 2022}
_OPENING = (
    "本报告根据《中华人民共和国政府信息公开条例》的规定编制，由总体情况、主动公开、依申请公开、"
    "存在问题及改进措施等部分组成。报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
)
_SIX = (
    "全年发布政策解读稿件{interpretations}篇，举办新闻发布会{conferences}场；组织政府信息公开培训"
    "{sessions}次，参训{trainees}人次。"
)
_CLOSING = (
    "一是公开的内容还不够全面，二是工作人员业务能力有待提高。下一步，将进一步健全制度，"
    "计划组织业务培训5次，推动公开工作再上新台阶。"
)


@dataclass(frozen=True, slots=True)
class Description:
    """A report: its lines and tables in order, its cells, and the sums that fail in it."""

    name: str
    form: str
    title: str
    year: int
    blocks: tuple[Block, ...]
    expected: Expected
    prose: dict[str, int]  # what the narrative alone says
    failing: frozenset[str]
    short: frozenset[str]  # the cells of rows whose last ones are empty


def describe(form: str, style: str, seed: int) -> Description:
    """An invented report; of each two seeds one has cells that add up."""
    surfaces, expected = (loose if seed % 2 else added_up)(form, seed)
    year = _YEARS[form]
    title = f"云溪县人民政府{year}年政府信息公开工作年度报告"
    blocks: list[Block] = [title, "一、总体情况", _OPENING.format(year=year)]
    said = _said(form, seed)
    blocks += [_SIX.format(**_words(said))] if said else []
    for above, grid in tables(form, surfaces, sided=seed > 1):
        blocks += [above, STYLES[style](grid)]
    blocks += ["五、存在的主要问题及改进情况", _CLOSING]
    fails = frozenset(failing(form, expected))
    name = f"{form}-{style}-{seed}"
    bare = frozenset(short(form, surfaces))
    return Description(name, form, title, year, tuple(blocks), expected, said, fails, bare)


def _said(form: str, seed: int) -> dict[str, int]:
    """The form of 2014 has all of these in its table."""
    if form == "2014":
        return {}
    return {
        "response.policy_interpretations": 11 + seed,
        "response.press_conferences": 3 + seed,
        "training.sessions": 4 + seed,
        "training.trainees": 210 + seed,
    }


def _words(said: dict[str, int]) -> dict[str, int]:
    names = ("interpretations", "conferences", "sessions", "trainees")
    return dict(zip(names, said.values(), strict=True))


def every() -> Iterator[Description]:
    for form in FORMS:
        for style in STYLES:
            for seed in range(SEEDS):
                yield describe(form, style, seed)


def traditional(described: Description) -> Description:
    """The same report in traditional characters."""
    from opencc import OpenCC

    turn = OpenCC("s2tw").convert

    def turned(block: Block) -> Block:
        if isinstance(block, str):
            return turn(block)
        return Grid(tuple(replace(box, text=turn(box.text)) for box in block.boxes))

    blocks = tuple(map(turned, described.blocks))
    return replace(described, title=turn(described.title), blocks=blocks)


def of_text(text: str) -> tuple[Block, ...]:
    """Plain text with tables of bars."""
    from pdf_files import parts

    return tuple(part if isinstance(part, str) else plain(part) for part in parts(text))


__all__ = ["Block", "Box", "Description", "describe", "every", "of_text", "traditional"]
