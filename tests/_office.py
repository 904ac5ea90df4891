"""Office files made by hand, with the markup in sight, for the tests of their readers."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from llm_extract.records import Document

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A compressed ZIP archive of these members."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def replaced(raw: bytes, name: str, content: str | bytes) -> bytes:
    """An archive with one member's content exchanged."""
    with ZipFile(BytesIO(raw)) as file:
        return archive({each: file.read(each) for each in file.namelist()} | {name: content})


def word_parts(body: str, **others: str) -> dict[str, str | bytes]:
    """The members of a .docx; `others` are the insides of numbering, styles, footnotes."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in others
    )
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name}+xml"/>'
        for name in others
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in others.items():
        parts[f"word/{name}.xml"] = f"<w:{name} {_SPACES}>{inside}</w:{name}>"
    return parts


def word(body: str, **others: str) -> bytes:
    """A .docx file with this body."""
    return archive(word_parts(body, **others))


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    """A table cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each the cells of one."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cells(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    """Row, column, rows, columns and text of every cell, table by table."""
    return [
        [
            (c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end])
            for c in t.cells
        ]
        for t in document.tables
    ]
