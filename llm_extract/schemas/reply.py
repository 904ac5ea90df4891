"""How requests were answered."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Reply(IndicatorGroup):
    """How requests were answered."""

    group = "reply"

    total: Stated = indicator("申请答复数", "件", "起")
    already_public: Stated = indicator("属于已主动公开范围数", "件")
    granted: Stated = indicator("同意公开答复数", "件")
    partially_granted: Stated = indicator("同意部分公开答复数", "件")
    refused: Stated = indicator("不同意公开答复数", "件", "条")
    refused_state_secret: Stated = indicator("涉及国家秘密", "件")
    refused_trade_secret: Stated = indicator("涉及商业秘密", "件")
    refused_privacy: Stated = indicator("涉及个人隐私", "件")
    refused_safety_stability: Stated = indicator(
        "危及国家安全、公共安全、经济安全和社会稳定", "件", aliases="三安全一稳定"
    )
    refused_not_government_information: Stated = indicator(
        "不是《条例》所指政府信息", "件"
    )
    refused_other_statutory: Stated = indicator("法律法规规定的其他情形", "件")
    not_this_agency: Stated = indicator("不属于本行政机关公开数", "件")
    not_exist: Stated = indicator("申请信息不存在数", "件")
    correction_needed: Stated = indicator("告知作出更改补充数", "件")
    other_route: Stated = indicator("告知通过其他途径办理数", "件")
