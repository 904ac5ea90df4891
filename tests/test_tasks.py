"""Orders in tasks: taken as they are needed, put back when a worker died over them."""

from itertools import count

from llm_extract.batch.engines._worker import Task, Tasks
from llm_extract.batch.orders import Order


def names(task: Task) -> list[str]:
    return [order.source for order in task]


def test_no_order_is_taken_before_its_task_is() -> None:
    orders = (Order(str(number)) for number in count())
    tasks = Tasks(orders, 3)
    assert tasks and names(tasks.first) == names(tasks.pop()) == ["0", "1", "2"]
    assert next(orders).source == "3"


def test_what_is_put_back_is_the_first_again() -> None:
    tasks = Tasks((Order(str(number)) for number in range(5)), 2)
    tasks.put_back([[order] for order in tasks.pop()])
    taken = []
    while tasks:
        taken.append(names(tasks.pop()))
    assert taken == [["0"], ["1"], ["2", "3"], ["4"]]
