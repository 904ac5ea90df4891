"""`review --serve`: on the loopback address alone, for this session alone, saved to disk."""

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from _reviewing import NOW, TEXT, Tree, browser, machine, sheet, value
from conftest import Cli

from llm_extract.cli._serving import gather, listening

Answer = tuple[int, dict[str, str], str]


class Client:
    """Asks the server as a browser would, or as somebody else."""

    def __init__(self, folder: Path) -> None:
        self.desk = gather(folder)
        self.server = listening(self.desk, 0)
        self.port = self.server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.cookie = f"llm_extract_review={self.desk.token}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Headers as keywords; None of them is sent on its own."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sent = {name.replace("_", "-"): text for name, text in headers.items()}
            line.request(method, path, body.encode() or None, sent)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            line.close()

    def save(self, tree: object, **headers: str) -> int:
        usual = {
            "Cookie": self.cookie,
            "Origin": f"http://{self.host}",
            "X_Review_Token": self.desk.token,
        }
        return self.ask("POST", "/save/0", json.dumps(tree), **{**usual, **headers})[0]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    for year in (2016, 2017):
        tree = sheet(TEXT.replace("2017", str(year))).tree
        (tmp_path / f"{year}.json").write_text(json.dumps(tree), "utf-8")
    (tmp_path / "other.json").write_text("{}", "utf-8")
    client = Client(tmp_path)
    yield client
    client.server.shutdown()
    client.server.server_close()


def accepting(client: Client) -> Tree:
    tree = client.desk.sheets[0].tree
    said = machine(value(tree, "training.sessions"))
    accept = {"action": "accept", "indicator": "training.sessions", "who": "a", "when": NOW}
    report = {"sha256": tree["document"]["sha256"], "corrections": [{**accept, "machine": said}]}
    return {"format": "llm-extract corrections", "version": 1, "reports": [report]}


def test_only_the_loopback_address_is_listened_on(client: Client) -> None:
    assert client.server.server_address[0] == "127.0.0.1"


def test_what_is_no_result_is_left_out(client: Client) -> None:
    assert [path.name for path in client.desk.files] == [
        "2016.json.corrections.json",
        "2017.json.corrections.json",
    ]


def test_the_printed_address_opens_the_session(client: Client) -> None:
    status, headers, _ = client.ask("GET", f"/?token={client.desk.token}")
    assert (status, headers["Location"]) == (303, "/")
    assert "HttpOnly" in headers["Set-Cookie"] and "SameSite=Strict" in headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/", "/report/0", "/?token=wrong", "/report/99", "/../x"])
def test_without_the_token_nothing_is_shown(client: Client, path: str) -> None:
    status, _, text = client.ask("GET", path)
    assert status == 403 and "云溪" not in text


def test_another_name_that_leads_here_is_refused(client: Client) -> None:
    assert client.ask("GET", "/", Cookie=client.cookie, Host="evil.example")[0] == 403


def test_the_queue_links_to_the_reports(client: Client) -> None:
    status, _, text = client.ask("GET", "/", Cookie=client.cookie)
    assert status == 200 and 'href="/report/1"' in text


@pytest.mark.parametrize("path", ["/report/2", "/report/x", "/report/-1", "/nothing"])
def test_a_page_that_is_not_there(client: Client, path: str) -> None:
    assert client.ask("GET", path, Cookie=client.cookie)[0] == 404


def test_a_save_is_on_disk(client: Client) -> None:
    assert client.save(accepting(client)) == 200
    assert json.loads(client.desk.files[0].read_text("utf-8")) == accepting(client)
    assert client.desk.saved(0) == accepting(client)["reports"][0]["corrections"]


def test_what_an_earlier_session_saved_is_set_aside_once(client: Client) -> None:
    path = client.desk.files[0]
    path.write_text("earlier", "utf-8")
    assert (client.save(accepting(client)), client.save(accepting(client))) == (200, 200)
    assert path.with_name(f"{path.name}.bak").read_text("utf-8") == "earlier"


def test_a_damaged_file_of_corrections_does_not_stop_the_queue(client: Client) -> None:
    client.desk.files[1].write_text("{torn", "utf-8")
    assert client.ask("GET", "/", Cookie=client.cookie)[0] == 200
    assert client.ask("GET", "/report/1", Cookie=client.cookie)[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X_Review_Token": "wrong"}, 403),
        ({"Cookie": ""}, 403),
        ({"Host": "evil.example"}, 403),
    ],
)
def test_a_save_from_elsewhere_is_refused(
    client: Client, headers: dict[str, str], status: int
) -> None:
    assert client.save(accepting(client), **headers) == status
    assert not client.desk.files[0].exists()


def test_corrections_of_another_report_are_not_saved(client: Client) -> None:
    tree = accepting(client)
    tree["reports"][0]["sha256"] = "0" * 64
    assert (client.save(tree), client.save([]), client.save({})) == (400, 400, 400)
    assert not client.desk.files[0].exists()


def test_what_is_saved_is_applied_by_the_command(client: Client, cli: Cli, tmp_path: Path) -> None:
    client.save(accepting(client))
    ran = cli("review", "2016.json", "--apply", "2016.json.corrections.json")
    assert value(json.loads(ran.stdout), "training.sessions")["verdict"] == "confirmed"


def test_a_reviewer_saves_by_clicking_and_finds_it_again(client: Client) -> None:
    with browser() as chromium:
        page: Any = chromium.new_page()
        page.set_default_timeout(8000)
        page.goto(f"http://{client.host}/?token={client.desk.token}")
        page.locator("table.index a").first.click()
        page.wait_for_selector("#items .row")
        with page.expect_response("**/save/*") as answer:
            page.keyboard.press("j")
            page.keyboard.press("a")
        assert answer.value.ok
        page.reload()
        page.wait_for_selector("#items .row")
        assert page.locator(".row .verdict").first.inner_text() == "✓ accepted"
        page.click("#back")
        rows = page.locator("table.index").first.locator("tbody tr")
        assert rows.last.locator("td").last.inner_text() == "1"


@pytest.mark.parametrize("leaving", ["#back", "reload"])
def test_who_leaves_at_once_loses_nothing(client: Client, leaving: str) -> None:
    with browser() as chromium:
        page: Any = chromium.new_page()
        page.set_default_timeout(8000)
        page.goto(f"http://{client.host}/?token={client.desk.token}")
        page.locator("table.index a").first.click()
        page.wait_for_selector("#items .row")
        with page.expect_response("**/save/*"):
            page.keyboard.press("j")
            page.keyboard.press("a")
            page.reload() if leaving == "reload" else page.click(leaving)
        assert sum(len(client.desk.saved(number)) for number in (0, 1)) == 1
        if leaving == "reload":  # the other way leads there by itself
            page.goto(f"http://{client.host}/")
        rows = page.locator("table.index").first.locator("tbody tr")
        assert rows.last.locator("td").last.inner_text() == "1"


def test_an_empty_folder_is_told(cli: Cli, tmp_path: Path) -> None:
    ran = cli("review", str(tmp_path), "--serve")
    assert ran.returncode == 2 and b"no result to review" in ran.stderr
