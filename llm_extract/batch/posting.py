"""Questions that go by a batch service first: answers are in the cache when documents are heard.

What is out is kept on disk (`mail`). What fails there is asked live afterwards, like all that an
answer leads to.
"""

import asyncio
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from uuid import uuid4

from llm_extract import asking, metering, pipeline, providers, witnesses
from llm_extract.batch.collecting import collected
from llm_extract.batch.documents import prepare_one
from llm_extract.batch.engines import Place
from llm_extract.batch.orders import STDIN, Order, Recipe
from llm_extract.batch.sending import Bounds, Office, submitted
from llm_extract.cache import Answers
from llm_extract.config import ProviderSettings
from llm_extract.errors import BudgetSpent
from llm_extract.ledger import Ledger, estimate
from llm_extract.mail import Draft, Mail, Part
from llm_extract.records import Request

_SENT = "/v1/chat/completions"
_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}  # of lines, to some


def posted(
    orders: Collection[Order], recipe: Recipe, place: Place, bounds: Bounds | None = None
) -> Recipe:
    """Send what is not answered, wait for it, keep it. With the recipe returned the run goes on.

    The run that goes on spends of the same `max_cost`.
    """
    recipe = replace(recipe, shared=recipe.shared or uuid4().hex)
    asyncio.run(_posted(orders, recipe, place, bounds or Bounds()))
    return recipe


async def _posted(orders: Collection[Order], recipe: Recipe, place: Place, bounds: Bounds) -> None:
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
        office = Office(boxes, mail, store, ledger, meter, place)
        await _Post(office, recipe, called, bounds).sent(orders)


@dataclass(frozen=True, slots=True)
class _Post:
    """One round: what an earlier run left out is waited for together with what is new."""

    office: Office
    recipe: Recipe
    called: Sequence[ProviderSettings]
    bounds: Bounds

    async def sent(self, orders: Collection[Order]) -> None:
        """Everything out and back again, unless the user wants an end before."""
        for part in self.office.out():
            self.office.meter.spend(self.office.mail.reserved(part.name))
            await submitted(self.office, part, fresh=False)
        for settings in self.called:
            for part in self._drafted(orders, settings):
                await submitted(self.office, part, fresh=True)
        await collected(self.office, self.called, self.bounds)

    def _drafted(self, orders: Collection[Order], settings: ProviderSettings) -> Iterator[Part]:
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
            raw = text.translate(_ENDS).encode("utf-8", "backslashreplace")
            draft.add(request.digest(), raw, most)
            if draft.requests >= self.bounds.requests or draft.bytes >= self.bounds.bytes:
                break
        return False

    def _requests(self, orders: Collection[Order], settings: ProviderSettings) -> Iterator[Request]:
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
        for question in pipeline.questions(prepared, self.recipe.settings.extract.strategy):
            yield providers.settled(asking.composed(prepared, question), settings)
