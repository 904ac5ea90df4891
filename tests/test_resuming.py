"""`extract -o out.jsonl` again: what stands is not done twice, what changed is replaced."""

import json
from pathlib import Path

import pytest
from _many import lines, sources, text, timeless, values, written
from conftest import Cli, Ran


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Six reports."""
    return written(tmp_path / "reports", 6)


def again(cli: Cli, *more: str) -> Ran:
    ran: Ran = cli("extract", "reports", "-o", "out.jsonl", *more)
    return ran


def test_a_finished_run_is_not_done_again(cli: Cli, tmp_path: Path, reports: Path) -> None:
    assert again(cli).returncode == 0
    first = (tmp_path / "out.jsonl").read_bytes()
    ran = again(cli)
    assert (tmp_path / "out.jsonl").read_bytes() == first  # `seconds` too
    assert ran.stderr == b"continuing: 6 of 6 documents are done\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "reports"]


def test_quiet_says_nothing_of_what_goes_on(cli: Cli, reports: Path) -> None:
    again(cli)
    assert again(cli, "--quiet").stderr == b""


def test_processes_engine_and_cache_do_not_make_a_run_another(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    again(cli)
    ran = again(cli, "--jobs", "2", "--cache-dir", "elsewhere", "--max-cost", "9")
    assert ran.stderr.startswith(b"continuing: 6 of 6 ")


@pytest.mark.parametrize("flags", [("--with-text",), ("--only", "request.*")])
def test_results_of_other_settings_are_replaced(
    cli: Cli, tmp_path: Path, reports: Path, flags: tuple[str, ...]
) -> None:
    again(cli)
    ran = again(cli, *flags)
    assert b"6 documents have results of other settings, which are replaced" in ran.stderr
    assert again(cli, *flags).stderr == b"continuing: 6 of 6 documents are done\n"
    assert len(lines(tmp_path / "out.jsonl")) == 6


def test_a_changed_document_replaces_its_line_in_its_place(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    again(cli)
    (reports / "002.txt").write_text(text(777), "utf-8")
    ran = again(cli)
    assert ran.stderr == b"continuing: 5 of 6 documents are done, 1 have changed\n"
    assert sources(tmp_path / "out.jsonl") == [f"{n:03}.txt" for n in range(6)]
    assert values(tmp_path / "out.jsonl")["reports/002.txt"] == 877


def test_a_document_that_is_gone_keeps_its_line(cli: Cli, tmp_path: Path, reports: Path) -> None:
    again(cli)
    (reports / "000.txt").unlink()
    ran = again(cli)
    assert b"out.jsonl: 1 more documents, not among those given, stay there" in ran.stderr
    names = ["001.txt", "002.txt", "003.txt", "004.txt", "005.txt", "000.txt"]
    assert sources(tmp_path / "out.jsonl") == names


@pytest.mark.parametrize("cut", [1, 30, 200, 400])
def test_a_torn_last_line_is_repaired(cli: Cli, tmp_path: Path, reports: Path, cut: int) -> None:
    again(cli)
    whole = timeless(tmp_path / "out.jsonl")
    raw = (tmp_path / "out.jsonl").read_bytes()
    last = raw[raw.rindex(b"\n", 0, -1) + 1 :]
    (tmp_path / "out.jsonl").write_bytes(raw[: -len(last)] + last[:cut])
    ran = again(cli)
    assert b"its last line was torn" in ran.stderr
    assert b"continuing: 5 of 6 " in ran.stderr
    assert timeless(tmp_path / "out.jsonl") == whole


def test_a_last_line_that_lacks_its_end_alone_is_whole(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    again(cli)
    raw = (tmp_path / "out.jsonl").read_bytes()
    (tmp_path / "out.jsonl").write_bytes(raw[:-1])
    assert again(cli).stderr == b"continuing: 6 of 6 documents are done\n"
    assert (tmp_path / "out.jsonl").read_bytes() == raw


def test_what_a_power_cut_left_of_a_line_in_the_middle_is_done_again(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    again(cli)
    whole = timeless(tmp_path / "out.jsonl")
    raw = (tmp_path / "out.jsonl").read_bytes().split(b"\n")
    raw[2] = raw[2][:100] + bytes(len(raw[2]) - 100)
    (tmp_path / "out.jsonl").write_bytes(b"\n".join(raw))
    assert b"continuing: 5 of 6 " in again(cli).stderr
    assert timeless(tmp_path / "out.jsonl") == whole


@pytest.mark.parametrize("foreign", ["a,b\n1,2\n", '{"a": 1}\n', "unfinished thoughts", "[1]"])
def test_a_file_of_something_else_is_left_alone(
    cli: Cli, tmp_path: Path, reports: Path, foreign: str
) -> None:
    (tmp_path / "out.jsonl").write_text(foreign, "utf-8")
    ran = again(cli)
    assert (ran.returncode, b"out.jsonl:1: no result of extract" in ran.stderr) == (2, True)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == foreign


def test_lines_that_were_only_printed_are_replaced_by_lasting_ones(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    (tmp_path / "out.jsonl").write_bytes(cli("extract", "reports", "--format", "jsonl").stdout)
    assert b"6 documents have results of other settings" in again(cli).stderr
    assert len(lines(tmp_path / "out.jsonl")) == 6


def test_a_failure_is_kept_and_told_again_until_it_is_retried(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    (reports / "003.txt").write_bytes(b"")
    first, second, third = again(cli), again(cli), again(cli, "--retry-failed")
    assert [ran.returncode for ran in (first, second, third)] == [3, 3, 3]
    told = first.stderr
    assert told.startswith(b"reports/003.txt: ")
    head = b"continuing: 5 of 6 documents are done, 1 failed (--retry-failed tries them again)\n"
    assert second.stderr == head + told
    assert third.stderr == b"continuing: 5 of 6 documents are done\n" + told
    assert len(lines(tmp_path / "out.jsonl")) == 5
    kept = json.loads((tmp_path / "out.jsonl.failed").read_text("utf-8"))
    assert (kept["source"], len(kept["sha256"])) == ("reports/003.txt", 64)


def test_a_document_that_was_mended_is_no_failure_any_more(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    (reports / "003.txt").write_bytes(b"")
    again(cli)
    (reports / "003.txt").write_text(text(3), "utf-8")
    assert again(cli).returncode == 0
    assert not (tmp_path / "out.jsonl.failed").exists()
    assert sources(tmp_path / "out.jsonl") == [f"{n:03}.txt" for n in range(6)]


def test_a_result_and_an_outlived_failure_of_one_document_are_no_failure(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    """A kill may come between the line and the end of the failure."""
    again(cli)
    known = lines(tmp_path / "out.jsonl")[0]
    failure = {
        "source": known["document"]["source"],
        "sha256": known["document"]["sha256"],
        "settings": known["settings_digest"],
        "fault": "was unreadable",
    }
    (tmp_path / "out.jsonl.failed").write_text(json.dumps(failure) + '\n{"sour', "utf-8")
    ran = again(cli)
    assert (ran.returncode, ran.stderr) == (0, b"continuing: 6 of 6 documents are done\n")
    assert not (tmp_path / "out.jsonl.failed").exists()


def test_a_document_given_twice_has_one_line(cli: Cli, tmp_path: Path, reports: Path) -> None:
    cli("extract", "reports", "reports/001.txt", "-o", "out.jsonl")
    assert sources(tmp_path / "out.jsonl") == [f"{n:03}.txt" for n in range(6)]


def test_check_and_review_see_the_last_line_of_each_document(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    again(cli, "--with-text")
    raw = (tmp_path / "out.jsonl").read_bytes()
    line = raw[: raw.index(b"\n") + 1]
    old = line.replace(b'"value":100', b'"value":999')
    (tmp_path / "out.jsonl").write_bytes(old + raw + line[:50])
    ran = cli("check", "out.jsonl")
    assert (ran.returncode, ran.stdout.count(b"\n")) == (0, 6)
    assert ran.stderr == b"out.jsonl:8: the line is torn; left out\n"
    assert cli("review", "out.jsonl", "-o", "page.html").returncode == 0
    assert (tmp_path / "page.html").read_text("utf-8").count('id="data-') == 6


def test_a_folder_gets_a_file_for_each_document_and_is_continued(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    (reports / "more").mkdir()
    (reports / "more" / "000.txt").write_text(text(500), "utf-8")
    assert cli("extract", "reports", "-o", "results/").returncode == 0
    found = {path: json.loads(path.read_bytes()) for path in (tmp_path / "results").iterdir()}
    assert len(found) == 7
    told = {tree["document"]["source"]: path.name[:4] for path, tree in found.items()}
    assert told["reports/more/000.txt"] == told["reports/000.txt"] == "000-"
    min(found).write_text("{", "utf-8")
    (reports / "005.txt").unlink()
    ran = cli("extract", "reports", "-o", "results")
    assert b"continuing: 5 of 6 " in ran.stderr and b"results: 1 more documents" in ran.stderr
    assert {path: json.loads(path.read_bytes())["values"] for path in found} == {
        path: tree["values"] for path, tree in found.items()
    }


def test_results_do_not_go_among_the_documents(cli: Cli, tmp_path: Path, reports: Path) -> None:
    ran = cli("extract", "reports", "-o", "reports/")
    assert (ran.returncode, b"which is to be read" in ran.stderr) == (2, True)
    assert len(list(reports.iterdir())) == 6


def test_a_folder_takes_no_other_format(cli: Cli, tmp_path: Path, reports: Path) -> None:
    ran = cli("extract", "reports", "-o", "results/", "--format", "csv")
    assert (ran.returncode, (tmp_path / "results").exists()) == (2, False)


@pytest.mark.parametrize("output", ["none/out.jsonl", "reports/000.txt/out.jsonl"])
def test_where_nothing_can_be_written_nothing_is_read(
    cli: Cli, tmp_path: Path, reports: Path, output: str
) -> None:
    (reports / "000.txt").chmod(0)
    ran = cli("extract", "reports", "-o", output)
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    assert b"no such folder; make it or choose another -o" in ran.stderr


def test_documents_are_chosen_by_globs_of_their_paths(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    (reports / "old").mkdir()
    (reports / "old" / "9.txt").write_text(text(9), "utf-8")
    again(cli, "--exclude", "old/*", "--include", "00[1-3].txt", "--include", "9.txt")
    assert sources(tmp_path / "out.jsonl") == ["001.txt", "002.txt", "003.txt"]
    ran = again(cli, "--include", "*.pdf")
    assert (ran.returncode, b"leave none of 7 documents; check *.pdf" in ran.stderr) == (2, True)


def test_a_link_stays_a_link(cli: Cli, tmp_path: Path, reports: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "out.jsonl").symlink_to("far/real.jsonl")
    again(cli, "--with-text")
    again(cli)
    assert (tmp_path / "out.jsonl").is_symlink()
    assert len(lines(tmp_path / "far" / "real.jsonl")) == 6
