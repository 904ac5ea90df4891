"""Information published on the agency's own initiative, and its channels."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Disclosure(IndicatorGroup):
    """Information published on the agency's own initiative, and its channels."""

    group = "disclosure"

    total: Stated = indicator(
        "主动公开政府信息数",
        "条",
        "条次 件 篇",
        aliases="主动公开信息数 主动公开政府资讯数",
    )
    normative_documents: Stated = indicator(
        "主动公开规范性文件数", "条", aliases="主动公开规范性档案数"
    )
    normative_documents_issued: Stated = indicator(
        "制发规范性文件总数", "件", "个 份 部", aliases="制发规范性档案总数"
    )
    gazette: Stated = indicator("政府公报公开政府信息数", "条", "篇")
    website: Stated = indicator("政府网站公开政府信息数", "条", "篇")
    weibo: Stated = indicator("政务微博公开政府信息数", "条")
    wechat: Stated = indicator("政务微信公开政府信息数", "条", "篇")
    other_channels: Stated = indicator("其他方式公开政府信息数", "条", "次")
    cumulative: Stated = indicator("历年累计主动公开数", "条")
    website_columns: Stated = indicator("网站栏目/专题数", "个")
    gazette_issues: Stated = indicator("公报期数", "期")
    gazette_copies: Stated = indicator("公报/资料发放份数", "份", "本 册")
    new_media: Stated = indicator("政务新媒体合计", "条")
    new_media_followers: Stated = indicator("新媒体粉丝/关注数", "人", "个 万人")
    full_text_rate: Stated = indicator("全文电子化率", "%")
    key_areas: Stated = indicator("重点领域信息数", "条")
    normative_documents_repealed: Stated = indicator("废止/清理规范性文件数", "件")
    normative_documents_in_force: Stated = indicator("现行有效规范性文件数", "件", "份")
    documents_deposited: Stated = indicator("移交/形成文件数", "份", "件")
    website_visits: Stated = indicator("网站访问量", "次", "人次 万次")
    proposals: Stated = indicator("建议提案办理公开", "件", "条")
