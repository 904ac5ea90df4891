"""Parts of the mail brought to a batch service, each once whatever happens on the way."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from llm_extract import providers
from llm_extract.batch.engines import Place
from llm_extract.cache import Answers
from llm_extract.ledger import Ledger
from llm_extract.mail import Mail, Part
from llm_extract.metering import Meter
from llm_extract.providers import Mailbox, Policy

Act = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of an input file, and of the seconds between two looks at a batch."""

    requests: int = 50_000
    bytes: int = 200_000_000
    first_look: float = 1.0
    longest_look: float = 60.0


@dataclass(frozen=True, slots=True)
class Office:
    """Services by place, what is out, where answers go, and the money."""

    boxes: Mapping[str, Mailbox]
    mail: Mail
    store: Answers
    ledger: Ledger
    meter: Meter
    place: Place

    def out(self) -> list[Part]:
        """What is out at these services, or about to be."""
        return [part for part in self.mail.parts() if part.place in self.boxes]


async def submitted(office: Office, part: Part, *, fresh: bool) -> None:
    """The part at the service, once: what may have got there already is looked for first."""
    box, mail = office.boxes[part.place], office.mail
    if not part.file:
        upload = _Once(partial(box.uploaded, mail.path(part.name).name), fresh)
        file = await upload.done(partial(box.upload, mail.path(part.name)))
        part = replace(part, file=file)
        mail.moved(part)
    if not part.batch:
        begin = _Once(partial(box.begun, part.name), fresh)
        part = replace(part, batch=await begin.done(partial(box.begin, part.file, part.name)))
        mail.moved(part)


class _Once:
    """An act that must not be done twice, though nobody may hear that it was."""

    def __init__(self, found: Act, fresh: bool) -> None:
        self._found = found
        self._looks = not fresh

    async def done(self, act: Act) -> str:
        """What the act made, now or in an earlier try."""

        async def attempt() -> str:
            looks, self._looks = self._looks, True
            return (await self._found() if looks else "") or await act()

        return await providers.insisted(attempt, Policy())
