"""What an engine runs in another process: some documents of a run, and a word to end it."""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

from llm_extract import schemas, witnesses
from llm_extract.batch.orders import Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop
from llm_extract.batch.working import work
from llm_extract.config import ProviderSettings, Settings
from llm_extract.schemas import loading

Task = Sequence[Order]

_load = cache(loading.load)
_stops: dict[str, Stop] = {}


def worked(task: Task, recipe: Recipe) -> list[Outcome]:
    """The outcomes of some documents; fewer where the run was told to end."""
    with schemas.using(_load(recipe.schema) if recipe.schema else None):
        return list(work(task, recipe, _stops.setdefault(recipe.run, Stop())))


def hush(run: str) -> None:
    """Begin nothing more of a run in this process; what is on its way comes to its end."""
    _stops.setdefault(run, Stop()).wanted = True


class Tasks:
    """Orders in tasks of so many documents, as they are taken; true as long as there are some."""

    def __init__(self, orders: Iterable[Order], size: int) -> None:
        self._orders, self._size = iter(orders), size
        self._ahead: deque[Task] = deque()

    def __bool__(self) -> bool:
        if not self._ahead and (task := list(islice(self._orders, self._size))):
            self._ahead.append(task)
        return bool(self._ahead)

    @property
    def first(self) -> Task:
        """The task that `pop` would take."""
        if not self:
            raise IndexError("no task is left")
        return self._ahead[0]

    def pop(self) -> Task:
        """Take the first."""
        task = self.first
        self._ahead.popleft()
        return task

    def put_back(self, tasks: Sequence[Task]) -> None:
        """These are the first again, in their order."""
        self._ahead.extendleft(reversed(tasks))


def shared(settings: Settings, workers: int) -> Settings:
    """Settings for each of several workers that together have the providers' concurrency."""
    tables = dict(settings.providers)
    for each in witnesses.named(settings):
        table = tables.get(each.name, ProviderSettings())
        share = max(1, each.concurrency // workers)
        tables[each.name] = table.model_copy(update={"concurrency": share})
    return settings.model_copy(update={"providers": tables})
