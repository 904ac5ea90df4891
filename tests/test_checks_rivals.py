"""One number under two indicators: who is in doubt, and who is not."""

from decimal import Decimal

from _testimony import Put, Said, heard, model, said

from llm_extract import readers
from llm_extract.checks._backing import akin
from llm_extract.checks._compare import agree
from llm_extract.records import Quantity, Verdict


def verdicts(text: str, *statements: Said) -> dict[str, Verdict]:
    def speak(put: Put) -> list[Said]:
        return [s for s in statements if s["quote"] in put.text]

    report = heard(readers.read(text.encode()), model(speak))[0]
    return {value.indicator: value.verdict for value in report.values}


def test_a_value_said_twice_is_not_in_doubt_for_one_claim_of_another() -> None:
    text = "2012年收到政府信息公开申请36件。\n二、依申请公开\n全年共收到政府信息公开申请36件。\n"
    read = verdicts(text, said("reply.total", "全年共收到政府信息公开申请36件", "36件"))
    assert read["request.received"] is Verdict.SUPPORTED
    assert read["reply.total"] is Verdict.DISPUTED


def test_a_value_said_once_is_in_doubt() -> None:
    text = "2012年收到政府信息公开申请36件。\n"
    read = verdicts(text, said("reply.total", "收到政府信息公开申请36件", "36件"))
    assert read == {"request.received": Verdict.DISPUTED, "reply.total": Verdict.DISPUTED}


def test_a_kind_is_akin_to_what_it_is_a_kind_of() -> None:
    assert akin("reply.refused_privacy", "reply.refused")
    assert not akin("reply.refused_privacy", "reply.refused_third_party")


def test_money_in_two_units_agrees() -> None:
    assert agree(Quantity(Decimal("8126.4"), "万元"), Quantity(Decimal(81264000), "元"))
    assert not agree(Quantity(Decimal("8126.4"), "万元"), Quantity(Decimal("8126.4"), "元"))
