"""Where the project is that a command is about."""

from __future__ import annotations

from pathlib import Path

from coprod_formats.diagnostics import UsageError, error


def see_project(path: Path) -> None:
    """An error if there is neither a config.yaml here nor a folder of sources beside it."""
    if not path.exists() and not (path.parent / "sources").is_dir():
        message = f"there is no project here: neither {path} nor a folder {path.parent / 'sources'}"
        hint = "go to a project's folder, or start one: coprod-formats init my-project"
        raise UsageError(error("project-missing", message, hint=hint))
