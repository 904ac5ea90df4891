"""What a batch service can do, in the words of no SDK: files, batches, and how they stand."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from llm_extract.records import Reply, Request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """How a batch stands. `files` hold answers and errors; `fault` is why the whole failed.

    `crowded` is a failure that only says that too much is waiting at the service.
    """

    id: str
    over: bool
    status: str
    done: int = 0
    files: tuple[str, ...] = ()
    fault: str = ""
    crowded: bool = False


class Mailbox(Protocol):
    """One service. Its errors are those of any provider; each verb is one try."""

    def written(self, request: Request) -> dict[str, Any]:
        """The body of a request as it would stand on the wire."""

    def read(self, model: str, body: dict[str, Any]) -> Reply:
        """The reply in an answer's body, or an AnswerError with what was paid for none.

        `model` is named where the body does not.
        """

    async def upload(self, path: Path) -> str:
        """Send an input file; what the service calls it."""

    async def uploaded(self, name: str) -> str:
        """The file sent under this name, "" if there is none."""

    async def begin(self, file: str, part: str) -> str:
        """Begin a batch on a file, marked with the part it is; what the service calls it."""

    async def begun(self, part: str) -> str:
        """The batch with this mark that has not failed, "" if there is none."""

    async def look(self, batch: str) -> Batch:
        """How a batch stands."""

    def lines(self, file: str) -> AsyncIterator[str]:
        """The lines of a file, one at a time; for use within `tried`."""

    async def delete(self, file: str) -> None:
        """Remove a file; one that is not there is no error."""

    async def tried(self, call: Callable[[], Awaitable[T]]) -> T:
        """Work with the service, once, with errors in our words."""

    async def aclose(self) -> None:
        """Close the connections."""
