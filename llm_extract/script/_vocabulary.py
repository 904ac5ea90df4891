"""Taiwan's words and over-converted ones, each with a mainland word of the same length."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what the mainland calls it. Contexts are words separated by blanks.

    Where `before` or `after` is given, one of them must stand there; none of `not_before` and
    `not_after` may. `shows` tells how far the word alone proves Taiwan's vocabulary: 2 is enough,
    1 takes another such word, 0 is said on the mainland too.
    """

    word: str
    mainland: str
    shows: int = 0
    before: str = ""
    after: str = ""
    not_before: str = ""
    not_after: str = ""

    def pattern(self) -> str:
        """The word first, so that the search can skip by first characters."""
        wanted = [_behind(self.before, self.word)] if self.before else []
        wanted += [f"(?={_any(self.after)})"] if self.after else []
        refused = "".join(f"(?<!{re.escape(w + self.word)})" for w in self.not_before.split())
        refused += f"(?!{_any(self.not_after)})" if self.not_after else ""
        return f"{re.escape(self.word)}{refused}(?:{'|'.join(wanted)})"


# Wrong in any simplified text, so they are mended in every document.
SPELLING = (
    Word("答覆", "答复"),
    Word("回覆", "回复"),
    Word("批覆", "批复"),
    Word("函覆", "函复"),
    Word("反覆", "反复"),
    Word("重覆", "重复"),
    Word("计画", "计划"),
)
# 檔案 is 文件 in these places only: an archive (檔案館, 歸檔, 信用檔案) stays an archive.
_ISSUED = (
    "规范性 附属 专门 政策 法规 规章 配套 红头 指导性 纲领性 政府 市政府 省政府 县政府 区政府 "
    "国务院 中央 上级 "
    "部门 相关 有关 重要 各类 印发 印发了 下发 下发了 制发 制发了 制定 制定了 出台 出台了 "
    "发布 公布 转发 转发了 "
    "起草 废止 失效 修订 公开 公文 现行 电子公文 非涉密 涉密 份"
)
_OF_A_DOCUMENT = (
    r"\d+[个個件份篇条] [一二三四五六七八九十百两]+[个個件份篇条] 数 总数 精神 "
    "规定 要求 名称 起草 解读 汇编 制定 "
    "印发 出台 制发 发布 公布 清理 备案 审核 审查 报备 传阅 流转 下发 标题 文号 草案 通知"
)
_ARCHIVE = (
    "馆 局 室 柜 员 管理 工作 法 盒 袋 部门 系统 行政 事业 利用 查阅 库 整理 "
    "归档 信息 资料 学 处 科 "
    "中心 保管 移交 接收 开放 数据 数字"
)
TAIWAN = (
    Word("规范性档案", "规范性文件", shows=2),
    Word("附属档案", "附属文件", shows=2),
    Word("网际网路", "互联网络", shows=2),
    Word("政府资讯", "政府信息", shows=2),
    Word("政务资讯", "政务信息", shows=2),
    Word("资讯公开", "信息公开", shows=2),
    Word("巨观", "宏观", shows=2),
    Word("硬体", "硬件", shows=2),
    Word("软体", "软件", shows=2, not_after="家具 动物 组织"),
    Word("程式", "程序", shows=1, not_before="章 流 过 工 课 议 历 日 里", not_after="化"),
    Word("伺服器", "服务器", shows=2),
    Word("资料库", "数据库"),
    Word("入口网站", "门户网站", shows=2),
    Word("最佳化", "最优化", shows=1),
    Word("智慧型", "智能型", shows=1),
    Word("视窗", "窗口", shows=1, not_before="视"),
    Word("民众", "群众"),
    Word("资讯", "信息"),
    Word("网路", "网络", shows=1, not_before="联 管 电 官 路 水"),
    Word("设定", "设置"),
    Word("套用", "应用"),
    Word("联络", "联系", not_after="员 人 官 站 室 处 办 点 单"),
    Word("品质", "质量", not_before="产 商 药 食", not_after="量"),
    Word("业务水准", "业务水平"),
    Word("运作", "运行"),
    Word("讯息", "信息", shows=1),
    Word("简讯", "短信", shows=1),
    Word("视讯", "视频"),
    Word("介面", "界面"),
    Word("列印", "打印", shows=1),
    Word("影印", "复印"),
    Word("数位", "数字", after="化 城市 政府 平台 电视 证书"),
    Word(
        "线上",
        "在线",
        after="访谈 调查 咨询 交流 解答 申请 直播 互动 办理 服务",
        not_before="热 一",
    ),
    Word(
        "管道",
        "渠道",
        not_before="气 水 力 下 油",
        not_after="煤气 燃气 天然气 运输 网 铺设 改造 工程",
    ),
    Word("档案", "文件", before=_ISSUED, after=_OF_A_DOCUMENT, not_before="归", not_after=_ARCHIVE),
)


def mainland(text: str, *, taiwan: bool = False) -> str:
    """The same text in mainland words; Taiwan's are replaced only where the document shows them.

    With `taiwan` they are taken for shown.
    """
    spelled = _SPELLING.sub(lambda found: _MAINLAND[found[0]], text)
    found = list(_TAIWAN.finditer(spelled))
    shown = taiwan or _shown({match[0] for match in found})
    return _rewritten(spelled, found) if shown else spelled


def _shown(words: set[str]) -> bool:
    return sum(_SHOWS[word] for word in words) > 1


def _rewritten(text: str, found: Iterable[re.Match[str]]) -> str:
    pieces: list[str] = []
    position = 0
    for match in found:
        pieces += text[position : match.start()], _MAINLAND[match[0]]
        position = match.end()
    return "".join([*pieces, text[position:]])


def _any(words: str) -> str:
    return "|".join(words.split())


def _behind(words: str, word: str) -> str:
    """A look-behind for every width, since one look-behind may have only one width."""
    widths: dict[int, list[str]] = {}
    for context in words.split():
        widths.setdefault(len(context), []).append(re.escape(context + word))
    return "|".join(f"(?<={'|'.join(same)})" for same in widths.values())


def _mainland(words: Iterable[Word]) -> Iterator[tuple[str, str]]:
    for word in words:
        if len(word.word) != len(word.mainland):
            raise ValueError(f"{word.word} and {word.mainland} differ in length: spans would shift")
        yield word.word, word.mainland


def _search(words: Iterable[Word]) -> re.Pattern[str]:
    return re.compile("|".join(word.pattern() for word in words))


_MAINLAND = dict(_mainland((*SPELLING, *TAIWAN)))
_SHOWS = {word.word: word.shows for word in TAIWAN}
_SPELLING = _search(SPELLING)
_TAIWAN = _search(TAIWAN)
