"""Batches that are out: looked at until they are over, their answers brought into the cache.

Files at a service are deleted there when all that was in them is safe here.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from time import monotonic

from llm_extract import providers
from llm_extract.batch.engines import Place
from llm_extract.batch.sending import Bounds, Office, submitted
from llm_extract.config import ProviderSettings
from llm_extract.errors import AnswerError, ProviderError, ProviderRefused
from llm_extract.mail import Part
from llm_extract.providers import Batch, Policy

_LOOK = 0.2  # seconds between two looks at whether the user wants an end


async def collected(office: Office, called: Sequence[ProviderSettings], bounds: Bounds) -> None:
    """Look at what is out until all of it is back, or the user wants an end."""
    collector = _Collector(office, {providers.place(each): each for each in called})
    pause, before = bounds.first_look, ""
    await collector.clear()
    while (parts := office.out()) and not office.place.stop.wanted:
        done = await collector.looked(parts)
        asked = sum(part.requests for part in parts)
        told = f"{done:,} of {asked:,} questions in {len(parts):,} batches are done"
        if told != before:
            office.place.tell(told)
            before = told
        if office.out():
            await _rested(office.place, pause)
            pause = min(bounds.longest_look, 1.5 * pause)


async def _rested(place: Place, seconds: float) -> None:
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0 and not place.stop.wanted:
        await asyncio.sleep(min(_LOOK, left))


@dataclass(frozen=True, slots=True)
class _Collector:
    """The services as the run's settings have them, by place."""

    office: Office
    settings: Mapping[str, ProviderSettings]

    async def looked(self, parts: Sequence[Part]) -> int:
        """How many requests are done; what is over is fetched, and makes room for what waits."""
        done = ended = 0
        for part in (part for part in parts if part.batch):
            batch = await self._standing(part)
            if batch.crowded and self._is_put_off(part):
                continue
            if batch.over:
                await providers.insisted(partial(self._fetched, part, batch), Policy())
                await self.clear()
            done, ended = done + batch.done, ended + batch.over
        out = self.office.out()
        waiting = [part for part in out if not part.batch]
        if waiting and (ended or len(waiting) == len(out)):
            await submitted(self.office, waiting[0], fresh=False)
        return done

    async def _standing(self, part: Part) -> Batch:
        """How the batch of a part stands; a service that does not know it ends the run."""
        look = partial(self.office.boxes[part.place].look, part.batch)
        try:
            return await providers.insisted(look, Policy())
        except ProviderRefused as error:
            raise ProviderRefused(
                f"{error}; the batch {part.batch} was sent before and is waited for: if the key is "
                f"the same and the service has lost it, remove {self.office.mail.folder}"
            ) from None

    def _is_put_off(self, part: Part) -> bool:
        """A part that the service had no room for is begun again behind the others.

        Alone it is cut in two; one request, which cannot be cut, is not put off.
        """
        others = [each for each in self.office.out() if each.batch and each.name != part.name]
        if others:
            self.office.mail.moved(replace(part, batch=""))
        elif part.requests > 1:
            self.office.mail.cut(part)
            words = (
                f"{part.requests:,} questions are more than it takes at once, which are cut in two"
            )
            self.office.place.tell(f"{self.settings[part.place].name}: {words}")
        return bool(others) or part.requests > 1

    async def clear(self) -> None:
        """Delete files of which nothing is needed; what cannot be now is tried by the next run."""
        for place, settings in self.settings.items():
            if settings.batch_keep_files:
                continue
            with suppress(ProviderError):
                for file in self.office.mail.spent(place):
                    await self.office.boxes[place].delete(file)
                    self.office.mail.deleted(file)

    async def _fetched(self, part: Part, batch: Batch) -> None:
        """Every answer into the cache, all of them before the part is over."""
        box, mail = self.office.boxes[part.place], self.office.mail
        reserved = mail.reserved(part.name)

        async def read() -> Decimal:
            counted = Decimal(0)
            for file in batch.files:
                async for line in box.lines(file):
                    counted += self._kept(line, part)
            return counted

        with mail.collecting(part, batch.files):
            cost = await box.tried(read)
            self.office.store.flush()
        self.office.meter.spend(cost - reserved)
        if batch.fault or batch.status != "completed":
            words = f"{self.settings[part.place].name}: the batch {batch.id} {batch.status}"
            self.office.place.tell(
                f"{words} ({batch.fault}); what it left unanswered is asked live"
            )

    def _kept(self, line: str, part: Part) -> Decimal:
        """One answer into the cache, the first to its request; what it counts of the money."""
        try:
            told = json.loads(line)
            digest, response = str(told["custom_id"]), told["response"] or {}
            body = response["body"] if response.get("status_code") == 200 else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return Decimal(0)
        if not isinstance(body, dict) or not self.office.mail.awaits(digest, part.name):
            return Decimal(0)
        settings = self.settings[part.place]
        prices = providers.prices(settings, mailed=True)
        try:
            reply = self.office.boxes[part.place].read(settings.model, body)
        except AnswerError as error:  # paid, and asked again live
            return prices.cost(error.input_tokens, error.output_tokens) or Decimal(0)
        self.office.store.set(digest, reply)
        used = reply.input_tokens, reply.output_tokens
        return self.office.mail.arrived(digest, (*used, prices.cost(*used)))
