"""A schema of the user's own, from any pydantic class to the indicators that it declares.

A field is an indicator: its title the label, its description what else a model is told, and
`json_schema_extra` has the unit, other written units and other printed labels. A group of fields
is a class of its own, and its name stands before a dot.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from sys import modules
from types import MappingProxyType, ModuleType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from llm_extract.errors import ConfigError
from llm_extract.numerals import measures
from llm_extract.schemas import _catalogue
from llm_extract.schemas._base import Indicator, Kind
from llm_extract.schemas._catalogue import Catalogue

_FORM = "--schema takes my_report.py:MyReport, or my_module:MyReport for what is installed"
_NUMBERS = (int, float, Decimal)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def load(source: str) -> Catalogue:
    """The catalogue of `FILE.py:Class` or `module:Class`. The module is run: it is the user's own.

    A module that is not installed is looked for as a file of the working directory, nowhere else.
    """
    place, _, name = source.rpartition(":")
    if not place or not name.isidentifier():
        raise ConfigError(f"{source!r} names no class; {_FORM}")
    module = _module(place)
    found = getattr(module, name, None)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        there = ", ".join(sorted(_classes(module))) or "none"
        raise ConfigError(f"{source}: no pydantic class of this name; there are {there}")
    return catalogue(found, source)


def anchored(source: str) -> str:
    """The same source for a process with another working directory."""
    place, _, name = source.rpartition(":")
    if place.endswith(".py"):
        return f"{Path(place).absolute()}:{name}"
    file = Path(*place.split(".")).with_suffix(".py").absolute()
    spec = find_spec(place) if file.is_file() else None
    is_here = file.is_file() and (spec is None or spec.origin == str(file))
    return f"{file}:{name}" if is_here else source


def adopt(source: str) -> None:
    """In a worker process: what the process that made it reads by. "" is the house's catalogue."""
    if source:
        _catalogue.adopt(load(source))


def catalogue(schema: type[BaseModel], source: str) -> Catalogue:
    """The indicators that a class declares; all its faults stand in the one ConfigError."""
    faults: list[str] = []
    found = {each.id: each for each in _indicators(schema, "", (schema,), faults)}
    faults += _twice(found)
    if not found and not faults:
        faults.append("it has no fields")
    if faults:
        raise ConfigError(
            "\n".join([f"{source}: the schema has faults:", *(f"  {f}" for f in faults)])
        )
    return Catalogue(MappingProxyType(found), source, _digest(found.values()))


def _digest(indicators: Iterable[Indicator]) -> str:
    """16 hexadecimal digits."""
    told = [(i.id, i.label, i.description, i.unit, i.units, i.aliases) for i in indicators]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def _indicators(
    schema: type[BaseModel], group: str, above: tuple[type[BaseModel], ...], faults: list[str]
) -> Iterator[Indicator]:
    for name, field in schema.model_fields.items():
        id = f"{group}{name}"
        kind = _plain(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind in above:
                faults.append(f"{id}: {kind.__name__} holds itself; groups must come to an end")
            else:
                yield from _indicators(kind, f"{id}.", (*above, kind), faults)
        elif kind in _NUMBERS or kind is str:
            indicator = _indicator(id, field, kind is str, faults)
            if indicator is not None:
                yield indicator
        else:
            faults.append(
                f"{id}: {_shown(kind)} is not read; a field is int, float, Decimal, str, list[str] "
                "or a class of such fields"
            )


def _plain(annotation: Any) -> Any:
    """The type without Annotated and None; list[str] is several quotes, so str."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [each for each in get_args(annotation) if each is not NoneType]
        if all(_plain(each) in _NUMBERS for each in kinds):
            return Decimal
        return _plain(kinds[0]) if len(kinds) == 1 else annotation
    if get_origin(annotation) in (list, tuple) and set(get_args(annotation)) <= {str, ...}:
        return str if get_args(annotation) else annotation
    return annotation


def _indicator(id: str, field: FieldInfo, text: bool, faults: list[str]) -> Indicator | None:
    more = field.json_schema_extra if isinstance(field.json_schema_extra, Mapping) else {}
    label = str(more.get("label") or field.title or "").strip()
    unit = more.get("unit", "" if text else None)
    before = len(faults)
    if not label:
        faults.append(f'{id}: no label; title="…" gives it, as the reports print it')
    if not isinstance(unit, str):
        faults.append(
            f'{id}: no unit; json_schema_extra={{"unit": "RMB million"}} gives it, "" where a bare '
            "number counts"
        )
    elif text and unit:
        faults.append(f"{id}: a text has no unit, found {unit!r}")
    elif foreign := _foreign(unit, _words(more.get("units"))):
        faults.append(f"{id}: {foreign!r} is of another currency than {unit!r}")
    if len(faults) > before:
        return None
    unit = " ".join(str(unit).split())
    return Indicator(
        id=id,
        label=label,
        unit=unit,
        kind=Kind.TEXT if text else _kind(unit),
        units=tuple(dict.fromkeys([unit, *_words(more.get("units"))])),
        aliases=_words(more.get("aliases")),
        description=" ".join((field.description or "").split()),
        strict=True,
    )


def _kind(unit: str) -> Kind:
    if measures.is_money(unit):
        return Kind.MONEY
    return Kind.RATIO if measures.measure(unit).family in ("ratio", "百分点") else Kind.COUNT


def _foreign(unit: str, units: Sequence[str]) -> str:
    """A unit that counts other money than the field's own; "" if none does."""
    family = measures.measure(unit).family.partition("/")[0]
    others = (each for each in units if measures.measure(each).family.partition("/")[0] != family)
    return next(others, "") if measures.is_money(unit) else ""


def _words(given: Any) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,)
    return tuple(str(each) for each in given) if isinstance(given, Sequence) else ()


def _twice(found: Mapping[str, Indicator]) -> Iterator[str]:
    """A label that two fields share can be found for neither."""
    owners: dict[str, str] = {}
    for each in found.values():
        for label in dict.fromkeys(name.casefold() for name in (each.label, *each.aliases)):
            if label in owners:
                yield f"{each.id}: has the label of {owners[label]}, {label!r}"
            owners.setdefault(label, each.id)


def _shown(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) and not get_args(kind) else str(kind)


def _module(place: str) -> ModuleType:
    """The module of a path, else the installed one of a name, else the file of that name here."""
    if place.endswith(".py"):
        return _of_file(Path(place))
    if not _NAME.fullmatch(place):
        raise ConfigError(f"{place!r} names no module; {_FORM}")
    try:
        if find_spec(place) is not None:
            return import_module(place)
    except ModuleNotFoundError:
        pass
    except Exception as error:
        raise ConfigError(f"{place}: does not run: {type(error).__name__}: {error}") from error
    return _of_file(Path(*place.split(".")).with_suffix(".py"))


def _of_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise ConfigError(f"{path}: no such file, and no module of this name is installed; {_FORM}")
    name = f"_own_schema_{path.stem}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ConfigError(f"{path}: is no Python module; {_FORM}")
    module = modules[name] = module_from_spec(spec)  # where pydantic looks names up
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise ConfigError(f"{path}: does not run: {type(error).__name__}: {error}") from error
    return module


def _classes(module: ModuleType) -> Iterator[str]:
    for name, found in vars(module).items():
        if isinstance(found, type) and issubclass(found, BaseModel) and found is not BaseModel:
            yield name
