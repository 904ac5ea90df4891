"""What must add up on the official forms, and how far each rule can be relied on.

Those of 2014 stand here, those since 2019 in `sums`. From the form's own 勾稽关系; the letters I and X are those of the catalogue.
"""

from llm_extract.schemas._identity import Identity, Strength
from llm_extract.schemas.sums import identities as _later

__all__ = ["IDENTITIES", "WEAKLY_COMPARABLE", "Identity", "Strength"]

REFUSALS = (
    "reply.refused_state_secret",
    "reply.refused_trade_secret",
    "reply.refused_privacy",
    "reply.refused_safety_stability",
    "reply.refused_not_government_information",
    "reply.refused_other_statutory",
)
CHANNELS = (
    "disclosure.gazette",
    "disclosure.website",
    "disclosure.weibo",
    "disclosure.wechat",
    "disclosure.other_channels",
)
RESPONSES = (
    "response.press_conferences",
    "response.web_interviews",
    "response.policy_interpretations",
    "response.weibo_wechat",
    "response.other",
)
REPLIES = (
    "reply.already_public",
    "reply.granted",
    "reply.partially_granted",
    "reply.refused",
    "reply.not_this_agency",
    "reply.not_exist",
    "reply.correction_needed",
    "reply.other_route",
)


def _sums(id: str, left: str, right: tuple[str, ...], *, unsplit: bool = False) -> Identity:
    return Identity(id, left, "==", right, Strength.STRICT, unsplit=unsplit)


def _part(id: str, part: str, whole: str) -> Identity:
    return Identity(id, part, "<=", (whole,), Strength.LOGICAL)


def _usual(
    id: str, left: str, relation: str, right: tuple[str, ...] = (), *, constant: int = 0
) -> Identity:
    return Identity(id, left, relation, right, Strength.USUAL, constant)


IDENTITIES: tuple[Identity, ...] = (
    _sums(
        "I01",
        "request.received",
        ("request.in_person", "request.fax", "request.online", "request.letter"),
    ),
    _sums(
        "I02",
        "request.completed",
        ("request.completed_on_time", "request.completed_extended"),
    ),
    _sums("I03", "reply.total", REPLIES),
    _sums("I04", "reply.refused", REFUSALS, unsplit=True),
    Identity(
        "I05",
        "review.total",
        "==",
        ("review.upheld", "review.corrected", "review.other"),
        unless="review.pending",  # on the later forms pending cases are a part too
    ),
    _sums(
        "I06", "litigation.total", ("litigation.upheld", "litigation.corrected", "litigation.other")
    ),
    _sums("I07", "capacity.staff", ("capacity.staff_full_time", "capacity.staff_part_time")),
    _part("I08", "response.press_conferences_by_leader", "response.press_conferences"),
    _part("I09", "response.web_interviews_by_leader", "response.web_interviews"),
    _part("I10", "disclosure.normative_documents", "disclosure.total"),
    *(
        _usual(f"I11{letter}", channel, "<=", ("disclosure.total",))
        for letter, channel in zip("abcde", CHANNELS, strict=True)
    ),
    _usual("I12", "disclosure.total", "<=", CHANNELS),
    _usual("I13", "request.completed", "==", ("reply.total",)),
    _usual("I14", "request.completed", "<=", ("request.received",)),
    _usual(
        "I15",
        "disclosure.normative_documents",
        "<=",
        ("disclosure.normative_documents_issued",),
    ),
    _usual("I16", "response.total", "<=", RESPONSES),
    _usual("I17", "training.trainees", ">=", ("training.sessions",)),
    _usual("I18", "capacity.staff", ">=", constant=1),
    Identity("I19", "fee.collected", "==", strength=Strength.USUAL, zero="reply.total"),
    *_later(),
)

# Table against narrative is compared for every indicator; these are the catalogue's own (X01–X04),
# and X05, where prose and form may speak of different things (电视访谈 is no 网站在线访谈).
WEAKLY_COMPARABLE: frozenset[str] = frozenset({"response.web_interviews"})
