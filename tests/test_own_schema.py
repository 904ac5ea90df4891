"""A schema of one's own: what a class declares, and what is refused with the field's name."""

import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from pydantic import BaseModel, Field

from llm_extract import prompting, schemas
from llm_extract.errors import ConfigError
from llm_extract.schemas import Kind, loading

FIXTURE = Path(__file__).parent.parent / "fixtures" / "own_schema" / "annual_report.py"
MODULE = """
from pydantic import BaseModel, Field

class Shop(BaseModel):
    sales: float = Field(title="Sales", json_schema_extra={"unit": "RMB million"})
"""


def field(label: str | None = "Sales", unit: str | None = "RMB million", **more: Any) -> Any:
    extra = {"unit": unit, **more} if unit is not None else {**more}
    return Field(None, title=label, json_schema_extra=extra)


def declared(**fields: Any) -> schemas.Catalogue:
    """The catalogue of a class made of types and fields."""
    spaces = {"__annotations__": {name: kind for name, (kind, _) in fields.items()}}
    values = {name: made for name, (_, made) in fields.items()}
    return loading.catalogue(type("Made", (BaseModel,), {**spaces, **values}), "made.py:Made")


def refused(**fields: Any) -> str:
    with pytest.raises(ConfigError) as caught:
        declared(**fields)
    return str(caught.value)


def test_a_group_of_fields_stands_before_a_dot() -> None:
    found = loading.load(f"{FIXTURE}:AnnualReport").indicators
    assert list(found)[:2] == ["results.revenue", "results.gross_margin"]
    assert found["results.revenue"].label == "Revenue"
    assert found["people.employees"].units == ("people", "人")


@pytest.mark.parametrize(
    ("unit", "kind"),
    [("RMB million", Kind.MONEY), ("%", Kind.RATIO), ("people", Kind.COUNT), ("", Kind.COUNT)],
)
def test_the_unit_tells_the_kind(unit: str, kind: Kind) -> None:
    assert declared(a=(int | None, field(unit=unit))).indicators["a"].kind is kind


def test_a_list_of_strings_is_a_list_of_quotes() -> None:
    assert declared(risks=(list[str], field(unit=None))).indicators["risks"].kind is Kind.TEXT


@pytest.mark.parametrize("kind", [dict[str, int], list[Decimal], bool, Path, int | str])
def test_what_cannot_be_read_is_refused_by_the_name_of_its_field(kind: Any) -> None:
    assert "  shops: " in refused(shops=(kind, field()))


def test_a_list_of_groups_is_refused() -> None:
    class Shop(BaseModel):
        sales: float = field()

    assert "  shops: list" in refused(shops=(list[Shop], Field(None)))


def test_a_group_that_holds_itself_is_refused() -> None:
    class Firm(BaseModel):
        sales: float = field()
        owner: "Firm | None" = None

    Firm.model_rebuild(_types_namespace={"Firm": Firm})
    assert "firm.owner: Firm holds itself" in refused(firm=(Firm, Field(None)))


def test_all_faults_are_told_at_once() -> None:
    told = refused(a=(int, field(label=None)), b=(int, field(unit=None)))
    assert "a: no label" in told
    assert "b: no unit" in told


def test_two_fields_with_one_label_are_refused() -> None:
    assert "has the label of a" in refused(a=(int, field("Sales")), b=(int, field("sales")))


def test_another_currency_is_no_other_unit() -> None:
    assert "of another currency" in refused(a=(int, field(units=["USD"])))


def test_a_class_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ConfigError, match="there are AnnualReport, People, Results"):
        loading.load(f"{FIXTURE}:Nothing")


@pytest.mark.parametrize("source", ["", "x", "x:", ":X", "no/such.py:X", "no_such_module:X"])
def test_what_names_no_class_is_a_fault_of_the_settings(source: str) -> None:
    with pytest.raises(ConfigError):
        loading.load(source)


def test_a_module_that_fails_is_told_with_its_error(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("1 / 0\n", "utf-8")
    with pytest.raises(ConfigError, match="ZeroDivisionError"):
        loading.load(f"{tmp_path / 'broken.py'}:X")


def test_a_module_of_the_working_directory_is_found_and_none_beside_a_report(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "my_shop.py").write_text(MODULE, "utf-8")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "beside.py").write_text(MODULE, "utf-8")
    (tmp_path / "reports" / "a.txt").write_text("Sales were RMB 3 million.\n", "utf-8")
    assert cli("schema", "show", "sales", "--schema", "my_shop:Shop").returncode == 0
    ran = cli("extract", "reports/a.txt", "--schema", "beside:Shop")
    assert (ran.returncode, b"no such file" in ran.stderr) == (2, True)
    assert "beside" not in sys.modules


def test_the_house_is_as_it_was_once_the_block_is_left() -> None:
    house = schemas.indicators()
    with schemas.using(loading.load(f"{FIXTURE}:AnnualReport")):
        assert "request.received" not in schemas.indicators()
    assert schemas.indicators() is house


def test_a_worker_process_reads_by_the_schema_of_its_parent() -> None:
    source = f"{FIXTURE}:AnnualReport"
    with ProcessPoolExecutor(1, initializer=loading.adopt, initargs=(source,)) as pool:
        assert pool.submit(schemas.source).result() == source
    assert pickle.dumps(schemas.source)


def test_what_is_asked_depends_on_label_unit_and_description_and_so_does_the_cache_key() -> None:
    told = {}
    for label, unit, words in (("A", "", ""), ("B", "", ""), ("A", "%", ""), ("A", "", "more")):
        made = Field(None, title=label, description=words, json_schema_extra={"unit": unit})
        with schemas.using(declared(a=(int | None, made))):
            request = prompting.compose("text", ("a",))
            told[request.digest()] = prompting.schema_digest(("a",))
    assert len(told) == 4
    assert len(set(told.values())) == 4


def test_no_wording_of_the_house_reaches_the_prompt() -> None:
    with schemas.using(loading.load(f"{FIXTURE}:AnnualReport")):
        request = prompting.compose("text", ("results.revenue",))
    assert "政府" not in request.system
    assert "- results.revenue = Revenue / Total revenue" in request.system
    assert request.user == "<report>\ntext\n</report>"


def test_the_schema_of_the_documentation_is_one(tmp_path: Path) -> None:
    page = (FIXTURE.parents[2] / "docs" / "own-schema.md").read_text("utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    (tmp_path / "my_report.py").write_text(code, "utf-8")
    found = loading.load(f"{tmp_path / 'my_report.py'}:MyReport").indicators
    assert list(found) == ["results.revenue", "people.employees", "risks"]


def test_a_schema_of_a_file_here_is_found_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my_shop.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    whole = f"{tmp_path / 'my_shop.py'}:Shop"
    assert [loading.anchored(each) for each in ("my_shop.py:Shop", "my_shop:Shop")] == [whole] * 2
    assert loading.anchored("json:Shop") == "json:Shop"
    monkeypatch.chdir("/")
    assert list(loading.load(whole).indicators) == ["sales"]
