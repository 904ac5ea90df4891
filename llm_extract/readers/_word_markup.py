"""Word's markup by its names: what stands in an element, without caring whether it is there."""

from collections.abc import Iterator
from typing import Any

# Any: lxml has no types of its own, and only the Word reader may import it.
Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})


def local(element: Element) -> str:
    """The tag without its namespace; "" for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: Element | None, *path: str) -> Element | None:
    """The first element at this path of Word's own names."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def every(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children of this name."""
    return iter(element.findall(W + name)) if element is not None else iter(())


def value(element: Element | None, *path: str) -> str:
    """The `val` at this path; "" where there is none."""
    found = find(element, *path)
    return found.get(W + "val", "") if found is not None else ""


def number(element: Element | None, *path: str, otherwise: int = 0) -> int:
    """The `val` at this path where it is a whole number of a plausible size."""
    text = value(element, *path)
    digits = text[:6]
    return int(digits) if digits.isascii() and digits.isdigit() else otherwise


def is_on(element: Element | None, *path: str) -> bool:
    """Whether a switch like `vanish` is there and not turned off."""
    found = find(element, *path)
    return found is not None and found.get(W + "val", "").lower() not in _OFF
