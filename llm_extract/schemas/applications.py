"""The table 收到和处理政府信息公开申请情况: its rows and columns, declared once; cells follow.

A cell is `applications.<row>.<column>`. Two labels name a row and a column alike (总计, 其他).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.records import Topic
from llm_extract.schemas._base import Indicator, Kind

BOTH = ("2019", "2021")
_COUNTED_IN = ("件", "起", "宗", "份", "次", "人", "个")


@dataclass(frozen=True, slots=True)
class Column:
    """A kind of applicant; `pattern` is its header, searched without blanks and bars."""

    id: str
    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row; one with a `group` is an outcome, and the outcomes make up results_total.

    `pattern` is how it is printed, without blanks, bars, quotation marks and numbering.
    """

    id: str
    label: str
    numbering: str = ""
    group: str = ""
    forms: tuple[str, ...] = BOTH
    pattern: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("natural_person", "自然人", "自然人"),
    Column("business", "商业企业", "商业企业|企业法人|企业"),
    Column("research", "科研机构", "科研机构"),
    Column("public_interest", "社会公益组织", "社会公益(?:性)?组织"),
    Column("legal_service", "法律服务机构", "法律服务(?:性)?机构"),
    Column("other_org", "其他", "其[他它]"),
    Column("total", "总计", "总计|合计"),
)

_REQUESTS = "(?:政府)?(?:信息)?(?:公开)?申请"
_HELD = "行政机关不再处理其政府信息公开申请"

ROWS: tuple[Row, ...] = (
    Row(
        "new_received",
        "本年新收政府信息公开申请数量",
        "一、",
        pattern=f"本年度?新收(?:到)?(?:{_REQUESTS}(?:数量|件数|总数|数)?)?"
        f"|新收(?:到)?{_REQUESTS}(?:数量|件数|总数|数)",
    ),
    Row(
        "carried_in",
        "上年结转政府信息公开申请数量",
        "二、",
        pattern=f"上一?年度?结转(?:的)?(?:{_REQUESTS}(?:数量|件数|总数|数)?)?",
    ),
    Row("granted", "予以公开", "(一)", "granted"),
    Row("partial", "部分公开", "(二)", "partial"),
    Row("denied_state_secret", "属于国家秘密", "1.", "denied", pattern="(?:属于|涉及)国家秘密"),
    Row(
        "denied_law_forbidden",
        "其他法律行政法规禁止公开",
        "2.",
        "denied",
        pattern="其[他它]法律、?,?行政法规禁止公开(?:的)?",
    ),
    Row(
        "denied_safety_stability",
        "危及“三安全一稳定”",
        "3.",
        "denied",
        pattern="危及三安全、?一稳定",
    ),
    Row("denied_third_party", "保护第三方合法权益", "4.", "denied"),
    Row("denied_internal_affairs", "属于三类内部事务信息", "5.", "denied"),
    Row("denied_process_info", "属于四类过程性信息", "6.", "denied"),
    Row(
        "denied_enforcement_file",
        "属于行政执法案卷",
        "7.",
        "denied",
        pattern="属于行政执法案卷(?:信息)?",
    ),
    Row("denied_admin_query", "属于行政查询事项", "8.", "denied"),
    Row(
        "unable_not_held",
        "本机关不掌握相关政府信息",
        "1.",
        "unable",
        pattern="本(?:行政)?机关不掌握相关(?:政府)?信息",
    ),
    Row(
        "unable_needs_creation",
        "没有现成信息需要另行制作",
        "2.",
        "unable",
        pattern="没有现成(?:的)?信息,?需要?另行制作",
    ),
    Row("unable_unclear", "补正后申请内容仍不明确", "3.", "unable"),
    Row(
        "not_processed_petition",
        "信访举报投诉类申请",
        "1.",
        "not_processed",
        pattern="信访、?举报、?投诉类申请",
    ),
    Row("not_processed_duplicate", "重复申请", "2.", "not_processed"),
    Row("not_processed_publication", "要求提供公开出版物", "3.", "not_processed"),
    Row("not_processed_excessive", "无正当理由大量反复申请", "4.", "not_processed"),
    Row(
        "not_processed_reconfirm",
        "要求行政机关确认或重新出具已获取信息",
        "5.",
        "not_processed",
        pattern="要求行政机关确认或者?重新出具已获取(?:的)?信息",
    ),
    Row("other_processing", "其他处理", "(六)", "other", ("2019",), "其[他它]处理"),
    Row(
        "other_no_correction",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1.",
        "other",
        ("2021",),
        f"申请人无正当理由逾期不补正(?:[、,]?{_HELD})?",
    ),
    Row(
        "other_fee_unpaid",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "2.",
        "other",
        ("2021",),
        f"申请人逾期未按收费通知要求缴[纳交]费用(?:[、,]?{_HELD})?",
    ),
    Row("other_misc", "其他", "3.", "other", ("2021",), "其[他它](?!处)"),  # half of 其他处理
    Row("results_total", "总计", "(七)", pattern="总计|合计"),
    Row(
        "carried_out",
        "结转下年度继续办理",
        "四、",
        pattern="结转(?:至|到)?下一?年度?继续办理|结转(?:至|到)?下一?年度?(?:继续)?(?:办理)?",
    ),
)

# Rows that hold no numbers of their own: what stands under them does.
HEADINGS = r"本年度?办理结果|不予公开|无法提供|不予处理"

# What any label or heading of the table may begin with.
INITIALS = "本新上予部属涉其危保没补信重要无申总合结不"

_LONE_WORDS = re.compile(r"[\s“”\"]")


def rows(form: str) -> tuple[Row, ...]:
    """The rows of a form in printed order."""
    return tuple(row for row in ROWS if form in row.forms)


def cell(row: str, column: str) -> str:
    """The identifier of a cell."""
    return f"applications.{row}.{column}"


def cells() -> Iterator[Indicator]:
    """Every cell as an indicator, row by row. They have no cues: prose has its own identifiers."""
    home = frozenset({Topic.REQUEST})
    for row in ROWS:
        for column in COLUMNS:
            label = f"{row.label} / {column.label}"
            id = cell(row.id, column.id)
            yield Indicator(id, label, "件", Kind.COUNT, _COUNTED_IN, home=home)


def printed(row: Row) -> str:
    """The pattern of a row's label as it stands without blanks, bars and quotation marks."""
    return row.pattern or re.escape(_LONE_WORDS.sub("", row.label))
