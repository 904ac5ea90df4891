"""Lays out the tables of a report of 2019 or 2021 in the ways in which people paste them."""

from collections.abc import Callable

from matrix_report import HEADS, Invented, Rows, is_label

Layout = Callable[[Invented], str]


def _pages(invented: Invented, lay: Callable[[Rows], str]) -> str:
    parts = (f"{head}\n{lay(rows)}\n" for head, rows in zip(HEADS, invented.tables(), strict=True))
    return "\n".join(parts)


def bars(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join(" | ".join(row) + " |" for row in rows))


def closed_bars(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in rows))


def doubled_bars(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join(f"|| {' || '.join(row)} ||" for row in rows))


def stray_bars(invented: Invented) -> str:
    lay = [" ||", " | ||", " | | |", " |"]

    def one(rows: Rows) -> str:
        return "\n".join(f"| {' | '.join(row)}{lay[n % 4]}" for n, row in enumerate(rows))

    return _pages(invented, one)


def tabs(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join("\t".join(row) for row in rows))


def wide_blanks(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join("    ".join(row) for row in rows))


def single_blanks(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join(" ".join(row) for row in rows))


def one_long_line(invented: Invented) -> str:
    return _pages(invented, lambda rows: " ".join(" ".join(row) for row in rows))


def a_cell_a_line(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join("\n".join(row) for row in rows))


def a_cell_a_line_with_bars(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join(f"{c} |" for row in rows for c in row))


def a_closed_cell_a_line(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n".join(f"| {c} |" for row in rows for c in row))


def padded_cells_a_line(invented: Invented) -> str:
    """A cell a line; rows that merged cells left short end in a line of bars."""

    def one(rows: Rows) -> str:
        width = max(map(len, rows))
        lines = []
        for place, row in enumerate(rows):
            label = f"{row[0]}\n|" if place % 5 == 3 else f"{row[0]} |"
            lines += [label, *(f"{cell} |" for cell in row[1:])]
            lines += ["|" * (width - len(row))] if len(row) < width else []
        return "\n".join(lines)

    return _pages(invented, one)


def bars_on_lines_of_their_own(invented: Invented) -> str:
    """A cell a line and a bar a line; an empty cell is its bar."""

    def one(rows: Rows) -> str:
        width = max(map(len, rows))
        lines = []
        for row in rows:
            lines += [line for cell in row for line in ([cell, "|"] if cell else ["|"])]
            lines += ["|" * (width - len(row))] if len(row) < width else []
        return "\n".join(lines)

    return _pages(invented, one)


def rows_filled_up(invented: Invented) -> str:
    """A row a line; bars without cells fill up what merged cells leave short."""

    def one(rows: Rows) -> str:
        width = max(map(len, rows))
        return "\n".join(" | ".join(row) + " | " + "|" * (width - len(row)) for row in rows)

    return _pages(invented, one)


def spaced_labels(invented: Invented) -> str:
    """Labels of narrow columns with the blanks at which they were broken."""
    pairs = ("商业企业", "科研机构", "法律服务机构", "结果维持", "尚未审结", "总计")
    text = bars(invented)
    for label in pairs:
        text = text.replace(label, f"{label[: len(label) // 2]} {label[len(label) // 2 :]}")
    return text


def labels_beside_merged_ones_lost(invented: Invented) -> str:
    """Of 1.属于国家秘密 beside (三)不予公开 only the latter is left, before all of its cells."""

    def is_lost(cell: str) -> bool:
        return is_label(cell) and cell[:1].isdigit() and cell[1:2] == "."

    def one(rows: Rows) -> str:
        kept = (cell for row in rows for cell in row if not is_lost(cell))
        return "\n".join(f"{cell} |" if cell else "|" for cell in kept)

    return _pages(invented, one)


def double_spaced(invented: Invented) -> str:
    return _pages(invented, lambda rows: "\n\n".join("\n\n".join(row) for row in rows))


def groups_in_rows_of_their_own(invented: Invented) -> str:
    def one(rows: Rows) -> str:
        out = []
        for row in rows:
            labels = [cell for cell in row if is_label(cell)]
            if len(labels) > 1 and len(labels) < len(row):
                out.append(f"{labels[0]} |  |  |  |  |  |  |  |")
                row = row[1:]
            out.append(" | ".join(row) + " |")
        return "\n".join(out)

    return _pages(invented, one)


def broken_labels(invented: Invented) -> str:
    def broken(cell: str) -> str:
        half = len(cell) // 2
        return f"{cell[:half]}\n{cell[half:]}" if is_label(cell) and len(cell) > 5 else cell

    return _pages(
        invented, lambda rows: "\n".join(" | ".join(map(broken, row)) + " |" for row in rows)
    )


def a_page_break(invented: Invented) -> str:
    def one(rows: Rows) -> str:
        lines = [" | ".join(row) + " |" for row in rows]
        if len(rows) < 20:
            return "\n".join(lines)
        return "\n".join([*lines[:14], "", "— 3 —", "", *lines[:3], *lines[14:]])

    return _pages(invented, one)


def no_header(invented: Invented) -> str:
    """The header of the applications is an image; the other tables are whole."""
    first, _, last = (_lined(rows) for rows in invented.tables())
    middle = _lined(invented.applications())
    return "\n".join([HEADS[0], first, "", HEADS[1], middle, "", HEADS[2], last, ""])


def _lined(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def numbering_lost(invented: Invented) -> str:
    def bare(cell: str) -> str:
        for numbering in ("一、", "二、", "三、", "四、"):
            cell = cell.removeprefix(numbering)
        if cell[:1] == "(" and cell[2:3] == ")":
            return cell[3:]
        return cell[2:] if cell[1:2] == "." and is_label(cell) else cell

    return _pages(
        invented, lambda rows: "\n".join(" | ".join(map(bare, row)) + " |" for row in rows)
    )


def misread_labels(invented: Invented) -> str:
    def misread(cell: str) -> str:
        known = ("属于三类内部事务信息", "保护第三方合法权益", "要求提供公开出版物")
        return cell[:5] + "囗" + cell[6:] if any(k in cell for k in known) else cell

    return _pages(
        invented, lambda rows: "\n".join(" | ".join(map(misread, row)) + " |" for row in rows)
    )


def full_width(invented: Invented) -> str:
    wide = {ord(narrow): chr(ord(narrow) + 0xFEE0) for narrow in "0123456789():,.+-"}
    return tabs(invented).translate(wide)


def markdown(invented: Invented) -> str:
    def one(rows: Rows) -> str:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "| --- | --- | --- |", *lines[1:]])

    return _pages(invented, one)


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        bars,
        closed_bars,
        doubled_bars,
        stray_bars,
        tabs,
        a_cell_a_line,
        a_cell_a_line_with_bars,
        a_closed_cell_a_line,
        padded_cells_a_line,
        bars_on_lines_of_their_own,
        rows_filled_up,
        labels_beside_merged_ones_lost,
        spaced_labels,
        groups_in_rows_of_their_own,
        broken_labels,
        a_page_break,
        no_header,
        numbering_lost,
        misread_labels,
        full_width,
        markdown,
    )
}

# Nothing shows where an empty cell is, so that these have none.
WITHOUT_BLANKS: dict[str, Layout] = {
    layout.__name__: layout for layout in (wide_blanks, single_blanks, one_long_line, double_spaced)
}
