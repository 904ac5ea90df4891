"""A report as a page: bare, as Word saves it, or inside a government site."""

from collections.abc import Sequence
from html import escape

from formats.describe import Block
from formats.grids import Box, Grid

SITES = ("bare", "office", "portal")
_PORTAL = (
    '<div class="topNav"><a>首页</a> <a>政务公开</a> <a>互动交流</a></div>'
    "<div>当前位置：<a>首页</a> &gt; <a>年报</a></div>"
    '<div class="article">{}</div>'
    '<div class="footer">主办单位：云溪县人民政府办公室 ICP备05000001号</div>'
)


def write(blocks: Sequence[Block], site: str = "bare", encoding: str = "utf-8") -> bytes:
    body = "\n".join(_block(block, site) for block in blocks)
    body = _PORTAL.format(body) if site == "portal" else body
    head = f'<!doctype html><html><head><meta charset="{encoding}"></head>'
    return f"{head}<body>{body}</body></html>".encode(encoding)


def _block(block: Block, site: str) -> str:
    if isinstance(block, str):
        return f"<p>{_inside(block, site)}</p>"
    return _table(block, site)


def _table(grid: Grid, site: str) -> str:
    rows = ("".join(_cell(box, site) for box in line) for line in grid.lines())
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return (
        '<table border="1" width="100%" style="border-collapse:collapse">'
        f"<tbody>{body}</tbody></table>"
    )


def _cell(box: Box, site: str) -> str:
    down = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    across = f' colspan="{box.columns}"' if box.columns > 1 else ""
    return f"<td{down}{across}>{_inside(box.text, site)}</td>"


def _inside(text: str, site: str) -> str:
    if site != "office":
        return escape(text)
    return f'<p class="MsoNormal"><span lang="EN-US">{escape(text) or "&nbsp;"}</span></p>'
