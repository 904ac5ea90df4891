"""What is known of the reports: indicators, forms, headings, identities. Declared, not computed.

`indicators()` is the catalogue that prompt, validation, scan, checks and evaluation all read: the
house's, or within `using` that of a schema of the user's own.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType

from llm_extract.schemas import applications, article20
from llm_extract.schemas._base import Cue, Indicator, IndicatorGroup, Kind, Stated
from llm_extract.schemas._catalogue import Catalogue, own, source, using
from llm_extract.schemas._forms import Form, Row
from llm_extract.schemas.appeal import Appeal
from llm_extract.schemas.capacity import Capacity
from llm_extract.schemas.complaint import Complaint
from llm_extract.schemas.decision import Decision
from llm_extract.schemas.disclosure import Disclosure
from llm_extract.schemas.fee import Fee
from llm_extract.schemas.litigation import Litigation
from llm_extract.schemas.litigation_after_review import LitigationAfterReview
from llm_extract.schemas.litigation_direct import LitigationDirect
from llm_extract.schemas.publishing import Publishing
from llm_extract.schemas.reply import Reply
from llm_extract.schemas.request import Request
from llm_extract.schemas.response import Response
from llm_extract.schemas.review import Review
from llm_extract.schemas.training import Training
from llm_extract.schemas.wording import Wording

__all__ = [
    "GROUPS",
    "Catalogue",
    "Cue",
    "Form",
    "Indicator",
    "IndicatorGroup",
    "Kind",
    "Row",
    "Stated",
    "indicators",
    "own",
    "source",
    "using",
]

GROUPS: tuple[type[IndicatorGroup], ...] = (
    Disclosure,
    Publishing,
    Response,
    Request,
    Reply,
    Review,
    Litigation,
    LitigationDirect,
    LitigationAfterReview,
    Appeal,
    Complaint,
    Fee,
    Capacity,
    Training,
    Decision,
    Wording,
)


def indicators() -> Mapping[str, Indicator]:
    """Every indicator in force by its identifier, in the order of the catalogue."""
    catalogue = own()
    return _house() if catalogue is None else catalogue.indicators


@cache
def _house() -> Mapping[str, Indicator]:
    grouped = (indicator for group in GROUPS for indicator in group.indicators())
    found = chain(grouped, article20.cells(), applications.cells())
    return MappingProxyType({indicator.id: indicator for indicator in found})
