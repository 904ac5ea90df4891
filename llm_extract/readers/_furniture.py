"""Which parts of a page are page and not report, and which tables are design and not data.

A part is judged by tag, role, class words, link density and wording; a part that holds half of
the page's Chinese text, a main heading or a table of figures is never furniture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.readers._walking import SILENT, Node, walk, words

_TAGS = frozenset({"nav", "footer", "aside", "header", "menu", "dialog"})
_ROLES = words("navigation banner contentinfo search complementary menu menubar dialog")
_NAMES = words(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs dqwz weizhi "
    "footer foot copyright share bdshare jiathis toolbar sidebar related xgwz xglj "
    "xgxx recommend pagination pager login search banner topbar header qrcode ewm "
    "friendlink links yqlj hotlist fontsize"
)
_LISTS = words("ul ol div td dl section table tr tbody p nav")
_TABLE_PARTS = words("table thead tbody tfoot tr td th body html article main")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OTHER = re.compile("[^\u4e00-\u9fff]+")
FIGURE = re.compile(r"\s*(?:[+-]?\d[\d,.]*\s*(?:[%件条次人个份元]|万元)?|[/／—－-]+)\s*")
_DATED = re.compile("(?:发布|發布|來源|来源|日期|时间|時間|成文).*?\\d{2}")
_WORDING = re.compile(
    r"[【\[]*(?:"
    r"[当當]前位置|您?(?:现在|現在|所在)?的?位置[:：]|[上下]一[篇条條页頁]"
    r"|(?:打印|列印|[关關][闭閉])(?:本|此)?(?:页|頁|页面|頁面|文章|[窗视視][口窗])?[】\]|\s]*(?:$|【|\[|[关關][闭閉])"
    r"|分享[到至]|[扫掃]一[扫掃]|返回(?:[顶頂]部|首[页頁]|列表)|字[体體號号][:：].{0,12}$"
    r"|(?:相[关關]|友情)[链鏈][接结結]|相[关關](?:文章|信息|阅读|閱讀)[:：]?\s*$|[视視]力保[护護]色"
    r"|主[办辦][单單]位[:：][^。]*$|技[术術]支持[:：]"
    r"|(?:[浏瀏][览覽]|[阅閱][读讀]|[点點][击擊])(?:次|量)?[数數]?[:：]?\s*\d*\s*次?\s*$"
    r")|.*(?:ICP[备備]|公[网網]安[备備]|[网網]站[标標][识識][码碼]|版[权權]所有|Copyright)",
    re.IGNORECASE | re.DOTALL,
)
_UNLINKED = 300  # Chinese characters outside links that no navigation or footer has
_SHORT = 160  # characters a line of page wording has at most
LONG_CELL = 120  # Chinese characters that make a cell prose
LONGEST_CELL = 600  # ... even in a table that holds figures


class _Part:
    """What has been seen so far inside an element that is still open."""

    __slots__ = ("figures", "han", "length", "linked", "links", "main_heading", "parts")

    def __init__(self) -> None:
        self.han = self.linked = 0  # Chinese characters: all, and those inside links
        self.links = self.figures = 0  # a figure is a table cell that holds a number alone
        self.length = self.parts = 0
        self.main_heading = False

    def take(self, inner: "_Part") -> None:
        """Add what was seen inside a child that has closed."""
        self.han += inner.han
        self.linked += inner.linked
        self.links += inner.links
        self.figures += inner.figures
        self.length += inner.length
        self.parts += inner.parts + 1
        self.main_heading |= inner.main_heading


class _Grid:
    """What has been seen so far of an open table; `longest` counts a cell's Chinese characters."""

    __slots__ = ("cells", "figures", "longest", "nested", "suspects")

    def __init__(self, suspects: int) -> None:
        self.cells = self.figures = self.longest = 0
        self.nested = False
        self.suspects = suspects  # how many there were when the table began

    def is_data(self) -> bool:
        """Whether it holds cells rather than the page's design or prose."""
        if self.cells < 2 or (self.nested and self.figures < 3):
            return False
        return self.longest <= (LONGEST_CELL if self.figures >= 3 else LONG_CELL)


@dataclass(frozen=True, slots=True)
class Survey:
    """Nodes by `mem_id`: those to leave out, and the tables that are data."""

    furniture: frozenset[int]
    tables: frozenset[int]


class _Surveyor:
    """One way through a page, with what is open on it."""

    def __init__(self) -> None:
        self.suspects: list[tuple[int, int, bool]] = []  # mem_id, Chinese characters, hidden
        self.tables: set[int] = set()
        self.open = [_Part()]
        self.grids: list[_Grid] = []
        self.article = 0  # how many <article> or <main> are open

    def enter(self, node: Node) -> None:
        """Open it."""
        self.open.append(_Part())
        self.article += node.tag in ("article", "main")
        if node.tag == "table":
            if self.grids:
                self.grids[-1].nested = True
            self.grids.append(_Grid(len(self.suspects)))

    def leave(self, node: Node) -> None:
        """Close it, judge it, and hand what it holds to the element round it."""
        part, tag = self.open.pop(), node.tag
        if tag == "-text":
            content = node.text_content or ""
            part.length, part.han = len(content), len(_OTHER.sub("", content))
        elif tag == "a":
            part.links, part.linked = part.links + 1, part.han
        elif tag == "h1":
            part.main_heading = True
        elif tag in ("td", "th") and self.grids:
            is_figure = self._cell(node, part)
            if is_figure and not part.links and not node.attributes:
                self.open[-1].take(part)
                return  # a number alone is not the page's, and nothing tells against it
        elif tag == "table":
            self._table(node)
        self.article -= tag in ("article", "main")
        if tag not in ("-text", "-comment", "body"):
            self._judge(node, part)
        self.open[-1].take(part)

    def _cell(self, node: Node, part: _Part) -> bool:
        """Note it; does it hold a number alone?"""
        grid = self.grids[-1]
        is_figure = part.length <= 24 and FIGURE.fullmatch(node.text(deep=True)) is not None
        part.figures += is_figure
        grid.cells += 1
        grid.figures += is_figure
        grid.longest = max(grid.longest, part.han)
        return is_figure

    def _table(self, node: Node) -> None:
        """Inside a data table only what is hidden goes, or columns would shift."""
        grid = self.grids.pop()
        if grid.is_data():
            self.tables.add(node.mem_id)
            inside = self.suspects[grid.suspects :]
            self.suspects[grid.suspects :] = [suspect for suspect in inside if suspect[2]]

    def _judge(self, node: Node, part: _Part) -> None:
        if part.main_heading or part.figures >= 3:
            return
        attributes = node.attributes
        hidden = _is_hidden(attributes)
        if hidden or _is_furniture(node, part, attributes, self.article > 0):
            self.suspects.append((node.mem_id, part.han, hidden))


def survey(body: Node) -> Survey:
    """One way through the page; what holds more than half of its text is never furniture."""
    surveyor = _Surveyor()
    for node, entering in walk(body, lambda node: node.tag not in SILENT):
        (surveyor.enter if entering else surveyor.leave)(node)
    most = surveyor.open[0].han / 2
    furniture = frozenset(node for node, han, _ in surveyor.suspects if han == 0 or han < most)
    return Survey(furniture, frozenset(surveyor.tables))


def title(tree: Node) -> str:
    """What the page calls itself: first of all a heading or title that names a report."""
    meta = tree.css_first("meta[name='ArticleTitle' i]")
    nodes = [*tree.css("h1")[:9], *tree.css("title")[:1]]
    found = [(meta.attributes.get("content") if meta else "") or ""]
    found += [node.text(deep=True) for node in nodes]
    tidy = [line for line in (" ".join(each.split()) for each in found) if line]
    return next((each for each in tidy if re.search("[报報]告|年[报報]", each)), (tidy or [""])[0])


def _is_furniture(
    node: Node, part: _Part, attributes: dict[str, str | None], in_article: bool
) -> bool:
    if 0 < part.length <= _SHORT and part.parts <= 60:
        content = node.text(deep=True)
        if _DATED.search(content):
            return False
        if _WORDING.match(content.strip()):
            return True
    if part.links >= 3 and node.tag in _LISTS and part.linked > 0.7 * part.han:
        return True
    if part.han - part.linked > _UNLINKED:
        return False
    if node.tag in _TAGS or attributes.get("role") in _ROLES:
        return not (in_article and node.tag == "header")
    return node.tag not in _TABLE_PARTS and not _NAMES.isdisjoint(_names(attributes))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _names(attributes: dict[str, str | None]) -> Iterator[str]:
    """The words of id and class: `pageFooter left-nav` is page, footer, left, nav."""
    both = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return (word.lower() for word in re.findall("[A-Z]?[a-z]+|[A-Z]+", both[:400]))
