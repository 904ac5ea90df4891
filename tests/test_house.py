"""The house itself: sizes, names, docstrings, records, doors, and what may be imported when."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "llm_extract"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [
    *MODULES,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "bench").glob("*.py")),
]
FAMILIES = sorted(
    path.parent.relative_to(ROOT).as_posix().replace("/", ".")
    for path in PACKAGE.glob("*/__init__.py")
    if path.parent.name in {"checks", "cli", "readers", "rendering", "providers"}
)
HEAVY = (
    *("pydantic", "opencc", "rich", "selectolax", "openai", "instructor", "tenacity"),
    *("aiolimiter", "anthropic", "diskcache", "redis"),
)
FOREIGN_NAMES = {"get_command", "do_GET", "do_POST"}  # click's and http.server's own, overridden
EMPTY_NAMES = ("get_", "process_", "handle_", "do_")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[Function]:
    return (n for n in ast.walk(tree(path)) if isinstance(n, Function))


def public(path: Path) -> Iterator[Function | ast.ClassDef]:
    """Functions and classes that stand at the top of a file under a public name."""
    for node in tree(path).body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines_of(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_300_lines() -> None:
    long = {named(p): len(p.read_text("utf-8").splitlines()) for p in SOURCES}
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    found = [(named(p), f.name) for p in SOURCES for f in functions(p) if lines_of(f) > 40]
    assert found == []


def test_no_function_has_more_than_five_parameters() -> None:
    def count(node: Function) -> int:
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return len([each for each in every if each.arg not in ("self", "cls")])

    assert [(named(p), f.name) for p in MODULES for f in functions(p) if count(f) > 5] == []


def test_no_function_has_a_name_that_says_nothing() -> None:
    found = [(named(p), f.name) for p in SOURCES for f in functions(p)]
    empty = [each for each in found if each[1].lstrip("_").startswith(EMPTY_NAMES)]
    assert [each for each in empty if each[1] not in FOREIGN_NAMES] == []


def test_every_file_says_what_it_is_for() -> None:
    assert [named(p) for p in SOURCES if not ast.get_docstring(tree(p))] == []


def test_every_public_name_has_a_docstring() -> None:
    """A verb that all members of a family share is described at the family's door."""
    shared = {"check", "command", "measure", "read", "sniff"}
    bare = [(named(p), n.name) for p in MODULES for n in public(p) if not ast.get_docstring(n)]
    known = {"records.py", "_base.py"}  # their names are defined by their values
    assert [b for b in bare if b[1] not in shared and Path(b[0]).name not in known] == []


def test_only_the_command_line_prints() -> None:
    def prints(path: Path) -> bool:
        calls = (n.func for n in ast.walk(tree(path)) if isinstance(n, ast.Call))
        return any(isinstance(f, ast.Name) and f.id == "print" for f in calls)

    assert [named(p) for p in MODULES if p.parent.name != "cli" and prints(p)] == []


def test_records_are_frozen_and_slotted() -> None:
    loose = []
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                for mark in node.decorator_list:
                    text = ast.unparse(mark)
                    if text.startswith("dataclass") and "frozen=True, slots=True" not in text:
                        loose.append((named(path), node.name))
    assert loose == []


@pytest.mark.parametrize("family", FAMILIES)
def test_members_of_a_family_do_not_know_each_other(family: str) -> None:
    folder = ROOT / family.replace(".", "/")
    members = {p.stem for p in folder.glob("*.py") if not p.stem.startswith("_")}
    for path in folder.glob("*.py"):
        others = {f"{family}.{member}" for member in members - {path.stem}}
        assert others.isdisjoint(imports(path)), named(path)


def test_each_door_lists_its_names_in_order() -> None:
    doors = [p for p in PACKAGE.rglob("__init__.py") if p.read_text("utf-8").strip()]
    for path in doors:
        module = import_module(".".join(path.parent.relative_to(ROOT).parts))
        listed = list(module.__all__)
        constants_first = sorted(listed, key=lambda n: (not n.isupper(), not n[:1].isupper(), n))
        assert listed in (sorted(listed), constants_first), named(path)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from llm_extract.cli import commands\n"
        "commands.main(['--help'], standalone_mode=False)\n"
        "for name in ('cache', 'check', 'config', 'extract', 'panel', 'providers', 'schema'):\n"
        "    commands.main([name, '--help'], standalone_mode=False)\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_the_repository_names_no_machine_and_no_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git working tree")
    # Written in pieces, so that this file does not name them itself.
    machine = "|".join(("work", "farm", "root", "home/[a-z]", "Users", "tmp/bash"))
    words = re.compile(rf"(?<![\w.])/(?:{machine})/|index-" + "url|files.python" + "hosted")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".txt", ".yml", ""}:
            assert not words.search(path.read_text("utf-8", errors="replace")), name
