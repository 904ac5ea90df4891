"""What a number is said to count is looked for near it, however long its line is."""

from llm_extract import numerals
from llm_extract.scanning import subject


def _named(text: str) -> str:
    last = list(numerals.find(text))[-1]
    return subject(text, text, last, 0)


def test_a_cell_is_named_by_the_label_of_its_row() -> None:
    assert _named("植树株数 | 春季 | 315株") == "植树株数"


def test_the_beginning_of_a_line_without_end_names_no_number_far_behind() -> None:
    assert _named(f"植树株数 | {'春' * 600} | 315株") != "植树株数"
