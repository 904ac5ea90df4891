"""A plug-in is a file in a family's folder; its file name is its name."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from llm_extract.errors import ConfigError


@cache
def names(family: str) -> tuple[str, ...]:
    """Members of a family in alphabetical order. Files with a leading `_` are machinery."""
    path = import_module(family).__path__
    return tuple(sorted(m.name for m in iter_modules(path) if not m.name.startswith("_")))


@cache
def load(family: str, name: str) -> ModuleType:
    """Import one member, or say which members there are."""
    if name not in names(family):
        raise ConfigError(f"no {name!r} in {family}; there are {', '.join(names(family))}")
    return import_module(f"{family}.{name}")
