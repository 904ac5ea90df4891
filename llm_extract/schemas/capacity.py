"""Offices, reading points, staff and funding."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Capacity(IndicatorGroup):
    """Offices, reading points, staff and funding."""

    group = "capacity"

    offices: Stated = indicator("政府信息公开工作专门机构数", "个")
    reading_points: Stated = indicator(
        "设置政府信息公开查阅点数", "个", aliases="设定政府信息公开查阅点数"
    )
    staff: Stated = indicator("从事政府信息公开工作人员数", "人", "名")
    staff_full_time: Stated = indicator("专职人员数", "人", "名")
    staff_part_time: Stated = indicator("兼职人员数", "人", "名")
    funding: Stated = indicator("政府信息公开专项经费", "万元", "元")
    reading_visits: Stated = indicator("查阅人次", "人次")
    agencies_covered: Stated = indicator("覆盖单位数", "家", "个")
