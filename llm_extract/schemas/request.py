"""Requests for disclosure that came in, and how far they were dealt with."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Request(IndicatorGroup):
    """Requests for disclosure that came in, and how far they were dealt with."""

    group = "request"

    received: Stated = indicator("收到申请数", "件", "起 例 份 封 条 人次")
    in_person: Stated = indicator("当面申请数", "件")
    fax: Stated = indicator("传真申请数", "件")
    online: Stated = indicator("网络申请数", "件", aliases="网路申请数 网上申请数")
    letter: Stated = indicator("信函申请数", "件")
    completed: Stated = indicator("申请办结数", "件")
    completed_on_time: Stated = indicator("按时办结数", "件")
    completed_extended: Stated = indicator("延期办结数", "件")
    carried_in: Stated = indicator("上年结转", "件")
    carried_out: Stated = indicator("结转下年", "件")
    satisfaction_rate: Stated = indicator("满意率/按时率", "%")
