"""Rows of tables that are no national form: the annexes of 2008 to 2013 and later local additions.

`VARIANTS` are further wordings of rows that the catalogue knows, `SHORT` wordings that mean
something only as a whole cell of such a table, `ROWS` the rows of local tables in printed order.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocalRow:
    """A printed row; without an indicator it only tells where its neighbours end."""

    label: str
    indicator: str = ""


# What a column of totals since earlier years (历年累计) says in the row of an indicator.
CUMULATIVE: Mapping[str, str] = {"disclosure.total": "disclosure.cumulative"}

# Rows of the 2014 form that older local tables have too: they tell nothing of the form.
SHARED: tuple[str, ...] = (
    "disclosure",
    "disclosure.total",
    "disclosure.normative_documents",
    "disclosure.gazette",
    "disclosure.website",
    "request",
    "request.received",
    "request.in_person",
    "request.fax",
    "request.online",
    "request.letter",
    "reply.total",
    "reply.granted",
    "reply.partially_granted",
    "reply.refused",
    "reply.refused_not_government_information",
    "reply.not_exist",
    "reply.not_this_agency",
    "review.total",
    "review.upheld",
    "review.corrected",
    "review.other",
    "litigation.total",
    "litigation.upheld",
    "litigation.corrected",
    "litigation.other",
    "fee.collected",
    "capacity.staff",
    "capacity.staff_full_time",
    "capacity.staff_part_time",
    "capacity.funding",
)

VARIANTS: Mapping[str, str] = {
    "disclosure": "主动公开政府信息情况",
    "disclosure.total": "主动公开政府信息总数 主动公开的政府信息数 主动公开信息总数",
    "disclosure.normative_documents": "主动公开规范性文件总数 主动公开的规范性文件数",
    "disclosure.normative_documents_issued": "制发规范性文件数 制定规范性文件总数",
    "disclosure.website": "政府门户网站公开政府信息数",
    "disclosure.weibo": "微博公开政府信息数",
    "disclosure.wechat": "微信公开政府信息数",
    "disclosure.other_channels": "其它方式公开政府信息数 其他渠道公开政府信息数",
    "response.total": "回应公众关注热点和重大舆情数 回应公众关注热点或重大舆情次数",
    "response.press_conferences": "参加或举办新闻发布会次数 参加或举办新闻发布会总数",
    "response.other": "其它方式回应事件数",
    "request.received": "收到申请总数 受理申请总数 受理依申请公开信息总数 "
    "收到政府信息公开申请数 申请总数",
    "request.online": "网络申请总数",
    "request.letter": "信函申请总数",
    "request.completed": "申请办结总数",
    "request.completed_on_time": "按期办结数",
    "reply.total": "对申请的答复总数 对申请答复总数 申请答复总数 申请答复件数",
    "reply.granted": "同意公开答复总数",
    "reply.partially_granted": "部分公开答复数 同意部分公开答复总数",
    "reply.refused": "否决公开答复总数 否决公开答复数 不予公开答复总数 "
    "不予公开答复数 不同意公开答复总数",
    "reply.refused_trade_secret": "涉及商业机密",
    "reply.refused_not_government_information": "不是条例所指的政府信息",
    "reply.refused_other_statutory": "法律法规规定的其它情形",
    "reply.not_exist": "申请信息不存在答复数 信息不存在答复数",
    "reply.correction_needed": "告知作出更改补充答复数 告知做出更改补充数",
    "reply.other_route": "告知通过其它途径办理数",
    "review.total": "行政复议数 行政复议总数",
    "review.other": "其它情形数",
    "litigation.total": "行政诉讼数 行政诉讼总数",
    "litigation.upheld": "维持具体行政行为或驳回原告诉讼请求数",
    "litigation.other": "其它情形数",
    "complaint.total": "举报投诉数 投诉举报数量",
    "fee.collected": "依申请公开政府信息收取的费用 依申请公开信息收取费用 "
    "依申请提供政府信息收取的费用",
    "capacity": "机构建设和经费保障情况 机构建设及保障经费情况",
    "capacity.staff": "政府信息公开指定专职人员总数 从事政府信息公开工作的人员数",
    "capacity.staff_full_time": "专职工作人员数 全职人员数",
    "capacity.staff_part_time": "兼职工作人员数",
    "capacity.funding": "政府信息公开工作专项经费 政府信息公开专项经费投入",
    "training.meetings": "召开政府信息公开工作会议或者专题会议数 "
    "召开政府信息公开工作会议和专题会议数",
    "training.sessions": "举办各类培训班次数",
    "training.trainees": "接受培训人次数 接受培训的人员数",
    "appeal.total": "行政申诉数量 行政申诉总数 行政申诉数",
}

SHORT: Mapping[str, str] = {
    "disclosure.total": "主动公开信息 主动公开政府信息",
    "disclosure.gazette": "政府公报",
    "disclosure.website": "政府网站",
    "disclosure.weibo": "政务微博",
    "disclosure.wechat": "政务微信",
    "response.policy_interpretations": "政策解读稿件发布",
    "request.received": "收到申请 受理申请数",
    "request.in_person": "当面 当面申请",
    "request.fax": "传真 传真申请",
    "request.online": "网上 网络 网络申请 网上申请",
    "request.letter": "信函 信函申请",
    "request.completed": "申请办结",
    "request.completed_on_time": "按时办结",
    "request.completed_extended": "延期办结",
    "reply.total": "申请答复",
    "reply.already_public": "属于已主动公开范围",
    "reply.granted": "同意公开 同意公开答复 同意公开数",
    "reply.partially_granted": "同意部分公开 部分公开 同意部分公开数",
    "reply.refused": "否决公开 不同意公开 不予公开 否决公开数 不同意公开答复",
    "reply.refused_safety_stability": "危及国家安全公共安全经济安全社会稳定",
    "reply.refused_not_government_information": "非规定所指政府信息 非政府信息",
    "reply.not_this_agency": "非本部门掌握 非本机关掌握 不属于本行政机关公开",
    "reply.not_exist": "信息不存在 申请信息不存在",
    "reply.correction_needed": "告知作出更改补充",
    "reply.other_route": "告知通过其他途径办理",
    "review.total": "行政复议",
    "review.upheld": "维持具体行政行为",
    "review.corrected": "被依法纠错",
    "review.other": "其他情形",
    "litigation.total": "行政诉讼",
    "litigation.corrected": "被依法纠错",
    "litigation.other": "其他情形",
    "appeal.total": "行政申诉",
    "capacity.staff_full_time": "专职人员",
    "capacity.staff_part_time": "兼职人员 兼职人数",
}

ROWS: tuple[LocalRow, ...] = (
    LocalRow("全文电子化的主动公开信息数"),
    LocalRow("全文电子化的主动公开文件数"),
    LocalRow("主动公开文件数"),
    LocalRow("新增的行政规范性文件数"),
    LocalRow("提供服务类信息数"),
    LocalRow("网站专栏页面访问量"),
    LocalRow("现场接待人数"),
    LocalRow("网上咨询数"),
    LocalRow("咨询电话接听数"),
    LocalRow("依申请公开信息目录数"),
    LocalRow("电子邮件申请数"),
    LocalRow("其他形式申请数"),
    LocalRow("其它形式申请数"),
    LocalRow("申请内容不明确答复数"),
    LocalRow("重复申请答复数"),
    LocalRow("行政申诉数", "appeal.total"),
    LocalRow("对本部门首次处理不满意的行政申诉数"),
)
