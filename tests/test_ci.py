"""What machines run for a release: its steps run here as they run there, and ask for no more."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.projects import PROGRAM, Project

ROOT = Path(__file__).parents[1]
WORKFLOW, ACTION = ROOT / ".github/workflows/release.yml", ROOT / "action.yml"
DOCS = ROOT / "docs" / "ci.md"
PROGRAMS = Path(sys.executable).parent
SOURCE = "---\ntitle: A title\nlang: en-GB\ndate: 2026-11-01\n---\n\n# First\n\nOne sentence.\n"
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")

Step = Mapping[str, Any]


def steps(path: Path) -> list[Step]:
    """The steps of a workflow's one job, or of an action."""
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed: list[Step] = read["runs"]["steps"] if "runs" in read else _only_job(read)["steps"]
    return listed


def _only_job(workflow: Mapping[str, Any]) -> Mapping[str, Any]:
    (job,) = workflow["jobs"].values()
    found: Mapping[str, Any] = job
    return found


def scripts(path: Path) -> Iterator[tuple[str, Step]]:
    """The scripts of the steps that have one."""
    yield from ((step["run"], step) for step in steps(path) if "run" in step)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small project that has our launchers, which need not set anything up here."""
    project = Project(tmp_path)
    project.source("a", SOURCE)
    project.settings("formats:\n  html:\n  epub:\nbundle:\n  name: small\n")
    (tmp_path / "bin").mkdir()
    launcher = tmp_path / "bin" / "coprod-formats"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c \'{PROGRAM}\' "$@"\n', "ascii")
    launcher.chmod(0o755)
    return tmp_path


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub does, without the internet."""
    offline = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, **offline, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_steps_of_the_release_make_a_bundle(checkout: Path) -> None:
    for script, step in scripts(WORKFLOW):
        ran = run(script, checkout, **dict.fromkeys(step.get("env", {}), ""))
        assert ran.returncode == 0, ran.stderr
    assert (checkout / "outputs" / "bundle" / "small-2026-11-01.zip").is_file()
    assert (checkout / "outputs" / "check.sarif").stat().st_size > 0


def test_the_steps_of_the_action_work_on_another_project(checkout: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    usual = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    for script, step in scripts(ACTION):
        given = {
            name: str(usual[value.removeprefix("${{ inputs.").removesuffix(" }}")]["default"])
            for name, value in step.get("env", {}).items()
        }
        given["PROJECT"] = str(checkout)
        places = {"GITHUB_ACTION_PATH": str(checkout), "GITHUB_OUTPUT": str(said)}
        ran = run(script, tmp_path, **given, **places)
        assert ran.returncode == 0, ran.stderr
    told = dict(line.split("=", 1) for line in said.read_text("utf-8").splitlines())
    assert Path(told["sarif"]).is_file()
    assert list(Path(told["outputs"]).glob("bundle/*.zip"))


def test_a_version_and_drafts_are_passed_on(checkout: Path) -> None:
    *_, (script, step) = scripts(WORKFLOW)
    assert set(step["env"]) == {"VERSION", "DRAFTS"}
    assert run("bin/coprod-formats render all", checkout).returncode == 0
    ran = run(script, checkout, VERSION="1.2", DRAFTS="true")
    assert ran.returncode == 0, ran.stderr
    assert (checkout / "outputs" / "bundle" / "small-1.2.zip").is_file()


def gitlab(tmp_path: Path) -> Path:
    """GitLab's example, as a file."""
    (told,) = re.findall(r"## GitLab\n\n```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(told, encoding="utf-8")
    return file


def test_the_script_for_gitlab_makes_a_bundle(checkout: Path, tmp_path: Path) -> None:
    for script in yaml.safe_load(gitlab(tmp_path).read_text("utf-8"))["release"]["script"]:
        ran = run(script, checkout, CI_COMMIT_TAG="v1.0")
        assert ran.returncode == 0, ran.stderr
    assert (checkout / "outputs" / "bundle" / "small-v1.0.zip").is_file()


def judged(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    """What a schema says that lies in the judge's own package."""
    judge = str(PROGRAMS / "check-jsonschema")
    command = [judge, "--builtin-schema", f"vendor.{schema}", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_each_file_is_what_its_schema_says(tmp_path: Path) -> None:
    files = {"github-workflows": WORKFLOW, "github-actions": ACTION, "gitlab-ci": gitlab(tmp_path)}
    for schema, path in files.items():
        found = judged(schema, path)
        assert found.returncode == 0, found.stdout


def test_the_schema_finds_what_github_would_refuse(tmp_path: Path) -> None:
    wrong = tmp_path / "release.yml"
    wrong.write_text(WORKFLOW.read_text("utf-8").replace("runs-on", "runs-where"), "utf-8")
    assert "runs-on" in judged("github-workflows", wrong).stdout


def weaknesses(folder: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor finds in the workflows and the action of a folder; it asks nobody."""
    judge = str(PROGRAMS / "zizmor")
    command = [judge, "--offline", "--no-config", "--no-progress", "--quiet", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_no_known_weakness_is_in_them(tmp_path: Path) -> None:
    for path in (WORKFLOW, ACTION):
        copied = tmp_path / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)
    found = weaknesses(tmp_path)
    assert found.returncode == 0, found.stdout
    copied = tmp_path / WORKFLOW.relative_to(ROOT)
    weak = WORKFLOW.read_text("utf-8").replace('"$VERSION"', "${{ inputs.version }}")
    copied.write_text(weak, encoding="utf-8")
    assert "template-injection" in weaknesses(tmp_path).stdout


@pytest.mark.parametrize("path", [WORKFLOW, ACTION], ids=lambda path: path.name)
def test_no_step_runs_anything_but_our_launchers(path: Path) -> None:
    allowed = {"set", "[", "echo", "mkdir", "bin/coprod-formats", "$GITHUB_ACTION_PATH/bin/"}
    for script, _ in scripts(path):
        for line in script.replace("\\\n", " ").splitlines():
            words = line.strip().strip('"')
            assert words.startswith("#") or any(map(words.startswith, allowed)), line


@pytest.mark.parametrize("path", [WORKFLOW, ACTION], ids=lambda path: path.name)
def test_what_people_type_never_becomes_part_of_a_script(path: Path) -> None:
    for script, _ in scripts(path):
        assert "${{" not in script


def test_actions_of_others_are_pinned_by_their_commit() -> None:
    for step in steps(WORKFLOW):
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"])


def test_the_release_has_no_more_rights_than_it_needs() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    rights = _only_job(workflow)["permissions"]
    assert rights == {"contents": "read", "id-token": "write", "attestations": "write"}


@pytest.mark.parametrize("path", [WORKFLOW, ACTION], ids=lambda path: path.name)
def test_the_scripts_are_sound_shell(path: Path, tmp_path: Path) -> None:
    program = shutil.which("shellcheck")
    assert program
    for number, (script, _) in enumerate(scripts(path)):
        file = tmp_path / f"{number}.sh"
        file.write_text(f"#!/bin/bash\n{script}", encoding="utf-8")
        judged = subprocess.run([program, file], capture_output=True, text=True, check=False)
        assert judged.returncode == 0, judged.stdout


def test_the_release_sets_up_the_judges_too(tmp_path: Path) -> None:
    for name in ("bin/coprod-formats", "scripts/set-up.sh"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(ROOT / name, tmp_path / name)
    told = 'import sys\nsys.exit(f"asked for {sys.argv[1]}")\n'
    (tmp_path / "scripts" / "set_up.py").write_text(told, encoding="utf-8")
    wanted = _only_job(yaml.safe_load(WORKFLOW.read_text(encoding="utf-8")))["env"]
    for environment, purpose in (({}, "rendering"), (wanted, "testing")):
        ran = run("bin/coprod-formats --version", tmp_path, **environment)
        assert ran.returncode == 3
        assert f"asked for {purpose}" in ran.stderr
