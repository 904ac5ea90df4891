"""A Word file gives its report: what its reader sees, in order, tables cell by cell."""

import pytest
from _office import archive, cells, p, tbl, tc, word, word_parts
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.records import Document

REPORT = "2019年某某市政府信息公开工作年度报告"


def body(markup: str, **others: str) -> Document:
    return readers.read(word(markup, **others))


def run(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def test_paragraphs_and_tables_keep_their_order() -> None:
    document = body(p("前") + tbl(tc("项目") + tc("件数"), tc("新收") + tc("12")) + p("后"))
    assert document.text == "前\n项目 | 件数\n新收 | 12\n后"
    assert document.format == "docx"
    assert cells(document) == [
        [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "件数"), (1, 0, 1, 1, "新收"), (1, 1, 1, 1, "12")]
    ]


def test_merged_cells_stand_once_and_cover_their_rectangle() -> None:
    document = body(
        tbl(
            tc("甲", '<w:vMerge w:val="restart"/>') + tc("乙", '<w:gridSpan w:val="2"/>'),
            tc("", "<w:vMerge/>") + tc("1") + tc("2"),
            tc("丙") + tc("3") + tc(""),
        )
    )
    assert document.text == "甲 | 乙\n1 | 2\n丙 | 3 | "
    assert cells(document)[0] == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
        (2, 0, 1, 1, "丙"),
        (2, 1, 1, 1, "3"),
        (2, 2, 1, 1, ""),
    ]


def test_columns_left_out_before_a_row_are_counted() -> None:
    row = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("1")}</w:tr>'
    document = body(f"<w:tbl><w:tr>{tc('甲')}{tc('乙')}</w:tr>{row}</w:tbl>")
    assert cells(document)[0][-1] == (1, 1, 1, 1, "1")


def test_cells_merged_the_old_way_across_are_one() -> None:
    merged = tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("乙")
    document = body(tbl(merged, tc("1") + tc("2") + tc("3")))
    assert cells(document)[0][:2] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙")]


def test_a_cell_of_several_paragraphs_is_one_line() -> None:
    document = body(tbl(f"<w:tc>{p('主动公开')}{p('信息')}</w:tc>" + tc("12")))
    assert document.text == "主动公开信息 | 12"


def test_a_table_inside_a_data_cell_is_flattened() -> None:
    inner = f"<w:tc>{tbl(tc('甲') + tc('1'))}<w:p/></w:tc>"
    document = body(tbl(inner + tc("2"), tc("3") + tc("4")))
    assert document.text == "甲 1 | 2\n3 | 4"


def test_a_frame_round_the_report_is_no_table() -> None:
    inner = tbl(tc("新收") + tc("12"))
    document = body(tbl(f"<w:tc>{p('一、概述')}{inner}{p('后')}</w:tc>"))
    assert document.text == "一、概述\n新收 | 12\n后"
    assert len(document.tables) == 1


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    deleted = "<w:del><w:r><w:delText>13</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run(t('旧'))}</w:moveFrom>"
    inserted = f"<w:ins>{run(t('12'))}</w:ins>"
    assert (
        body(paragraph(run(t("公开")), deleted, moved, inserted, run(t("条")))).text == "公开12条"
    )


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    assert body(p("公开", "<w:rPr><w:del/></w:rPr>") + p("12条")).text == "公开12条"


def test_a_deleted_row_is_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('旧')}{tc('9')}</w:tr>"
    document = body(f"<w:tbl><w:tr>{tc('新')}{tc('1')}</w:tr>{gone}</w:tbl>")
    assert document.text == "新 | 1"


def test_hidden_text_is_dropped_and_unhidden_text_is_kept() -> None:
    runs = run(t("隐"), "<w:vanish/>") + run(t("显"), '<w:vanish w:val="0"/>')
    assert body(paragraph(runs)).text == "显"


def test_a_style_may_hide_its_text() -> None:
    styles = '<w:style w:styleId="x"><w:rPr><w:vanish/></w:rPr></w:style>'
    runs = run(t("隐"), '<w:rStyle w:val="x"/>') + run(t("显"))
    assert body(paragraph(runs), styles=styles).text == "显"


def test_a_field_shows_its_result_and_not_its_code() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>HYPERLINK 2018</w:instrText></w:r>"
    pieces = (mark.format("begin"), code, mark.format("separate"), run(t("12")), mark.format("end"))
    assert body(paragraph(*pieces, run(t("条")))).text == "12条"


def test_line_breaks_tabs_and_hyphens_are_text() -> None:
    inside = (
        t("公开") + "<w:br/>" + t("信息") + "<w:tab/>" + t("12") + "<w:noBreakHyphen/>" + t("13")
    )
    assert body(paragraph(run(inside))).text == "公开\n信息 12-13"


def test_raised_digits_do_not_join_the_number() -> None:
    raised = run(t("2"), '<w:vertAlign w:val="superscript"/>')
    assert body(paragraph(run(t("30m")), raised)).text == "30m²"


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [("Wingdings", "F0FE", "☑"), ("Wingdings 2", "F06A", "①"), ("宋体", "4EBA", "人")],
)
def test_symbols_are_text(font: str, code: str, sign: str) -> None:
    symbol = f'<w:sym w:font="{font}" w:char="{code}"/>'
    assert body(paragraph(run(t("甲") + symbol))).text == f"甲{sign}"


def test_a_footnote_stands_after_its_paragraph() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("线")}</w:footnote>'
        f'<w:footnote w:id="2">{p("含派出机构")}</w:footnote>'
    )
    reference = run('<w:footnoteReference w:id="2"/>')
    markup = paragraph(run(t("受理253")), reference, run(t("件"))) + p("后")
    assert body(markup, footnotes=notes).text == "受理253¹件\n¹含派出机构\n后"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('附注12件')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    assert body(paragraph(run(t("正文")), run(both)) + p("后")).text == "正文\n附注12件\n后"


def test_content_controls_and_links_are_transparent() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件12')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run(t('链接'))}</w:hyperlink>"
    assert body(control + paragraph(link)).text == "控件12\n链接"


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:styleId="11"><w:name w:val="TOC 1"/></w:style>'
    contents = p("一、概述 1", '<w:pStyle w:val="11"/>')
    assert body(contents + p("一、概述"), styles=styles).text == "一、概述"


def test_an_element_of_another_kind_between_paragraphs_is_ignored() -> None:
    assert body('<w:bookmarkStart w:id="0"/><!-- 注 -->' + p("正文") + "<w:sectPr/>").text == "正文"


def test_the_title_is_the_heading_that_names_a_report() -> None:
    styles = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    markup = p("附件", '<w:pStyle w:val="1"/>') + p(REPORT, '<w:pStyle w:val="1"/>')
    assert body(markup, styles=styles).title == REPORT


def test_the_file_of_strict_open_xml_is_read() -> None:
    strict = {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
            "http://purl.oclc.org/ooxml/wordprocessingml/main"
        ),
    }
    parts = word_parts(p("公开12条"))
    for usual, other in strict.items():
        parts = {name: str(part).replace(usual, other) for name, part in parts.items()}
    assert readers.read(archive(parts)).text == "公开12条"


def test_a_relation_to_nothing_does_not_spoil_the_file() -> None:
    parts = word_parts(p("公开12条"))
    relations = str(parts["word/_rels/document.xml.rels"])
    dangling = '<Relationship Id="r9" Type="http://x/image" Target="NULL"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", dangling)
    assert readers.read(archive(parts)).text == "公开12条"


def test_a_word_file_is_known_by_its_content() -> None:
    assert readers.read(word(p("公开12条")), "report.doc").format == "docx"
    assert readers.read(word(p("公开12条")), "report.txt").format == "docx"


def test_text_that_calls_itself_docx_is_text() -> None:
    assert readers.read("公开12条".encode(), "report.docx").format == "txt"


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.docx: the Word file holds no text"):
        readers.read(word("<w:p/>"), "a.docx")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_a_document_or_a_document_error(data: st.DataObject) -> None:
    raw = bytearray(word(p(REPORT) + tbl(tc("新收") + tc("12"), tc("上年结转") + tc("3"))))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(readers.read(bytes(raw), "a.docx"), Document)
    except DocumentError:
        return
