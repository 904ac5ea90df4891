"""Questions that go by a batch service first: answers are in the cache when documents are heard.

What is out is kept on disk (`mail`). What fails there is asked live afterwards, like all that an
answer leads to.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import chain
from time import monotonic
from uuid import uuid4

from llm_extract import metering, pipeline, prompting, providers, witnesses
from llm_extract.batch.documents import prepare_one
from llm_extract.batch.engines import Place
from llm_extract.batch.orders import STDIN, Order, Recipe
from llm_extract.cache import Answers
from llm_extract.config import ProviderSettings
from llm_extract.errors import AnswerError, BudgetSpent
from llm_extract.ledger import Ledger, estimate
from llm_extract.mail import Draft, Mail, Part
from llm_extract.metering import Meter
from llm_extract.providers import Batch, Mailbox, Policy
from llm_extract.records import Request

_LOOK = 0.2  # seconds between two looks at whether the user wants an end
Act = Callable[[], Awaitable[str]]

_SENT = "/v1/chat/completions"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of an input file, and of the seconds between two looks at a batch."""

    requests: int = 50_000
    bytes: int = 200_000_000
    first_look: float = 1.0
    longest_look: float = 60.0


def posted(
    orders: Sequence[Order], recipe: Recipe, place: Place, bounds: Bounds | None = None
) -> Recipe:
    """Send what is not answered, wait for it, keep it. With the recipe returned the run goes on.

    The run that goes on spends of the same `max_cost`.
    """
    recipe = replace(recipe, shared=recipe.shared or uuid4().hex)
    asyncio.run(_posted(orders, recipe, place, bounds or Bounds()))
    return recipe


async def _posted(orders: Sequence[Order], recipe: Recipe, place: Place, bounds: Bounds) -> None:
    called = witnesses.named(recipe.settings)
    async with AsyncExitStack() as stack:
        boxes = {providers.place(each): providers.mailbox(each) for each in called}
        for box in boxes.values():
            stack.push_async_callback(box.aclose)
        meter = metering.opened(recipe.settings.extract, recipe.shared)
        stack.callback(meter.close)
        store = Answers.of(recipe.settings.extract)
        stack.callback(store.close)
        mail = Mail(recipe.settings.extract.cache_dir)
        stack.callback(mail.close)
        ledger = Ledger(Decimal(str(recipe.settings.extract.max_cost)), purse=meter)
        office = _Office(boxes, mail, store, ledger, meter, place)
        await _Post(office, recipe, called, bounds).sent(orders)


@dataclass(frozen=True, slots=True)
class _Office:
    """Services by place, what is out, where answers go, and the money."""

    boxes: Mapping[str, Mailbox]
    mail: Mail
    store: Answers
    ledger: Ledger
    meter: Meter
    place: Place


@dataclass(frozen=True, slots=True)
class _Post:
    """One round: what an earlier run left out is waited for together with what is new."""

    office: _Office
    recipe: Recipe
    called: Sequence[ProviderSettings]
    bounds: Bounds

    async def sent(self, orders: Sequence[Order]) -> None:
        """Everything out and back again, unless the user wants an end before."""
        for part in self._out():
            self.office.meter.spend(self.office.mail.reserved(part.name))
            await self._submitted(part, fresh=False)
        for settings in self.called:
            for part in self._drafted(orders, settings):
                await self._submitted(part, fresh=True)
        await self._waited()

    def _out(self) -> list[Part]:
        return [part for part in self.office.mail.parts() if part.place in self.office.boxes]

    def _drafted(self, orders: Sequence[Order], settings: ProviderSettings) -> Iterator[Part]:
        """Input files of what has no answer, each sealed before the next is begun."""
        left = self._requests(orders, settings)
        place = providers.place(settings)
        while (first := next(left, None)) is not None:
            with self.office.mail.drafting(place) as draft:
                spent = self._filled(draft, chain([first], left), settings)
            if draft.requests:
                yield Part(draft.name, place, draft.requests)
            if spent or self.office.place.stop.wanted:
                return

    def _filled(
        self, draft: Draft, requests: Iterator[Request], settings: ProviderSettings
    ) -> bool:
        """Write requests until the file is full; whether the money is spent before."""
        box = self.office.boxes[providers.place(settings)]
        for request in requests:
            line = {"custom_id": request.digest(), "method": "POST", "url": _SENT}
            text = json.dumps(line | {"body": box.written(request)}, ensure_ascii=False) + "\n"
            most = providers.prices(settings, mailed=True).cost(*estimate(request))
            try:
                self.office.ledger.allow(most)
            except BudgetSpent as error:
                self.office.place.tell(f"{settings.name}: {error}")
                return True
            # A lone surrogate becomes the escape that JSON has for it.
            draft.add(request.digest(), text.encode("utf-8", "backslashreplace"), most)
            if draft.requests >= self.bounds.requests or draft.bytes >= self.bounds.bytes:
                break
        return False

    def _requests(self, orders: Sequence[Order], settings: ProviderSettings) -> Iterator[Request]:
        """The first question about each chunk that nobody has answered yet."""
        for order in orders:
            if self.office.place.stop.wanted:
                return
            for request in self._of(order, settings):
                digest = request.digest()
                if not self.office.mail.knows(digest) and self.office.store.get(digest) is None:
                    yield request

    def _of(self, order: Order, settings: ProviderSettings) -> Iterator[Request]:
        if order.fault or order.source == STDIN:
            return
        try:
            prepared = prepare_one(order)
        except Exception:
            return  # told when the document is heard
        text = prepared.document.text
        for question in pipeline.questions(prepared, self.recipe.settings.extract.strategy):
            asked = text[question.span.start : question.span.end]
            composed = prompting.compose(asked, question.offered, cells=question.cells)
            yield providers.settled(composed, settings)

    async def _submitted(self, part: Part, *, fresh: bool) -> None:
        """The part at the service, once: what may have got there already is looked for first."""
        box, mail = self.office.boxes[part.place], self.office.mail
        if not part.file:
            upload = _Once(partial(box.uploaded, mail.path(part.name).name), fresh)
            file = await upload.done(partial(box.upload, mail.path(part.name)))
            part = replace(part, file=file)
            mail.moved(part)
        if not part.batch:
            begin = _Once(partial(box.begun, part.name), fresh)
            part = replace(part, batch=await begin.done(partial(box.begin, part.file, part.name)))
            mail.moved(part)

    async def _waited(self) -> None:
        """Look at what is out until all of it is back."""
        pause, before = self.bounds.first_look, ""
        while (parts := self._out()) and not self.office.place.stop.wanted:
            done = 0
            for part in parts:
                box = self.office.boxes[part.place]
                batch = await providers.insisted(partial(box.look, part.batch), Policy())
                done += batch.done
                if batch.over:
                    await providers.insisted(partial(self._collected, part, batch), Policy())
            asked = sum(part.requests for part in parts)
            told = f"{done:,} of {asked:,} questions in {len(parts):,} batches are done"
            if told != before:
                self.office.place.tell(told)
                before = told
            if self._out():
                await self._rested(pause)
                pause = min(self.bounds.longest_look, 1.5 * pause)

    async def _rested(self, seconds: float) -> None:
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0 and not self.office.place.stop.wanted:
            await asyncio.sleep(min(_LOOK, left))

    async def _collected(self, part: Part, batch: Batch) -> None:
        """Every answer into the cache, all of them before the part is over."""
        box, mail = self.office.boxes[part.place], self.office.mail
        settings = next(each for each in self.called if providers.place(each) == part.place)
        reserved, cost = mail.reserved(part.name), Decimal(0)

        async def read() -> Decimal:
            counted = Decimal(0)
            for file in batch.files:
                async for line in box.lines(file):
                    counted += self._kept(line, settings)
            return counted

        with mail.collecting(part):
            cost = await box.tried(read)
        self.office.meter.spend(cost - reserved)
        if batch.fault or batch.status != "completed":
            words = f"{settings.name}: the batch {batch.id} {batch.status} ({batch.fault})"
            self.office.place.tell(f"{words}; what it left unanswered is asked live")

    def _kept(self, line: str, settings: ProviderSettings) -> Decimal:
        """One answer into the cache; what it counts of the money."""
        try:
            told = json.loads(line)
            digest, response = str(told["custom_id"]), told["response"] or {}
            body = response["body"] if response.get("status_code") == 200 else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return Decimal(0)
        if not isinstance(body, dict) or not self.office.mail.knows(digest):
            return Decimal(0)
        box = self.office.boxes[providers.place(settings)]
        prices = providers.prices(settings, mailed=True)
        try:
            reply = box.read(settings.model, body)
        except AnswerError as error:  # paid, and asked again live
            return prices.cost(error.input_tokens, error.output_tokens) or Decimal(0)
        self.office.store.set(digest, reply)
        used = reply.input_tokens, reply.output_tokens
        return self.office.mail.arrived(digest, (*used, prices.cost(*used)))


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
