"""compose.yaml: the commands of its services, begun as processes on loopback, are a cluster."""

import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from _many import timeless, written
from conftest import Cli
from loopback import serve
from test_killed import configured, received

from llm_extract.cache import Answers
from llm_extract.config import ExtractSettings

yaml = pytest.importorskip("yaml", reason="the extra dask is not installed")
pytest.importorskip("distributed", reason="the extra dask is not installed")

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
STARTS = 60.0  # seconds
CACHE = ("cache", 6379)
SCHEDULER = ("scheduler", 8786)


@dataclass(frozen=True, slots=True)
class Site:
    """The services by their addresses here instead of by their names."""

    ports: dict[str, int]

    def words(self, said: str | list[str]) -> list[str]:
        """A command as compose.yaml has it, with the programs and addresses of this machine."""
        first, *rest = shlex.split(said) if isinstance(said, str) else said
        return [*_program(first), *map(self.here, rest)]

    def here(self, text: str) -> str:
        for name, port in (CACHE, SCHEDULER):
            own = str(self.ports[name])
            text = text.replace(f"{name}:{port}", f"127.0.0.1:{own}").replace(str(port), own)
        return text.replace("0.0.0.0", "127.0.0.1")

    def environment(self, service: dict[str, Any]) -> dict[str, str]:
        """What the service's environment sets; what compose fills in from outside is empty."""
        told = {k: "" if "${" in v else self.here(v) for k, v in service["environment"].items()}
        package = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        return {**os.environ, **package, **told}


def _program(name: str) -> list[str]:
    if name == "valkey-server":
        found = shutil.which(name) or shutil.which("redis-server")
        if found is None:
            pytest.skip("no redis-server; `make redis` installs one")
        return [found]
    modules = {"python": [], "dask": ["-m", "dask"], "llm-extract": ["-m", "llm_extract"]}
    return [sys.executable, *modules[name]]


def free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """All services but `extract`, begun in the order of their `depends_on`."""
    folder = tmp_path_factory.mktemp("services")
    services = COMPOSE["services"]
    here = Site({CACHE[0]: free(), SCHEDULER[0]: free()})
    with ExitStack() as stack:

        def begin(name: str, *more: str) -> None:
            service = services[name]
            words = here.words(service["command"])
            environment = here.environment({"environment": {}, **service})
            running = subprocess.Popen(
                [*words, *more],
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(running.wait, STARTS)
            stack.callback(running.terminate)

        begin("cache", "--bind", "127.0.0.1", "--port", str(here.ports["cache"]))
        begin("scheduler")
        healthy = here.words(services["scheduler"]["healthcheck"]["test"][1:])
        until = monotonic() + STARTS
        while subprocess.run(healthy, stderr=subprocess.DEVNULL).returncode:
            assert monotonic() < until
            sleep(0.1)
        begin("worker")
        yield here


def ran(site: Site, folder: Path, *more: str) -> None:
    """The command of `extract`, which waits for the workers; `more` are flags behind it."""
    service = COMPOSE["services"]["extract"]
    words = [*site.words(service["command"]), "--quiet", *more]
    subprocess.run(words, cwd=folder, env=site.environment(service), check=True, timeout=120)


def test_reports_over_the_services_are_those_of_one_process(
    cli: Cli, tmp_path: Path, site: Site
) -> None:
    written(tmp_path / "reports", 200)
    ran(site, tmp_path)
    assert cli("extract", "reports/", "-o", "local.jsonl", "--quiet").returncode == 0
    assert timeless(tmp_path / "results.jsonl") == timeless(tmp_path / "local.jsonl")


def test_workers_share_their_answers_through_the_cache_service(tmp_path: Path, site: Site) -> None:
    written(tmp_path / "reports", 40)
    with serve(received) as server:
        configured(tmp_path, server)
        ran(site, tmp_path, "--provider", "local")
        assert len(server.requests) == 40
    store = Answers.of(ExtractSettings(cache=f"redis://127.0.0.1:{site.ports['cache']}/0"))
    assert store.stats().entries == 40
    store.close()


def test_the_image_is_built_from_what_is_there() -> None:
    [steps] = {
        service["build"]["dockerfile_inline"]
        for service in COMPOSE["services"].values()
        if "build" in service
    }
    copied = [each for line in steps.splitlines() if line[:4] == "COPY" for each in line.split()]
    sent = {each for each in copied if (ROOT / each).exists() and each not in (".", "./")}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert sent == {line[1:] for line in ignored if line.startswith("!")}
