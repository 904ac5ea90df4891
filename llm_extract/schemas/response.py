"""Answers to public concern: press conferences, interviews, interpretations, hotlines."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Response(IndicatorGroup):
    """Answers to public concern: press conferences, interviews, interpretations, hotlines."""

    group = "response"

    total: Stated = indicator("回应公众关注热点或重大舆情数", "次", "件 条")
    press_conferences: Stated = indicator("参加或举办新闻发布会总次数", "次", "场")
    press_conferences_by_leader: Stated = indicator(
        "主要负责同志参加新闻发布会次数", "次"
    )
    web_interviews: Stated = indicator(
        "政府网站在线访谈次数", "次", "期 场", aliases="政府网站线上访谈次数"
    )
    web_interviews_by_leader: Stated = indicator(
        "主要负责同志参加政府网站在线访谈次数", "次"
    )
    policy_interpretations: Stated = indicator(
        "政策解读稿件发布数", "篇", "件 条 次 篇次"
    )
    weibo_wechat: Stated = indicator("微博微信回应事件数", "次")
    other: Stated = indicator("其他方式回应事件数", "次")
    messages_answered: Stated = indicator("领导信箱/留言办理数", "件", "条 封")
    hotline_calls: Stated = indicator("热线来电数", "个", "件 次 人次")
    consultations: Stated = indicator("咨询接待数", "人次", "件 条")
    consulted_drafts: Stated = indicator("意见征集数", "次", "条 件")
