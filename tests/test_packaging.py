"""The wheel: whole, equal twice, and enough by itself to render in a clean environment."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).resolve().parents[1]


def build(folder: Path) -> Path:
    """The wheel of this working copy."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a clean environment with the wheel and its pinned requirements."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    pip = (str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check")
    lock = str(ROOT / "requirements.lock")
    subprocess.run((*pip, "install", "--require-hashes", "--requirement", lock), check=True)
    subprocess.run((*pip, "install", "--no-deps", "--no-index", str(wheel)), check=True)
    subprocess.run((*pip, "check"), check=True)
    return folder / "bin"


def test_the_wheel_is_equal_twice(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_wheel_carries_every_file_of_the_package(wheel: Path) -> None:
    source = ROOT / "src"
    ours = {
        str(file.relative_to(source))
        for file in (source / "coprod_formats").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert ours <= packed
    assert "coprod_formats/data/fonts/AtkinsonHyperlegibleNext-Regular.ttf" in packed
    assert any(name.endswith("licenses/LICENSE") for name in packed)


def test_every_font_in_the_wheel_comes_with_its_licence(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    fonts = [name for name in packed if name.endswith(".ttf")]
    assert fonts
    for font in fonts:
        assert f"{font.rpartition('-')[0]}-LICENSE.txt" in packed


def test_the_installed_wheel_makes_a_tagged_pdf(installed: Path, tmp_path: Path) -> None:
    program = installed / "coprod-formats"
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run([program, "init", "demo"], cwd=tmp_path, env=bare, check=True)
    subprocess.run([program, "render", "pdf"], cwd=tmp_path / "demo", env=bare, check=True)
    (made,) = (tmp_path / "demo" / "outputs").rglob("*.pdf")
    with pikepdf.open(made) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
