"""What is held of many thousands of documents is on disk, and behaves as a dict does."""

import tracemalloc

import pytest

from llm_extract.spilled import Spilled


def test_it_is_a_dict_in_the_order_of_what_came_first() -> None:
    spilled: Spilled[int] = Spilled()
    spilled.update({"b": 1, "a": 2, "c": 3})
    spilled["b"] = 4
    del spilled["a"]
    assert list(spilled.items()) == [("b", 4), ("c", 3)]
    assert ("a" in spilled, "b" in spilled, spilled.get("a"), len(spilled)) == (
        False,
        True,
        None,
        2,
    )
    with pytest.raises(KeyError):
        del spilled["a"]


def test_names_that_are_no_text_are_kept_too() -> None:
    spilled: Spilled[tuple[str, None]] = Spilled()
    spilled["\udc80年.txt"] = "\ud800", None
    assert dict(spilled) == {"\udc80年.txt": ("\ud800", None)}


def test_two_of_them_share_nothing() -> None:
    one: Spilled[int] = Spilled()
    other: Spilled[int] = Spilled()
    one["a"] = 1
    assert not other


def test_many_take_no_memory_of_ours() -> None:
    spilled: Spilled[str] = Spilled()
    tracemalloc.start()
    try:
        for number in range(5000):
            spilled[f"reports/{number}.txt"] = "x" * 100
        assert sum(1 for _ in spilled.values()) == 5000
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
