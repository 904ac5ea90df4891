"""A real inference server with a model of random weights: all it says is invented, none believed.

Opt in by `make llama-server`; skipped where the server is not built.
"""

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import tiny_gguf
from conftest import Cli

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "llama" / "bin" / "llama-server"
STARTS = 120.0  # seconds
REPORT = """云溪市2017年政府信息公开工作年度报告
一、主动公开情况
2017年,全市主动公开政府信息253条,其中政府网站公开200条。
二、依申请公开情况
2017年,全市共收到政府信息公开申请12件。
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server on a port of its own, for as long as the tests of this file run."""
    server = BUILT if BUILT.is_file() else shutil.which("llama-server")
    if server is None:
        pytest.skip("no llama-server; `make llama-server` builds one")
    pytest.importorskip("gguf", reason="`make llama-server` installs gguf")
    model = tmp_path_factory.mktemp("model") / "random.gguf"
    tiny_gguf.write(model)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(server), "-m", str(model), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*command, "-c", "32768", "-np", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            _wait(f"http://127.0.0.1:{port}/health", running)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            running.terminate()


def _wait(url: str, running: subprocess.Popen[bytes]) -> None:
    until = monotonic() + STARTS
    while monotonic() < until and running.poll() is None:
        try:
            with urlopen(url) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            sleep(0.1)
    pytest.fail(f"llama-server does not answer at {url}")


def test_nothing_that_a_random_model_says_is_believed(
    cli: Cli, tmp_path: Path, address: str
) -> None:
    documents = sorted((ROOT.parent / "shared" / "documents").glob("*.txt"))
    report = tmp_path / "report.txt"
    report.write_text(documents[1].read_text("utf-8") if documents else REPORT, "utf-8")
    (tmp_path / "llm_extract.toml").write_text(
        f'[providers.random]\nbase_url = "{address}"\nmodel = "random"\nmode = "json_schema"\n'
        "timeout = 300\nmax_tokens = 2000\nprice_input = 0.0\nprice_output = 0.0\n",
        "utf-8",
    )
    flags = ("--provider", "random", "--format", "json", "--cache-dir", "kept")
    ran = cli("extract", "report.txt", *flags)
    assert ran.returncode in (0, 3), ran.stderr
    result = json.loads(ran.stdout)
    by_rules = json.loads(cli("extract", "report.txt", "--format", "json").stdout)
    assert result["run"]["calls"] > 0
    assert result["run"]["output_tokens"] > 0
    rules = {value["indicator"]: value["value"] for value in by_rules["values"]}
    for value in result["values"]:
        alone = value["witnesses"] == ["model"]
        assert not alone or value["verdict"] == "disputed"
        assert alone or value["value"] == rules[value["indicator"]]
