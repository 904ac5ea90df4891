"""The documentation: its commands run or exist, its reference is the code's, its links lead on."""

import importlib.util
import re
import shlex
import subprocess
from pathlib import Path
from types import ModuleType

import click
import pytest
from conftest import Cli

from llm_extract import config
from llm_extract.cli import commands
from llm_extract.evaluation import suites

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROSE = sorted(DOCS.glob("*.md"))
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*PROSE, *sorted((DOCS / "reference").glob("*.md")), *READMES]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def module() -> ModuleType:
    """`docs/reference.py`, which is no package."""
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


REFERENCE = module()
CONTEXTS = tuple(REFERENCE.contexts())


def blocks(path: Path, *languages: str) -> list[str]:
    return [
        text for language, text in BLOCK.findall(path.read_text("utf-8")) if language in languages
    ]


def calls(path: Path) -> list[list[str]]:
    """Every call of the command in a page, without its first word."""
    text = "".join(blocks(path, "sh", "")).replace("\\\n", " ")
    lines = (line.removeprefix("$ ") for line in text.splitlines())
    found = (line for line in lines if line.startswith("llm-extract "))
    return [shlex.split(line, comments=True)[1:] for line in found]


@pytest.mark.parametrize("path", REFERENCE.pages(), ids=lambda path: path.stem)
def test_the_reference_is_what_the_code_says(path: Path) -> None:
    assert path.read_text("utf-8") == REFERENCE.pages()[path], "run `make docs`"


@pytest.mark.parametrize(
    "context",
    tuple(REFERENCE.contexts()),
    ids=lambda context: context.command_path.replace(" ", "-"),
)
def test_the_reference_has_the_help_of_each_command(
    cli: Cli, context: click.Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = cli(*context.command_path.split()[1:], "--help").stdout.decode().strip()
    assert told.startswith(f"Usage: {context.command_path}")
    assert told in (DOCS / "reference" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("path", [*PROSE, *READMES], ids=lambda path: path.stem)
def test_every_command_and_flag_of_a_page_exists(path: Path) -> None:
    for words in calls(path):
        command: click.Command = commands
        rest = list(words)
        while isinstance(command, click.Group):
            named = command.get_command(click.Context(command), rest[0]) if rest else None
            command = named or command.commands["suite"]  # `eval NAME`
            rest = rest[1:] if named else rest
        known = {flag for option in command.params for flag in option.opts} | {"--help"}
        flags = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert flags <= known, words


@pytest.mark.parametrize("name", ["tutorial.md", "labels.md"])
def test_the_steps_of_a_page_can_be_followed(cli: Cli, tmp_path: Path, name: str) -> None:
    for shared in ("fixtures", "eval/suites"):
        (tmp_path / shared).parent.mkdir(exist_ok=True)
        (tmp_path / shared).symlink_to(ROOT / shared)
    for step in "".join(blocks(DOCS / name, "sh")).splitlines():
        program, *words = shlex.split(step)
        if program == "llm-extract":
            ran = cli(*words)
            assert (ran.returncode, ran.stderr) == (0, b""), step
        else:
            subprocess.run([program, *words], cwd=tmp_path, check=True)
    for code in blocks(DOCS / name, "python"):
        exec(code, {})


def test_the_settings_of_the_page_on_providers_are_valid(tmp_path: Path) -> None:
    [told] = blocks(DOCS / "own-provider.md", "toml")
    (tmp_path / "llm_extract.toml").write_text(told, "utf-8")
    found = config.load({}, {}, tmp_path / "llm_extract.toml").settings
    assert found.providers["house"].concurrency == 32


def test_the_suite_of_the_page_on_labels_is_valid(tmp_path: Path) -> None:
    [told] = blocks(DOCS / "labels.md", "toml")
    (tmp_path / "mine.toml").write_text(told, "utf-8")
    assert suites.load(str(tmp_path / "mine.toml")).gate[0].at_least == 0.8


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_leads_to_a_file(path: Path) -> None:
    for target in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_every_page_is_listed() -> None:
    listed = set(LINK.findall((DOCS / "README.md").read_text("utf-8")))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert pages - listed == {"README.md"}
