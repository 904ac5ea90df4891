"""What a Word file's styles say of the paragraphs and runs that use them."""

from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.readers._word_markup import Element, W, every, find, is_on, value

_CHAIN = 20  # styles based on styles based on ...


@dataclass(frozen=True, slots=True)
class _Style:
    name: str  # in small letters: "heading 1", "toc 2", "title"
    based_on: str
    element: Element


class Styles:
    """The styles by id, each with what it inherits."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {
            each.get(W + "styleId", ""): _Style(
                value(each, "name").lower(), value(each, "basedOn"), each
            )
            for each in every(styles, "style")
        }

    def name(self, style: str) -> str:
        """The style's name in small letters, the same in every language of Word."""
        return self._styles[style].name if style in self._styles else style.lower()

    def is_hidden(self, style: str) -> bool:
        """Whether the style hides its text."""
        vanish = (find(each.element, "rPr", "vanish") for each in self._chain(style))
        found = next((each for each in vanish if each is not None), None)
        return found is not None and is_on(found.getparent(), "vanish")

    def numbering(self, style: str) -> tuple[Element | None, str]:
        """The numbering that a paragraph of this style has, and the style that says so."""
        for each in self._chain(style):
            found = find(each.element, "pPr", "numPr")
            if found is not None and find(found, "numId") is not None:
                return found, each.element.get(W + "styleId", "")
        return None, ""

    def lists(self) -> dict[str, str]:
        """The list that each list style names, by the style's id."""
        return {
            style: value(each.element, "pPr", "numPr", "numId")
            for style, each in self._styles.items()
            if value(each.element, "pPr", "numPr", "numId")
        }

    def _chain(self, style: str) -> Iterator[_Style]:
        for _ in range(_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = found.based_on
