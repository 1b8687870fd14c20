"""The rules of the house: style, types and layers are judged by their tools, which can say no."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("bin/coprod-formats", "bin/test", ".ci/run", "scripts/set-up.sh", "scripts/lock.sh")
JUDGES = {
    "ruff check": [sys.executable, "-m", "ruff", "check"],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check"],
    "mypy": [sys.executable, "-m", "mypy"],
    "import-linter": [str(Path(sys.executable).with_name("lint-imports"))],
    "shellcheck": ["shellcheck", "--external-sources", *SCRIPTS],
}
FAULTS = {
    "ruff check": ("src/coprod_formats/fault.py", '"""Fault."""\n\nimport os\n'),
    "ruff format": ("src/coprod_formats/fault.py", '"""Fault."""\n\nONE=1\n'),
    "mypy": ("src/coprod_formats/fault.py", '"""Fault."""\n\nONE: int = "one"\n'),
    "import-linter": ("src/coprod_formats/diagnostics.py", "import coprod_formats.cli\n"),
    "shellcheck": ("bin/test", "#!/bin/sh\nrm -r $1\n"),
}
SHARED_PACKAGES = {
    "av": {"speech"},
    "click": {"cli"},
    "lxml": {
        "bundling",
        "checks",
        "daisy",
        "epub",
        "importing",
        "kindle",
        "proof",
        "wordprocessing",
    },
    "pikepdf": {"braille", "bundling", "importing", "proof", "typesetting"},
    "pypdfium2": {"checks", "importing", "typesetting"},
    "pydantic": {"signing", "config", "picturebank", "reading", "writers", "yamlfile"},
}
NOT_IMPORTED = {"epubcheck", "opendataloader-pdf", "pypandoc-binary"}  # they carry programs


def complaints(judge: str, folder: Path) -> str:
    """What a judge says about a working copy; nothing if it is content."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    judged = subprocess.run(
        JUDGES[judge], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return f"{judge}:\n{judged.stdout}{judged.stderr}" if judged.returncode else ""


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    """A working copy with our rules and next to nothing in it, which every judge accepts."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name in ("src/coprod_formats/__init__", "src/coprod_formats/cli", "tests/t", "scripts/s"):
        module = tmp_path / f"{name}.py"
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text('"""Nothing."""\n', encoding="utf-8")
    (tmp_path / "tests" / "__init__.py").touch()
    for name in SCRIPTS:
        script = tmp_path / name
        script.parent.mkdir(exist_ok=True)
        script.write_text("#!/bin/sh\ntrue\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("judge", JUDGES)
def test_the_judge_is_content(judge: str) -> None:
    if said := complaints(judge, ROOT):
        pytest.fail(said, pytrace=False)


@pytest.mark.parametrize("judge", JUDGES)
def test_the_judge_finds_the_fault_that_was_put_there(judge: str, small_copy: Path) -> None:
    assert complaints(judge, small_copy) == ""
    name, fault = FAULTS[judge]
    (small_copy / name).write_text(fault, encoding="utf-8")
    assert complaints(judge, small_copy) != ""


LONGEST_MODULE, LONGEST_FUNCTION = 300, 50


def sprawl(module: Path) -> Iterator[str]:
    """What is too long in a module, or is public and does not say what it gives."""
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    if len(text.splitlines()) > LONGEST_MODULE:
        yield f"{module.name} has more than {LONGEST_MODULE} lines"
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    for node in functions:
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION:
            yield f"{module.name}: {node.name} has more than {LONGEST_FUNCTION} lines"
    yield from (f"{module.name}: {name} does not say what it gives" for name in silent(tree))


def silent(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """The functions and classes of a module, and the methods of classes, that say nothing."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not (node.name.startswith("_") or ast.get_docstring(node)):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from silent(node)


def test_nothing_stands_outside_the_measures_of_the_house() -> None:
    modules = list((ROOT / "src").rglob("*.py"))
    assert modules
    assert [said for module in modules for said in sprawl(module)] == []


def test_what_is_too_long_or_says_nothing_is_found(tmp_path: Path) -> None:
    lines = "".join(f"    print({number})\n" for number in range(LONGEST_MODULE))
    module = tmp_path / "fault.py"
    module.write_text(f"def show():\n{lines}", encoding="utf-8")
    assert list(sprawl(module)) == [
        "fault.py has more than 300 lines",
        "fault.py: show has more than 50 lines",
        "fault.py: show does not say what it gives",
    ]


def bare(module: Path) -> Iterator[str]:
    """The complaints of a module that do not say what to do."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                said = len(node.args) + len(node.keywords)
                if name in {"error", "warning"} and said < 4 and "hint" not in ast.unparse(node):
                    yield f"{module.name}, line {node.lineno}"
            case _:
                pass


def test_what_is_said_to_people_who_write_has_a_hint() -> None:
    rooms = ("reading", "linting", "config", "yamlfile", "derive", "picturebank.py", "sources.py")
    places = [ROOT / "src" / "coprod_formats" / room for room in rooms]
    modules = [
        one for place in places for one in (place.rglob("*.py") if place.is_dir() else [place])
    ]
    assert len(modules) > 50
    assert [said for module in modules for said in bare(module)] == []


def test_a_complaint_without_a_hint_is_found(tmp_path: Path) -> None:
    module = tmp_path / "fault.py"
    module.write_text('error("rule", "it is wrong", where)\n', encoding="utf-8")
    assert list(bare(module)) == ["fault.py, line 1"]


def imported(module: Path) -> set[str]:
    """The packages from outside that a module imports, by their first names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names |= {alias.name.partition(".")[0] for alias in node.names}
            case ast.ImportFrom(module=str(name)):
                names.add(name.partition(".")[0])
            case _:
                pass
    return names - set(sys.stdlib_module_names) - {"coprod_formats", "__future__"}


def test_a_package_from_outside_is_imported_in_one_module() -> None:
    package = ROOT / "src" / "coprod_formats"
    importers: dict[str, set[str]] = {}
    for module in package.rglob("*.py"):
        place = module.relative_to(package).with_suffix("")
        for name in imported(module):
            part = place.parts[0] if name in SHARED_PACKAGES else str(place)
            importers.setdefault(name, set()).add(part)
    crowded = {
        name: sorted(places)
        for name, places in importers.items()
        if not places <= SHARED_PACKAGES.get(name, set()) and len(places) > 1
    }
    assert crowded == {}


def test_what_is_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    wanted = [*project["dependencies"], *extras]
    asked = {canonicalize_name(Requirement(r).name) for r in wanted} - NOT_IMPORTED
    packages = packages_distributions()
    names = {name for module in (ROOT / "src").rglob("*.py") for name in imported(module)}
    needed = {canonicalize_name(packages[name][0]) for name in names - {"pydantic_core"}}
    assert needed == asked


def pinned(lock: str) -> dict[str, str]:
    """Each package of a lock file with its version."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pins = [line.split(" ")[0].split("==") for line in lines if "==" in line and line[0] != " "]
    return {canonicalize_name(name): version for name, version in pins}


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = {
        "requirements.lock": [*project["project"]["dependencies"], *groups["set-up"]],
        "requirements-dev.lock": [r for r in groups["dev"] if isinstance(r, str)],
        "requirements-node.lock": groups["node"],
    }
    loose = [
        f"{requirement} in {lock}"
        for lock, requirements in asked.items()
        for requirement in map(Requirement, requirements)
        if not requirement.specifier.contains(pinned(lock)[canonicalize_name(requirement.name)])
    ]
    assert loose == []


def test_the_locks_agree_and_name_no_host() -> None:
    runtime, everything = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert runtime.items() <= everything.items()
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8")
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        assert not name or ("integrity" in package and "resolved" not in package), name
