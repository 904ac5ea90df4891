"""Meetings, training courses, accountability."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Training(IndicatorGroup):
    """Meetings, training courses, accountability."""

    group = "training"

    meetings: Stated = indicator("召开政府信息公开工作会议或专题会议数", "次")
    sessions: Stated = indicator("举办各类培训班数", "次", "期 场 班")
    trainees: Stated = indicator("接受培训人员数", "人次", "人")
    accountability_cases: Stated = indicator("责任追究", "件", "人次")
