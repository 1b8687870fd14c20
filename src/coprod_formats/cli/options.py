"""Options that several commands have, and how help pages end."""

from __future__ import annotations

from pathlib import Path

import click


def examples(*lines: str) -> str:
    """The end of a help page, its lines kept apart."""
    return "\b\nExamples:\n" + "\n".join(f"  coprod-formats {line}" for line in lines)


def format_names(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The formats that begin so, for a shell that completes them; and ``all``."""
    from coprod_formats import writers

    return [name for name in ("all", *writers.names()) if name.startswith(begun)]


def one_format(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The formats that begin so."""
    from coprod_formats import writers

    return [name for name in writers.names() if name.startswith(begun)]


def source_names(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The documents that begin so."""
    return sorted(path.stem for path in Path("sources").glob(f"{begun}*.md"))


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("config.yaml"),
    show_default=True,
    help="The settings of the project; its folder is the project's.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, for other programs."
)
