"""A Word file as its parts: the only place that knows python-docx."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname
from typing import Any, cast

from llm_extract.errors import DocumentError, ReaderMissing
from llm_extract.readers._archive import members, packed, target
from llm_extract.readers._word_markup import Element

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The names of "Strict Open XML", which Word offers to save as, and what everybody else writes.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE.encode()),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)
_DAMAGED = "the Word file is damaged ({}); open it in Word or WPS and save it again"


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts that hold text or say how it is shown; None where there is none."""

    body: Element
    numbering: Element | None
    styles: Element | None
    footnotes: Element | None
    endnotes: Element | None
    title: str  # of the file's properties


def unpack(raw: bytes) -> Parts:
    """The parts of a .docx file; a DocumentError where it is damaged, locked or too large."""
    try:
        from docx.opc.package import OpcPackage
        from docx.oxml.parser import parse_xml
    except ImportError as error:
        raise ReaderMissing(
            "Word files need an optional package: pip install 'llm-extract[docx]'"
        ) from error
    parse = cast(Callable[[bytes], Element], parse_xml)
    parts = _tidied(members(raw), parse)
    try:
        package = OpcPackage.open(BytesIO(packed(parts)))
        main = package.main_document_part

        def root(part: Any) -> Element:
            return part.element if hasattr(part, "element") else parse(part.blob)

        def related(name: str) -> Element | None:
            kind = f"{_OFFICE}/{name}"
            found = next((r for r in main.rels.values() if r.reltype == kind), None)
            return None if found is None or found.is_external else root(found.target_part)

        return Parts(
            root(main),
            related("numbering"),
            related("styles"),
            related("footnotes"),
            related("endnotes"),
            package.core_properties.title or "",
        )
    except Exception as error:  # python-docx has no error of its own for damage
        raise DocumentError(_DAMAGED.format(error or type(error).__name__)) from error


def _tidied(parts: dict[str, bytes], parse: Callable[[bytes], Element]) -> dict[str, bytes]:
    """The same parts under the usual names, less relations to parts that are not there."""
    tidy = {}
    for name, content in parts.items():
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        tidy[name] = _connected(name, content, parts, parse) if name.endswith(".rels") else content
    return tidy


def _connected(
    name: str, content: bytes, parts: dict[str, bytes], parse: Callable[[bytes], Element]
) -> bytes:
    """WPS writes relations to `NULL`, on which python-docx would give up."""
    from lxml.etree import LxmlError, tostring

    folder = dirname(dirname(name))
    try:
        root = parse(content)
    except LxmlError as error:
        raise DocumentError(_DAMAGED.format(error)) from error
    for relation in root.findall(_RELATIONS):
        found = target(folder, relation.get("Target", ""))
        if relation.get("TargetMode") != "External" and found not in parts:
            root.remove(relation)
    return bytes(tostring(root))
