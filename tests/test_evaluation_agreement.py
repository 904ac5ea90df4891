"""Two readings of one report are held against each other, and each against what was settled."""

from pathlib import Path

from _evaluation import META, RECEIVED, WEBSITE, folder

from llm_extract.evaluation import agreement, yardstick

TOTAL = """
[[observation]]
indicator = "disclosure.total"
value = 1250
unit = "条"
quote = "2017年主动公开政府信息1250条"
"""
BY_CATEGORY = TOTAL.replace("disclosure.total", "disclosure.by_category")


def readings(root: Path, first: str, second: str, settled: str = RECEIVED) -> Path:
    """A folder of one report that Lin and Wu have read."""
    home = folder(root, META + settled)
    for file, reader, labels in (("first", "Lin", first), ("second", "Wu", second)):
        text = META + f'reader = "{reader}"\n' + labels
        (home / "yunxi" / f"{file}.toml").write_text(text, "utf-8")
    return home


def held(home: Path) -> list[tuple[str, int, int, int, int]]:
    return [(h.reader, h.made, h.right, h.wanted, h.found) for h in yardstick.held(home)]


def test_one_observation_of_two_in_common_is_a_half(tmp_path: Path) -> None:
    (found,) = agreement.agreements(readings(tmp_path, RECEIVED, RECEIVED + WEBSITE))
    assert (found.readers, found.identical, found.either) == (("Lin", "Wu"), 1, 2)


def test_readings_of_one_person_are_summed_apart_from_those_of_two() -> None:
    alone = agreement.Agreement("a", ("Lin",), 3, 4)
    both = agreement.Agreement("b", ("Lin", "Wu"), 1, 4)
    assert agreement.table([alone, both]).splitlines()[-3:] == [
        "| together, 1 | Lin | 3 | 4 | 75.0 % |",
        "| together, 1 | Lin and Wu | 1 | 4 | 25.0 % |",
        "| together, 2 |  | 4 | 8 | 50.0 % |",
    ]


def test_what_no_label_admits_is_not_right_and_what_is_demanded_is_missed(tmp_path: Path) -> None:
    home = readings(tmp_path, RECEIVED + TOTAL, WEBSITE, settled=RECEIVED + WEBSITE)
    assert held(home) == [("Lin, first", 2, 1, 2, 1), ("Wu, second", 1, 1, 2, 1)]


def test_an_accepted_neighbour_is_right_and_what_is_optional_is_not_demanded(
    tmp_path: Path,
) -> None:
    settled = WEBSITE.strip() + '\naccept_indicator = ["disclosure.total"]\noptional = true\n'
    home = readings(tmp_path, TOTAL.replace("1250", "800"), TOTAL, settled=settled + RECEIVED)
    assert held(home) == [("Lin, first", 1, 1, 1, 0), ("Wu, second", 1, 0, 1, 0)]


def test_a_place_said_once_finds_one_of_two_labels(tmp_path: Path) -> None:
    home = readings(tmp_path, RECEIVED, RECEIVED + RECEIVED, settled=RECEIVED + RECEIVED)
    assert held(home) == [("Lin, first", 1, 1, 2, 1), ("Wu, second", 2, 2, 2, 2)]


def test_a_list_that_no_result_has_is_not_counted(tmp_path: Path) -> None:
    home = readings(tmp_path, RECEIVED + BY_CATEGORY, RECEIVED)
    assert [each.made for each in yardstick.held(home)] == [1, 1]


def test_readings_that_are_not_settled_yet_are_held_against_nothing(tmp_path: Path) -> None:
    home = readings(tmp_path, RECEIVED, RECEIVED)
    (home / "yunxi" / "labels.toml").unlink()
    assert yardstick.held(home) == ()
    assert len(agreement.agreements(home)) == 1
