"""Every command with its options; what a command does stands in a module of its own."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from coprod_formats import __version__
from coprod_formats.diagnostics import CoprodError, ExitCode

PROGRAM, COMPLETE = "coprod-formats", "_COPROD_FORMATS_COMPLETE"


def run() -> int:
    """Run the command that was typed, and give its exit code."""
    try:
        answer = group.main(prog_name=PROGRAM, complete_var=COMPLETE, standalone_mode=False)
    except click.ClickException as refusal:
        refusal.show()
        return refusal.exit_code
    except CoprodError as failure:
        click.echo(str(failure), err=True)
        return failure.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted: what was finished is kept; run it again to go on", err=True)
        return ExitCode.INTERRUPTED
    return answer if isinstance(answer, int) else ExitCode.OK


def _examples(*lines: str) -> str:
    """The end of a help page, its lines kept apart."""
    return "\b\nExamples:\n" + "\n".join(f"  coprod-formats {line}" for line in lines)


def _format_names(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from coprod_formats import writers

    return [name for name in ("all", *writers.names()) if name.startswith(begun)]


def _one_format(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from coprod_formats import writers

    return [name for name in writers.names() if name.startswith(begun)]


def _source_names(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
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


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples("render all", "render pdf html", "check", "render --help"),
)
@click.version_option(__version__, prog_name=PROGRAM)
def group() -> None:
    """Publish one Markdown source in many accessible formats, at the same moment."""


@group.command(
    epilog=_examples(
        "render all", "render pdf word --source interactive-summary", "render html --outputs site"
    )
)
@click.argument("formats", nargs=-1, metavar="[all|FORMAT]...", shell_complete=_format_names)
@click.option(
    "--source",
    "slugs",
    multiple=True,
    metavar="NAME",
    shell_complete=_source_names,
    help="Only this document.",
)
@click.option(
    "--outputs", type=click.Path(path_type=Path, file_okay=False), help="Another outputs folder."
)
@config_option
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="Formats made at once; as many as fit, if not said."
)
@click.option(
    "--executor",
    type=click.Choice(["local", "serial", "dask"]),
    default="local",
    show_default=True,
    help="Who works: processes of their own, this one, or a dask cluster.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="The cluster's, such as tcp://10.0.0.1:8786, for dask."
)
@click.option("--strict", is_flag=True, help="Warnings count as failures.")
@json_option
def render(  # noqa: PLR0913 - one parameter for each option
    *,
    formats: tuple[str, ...],
    slugs: tuple[str, ...],
    outputs: Path | None,
    config: Path,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    strict: bool,
    as_json: bool,
) -> int:
    """Make formats of the documents: all that config.yaml wants, or those named here."""
    from coprod_formats.cli.render import Wish, render_formats

    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS belong together")
    wish = Wish(formats, slugs, outputs, config, jobs, executor, scheduler, strict, as_json)
    return render_formats(wish, sys.stdout)


@group.command("formats", epilog=_examples("formats", "formats --json"))
@json_option
def list_formats(*, as_json: bool) -> int:
    """List every format that can be made here, and whom it is for."""
    from coprod_formats.cli.listing import list_formats as told

    return told(as_json=as_json)


@group.command(epilog=_examples("doctor", "doctor --json"))
@json_option
def doctor(*, as_json: bool) -> int:
    """See whether every tool is here, and what to type for one that is not."""
    from coprod_formats.cli.doctor import examine

    return examine(as_json=as_json)


@group.command(epilog=_examples("init my-project"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(*, folder: Path) -> int:
    """Start a project in a new folder: settings, and an example that renders."""
    from coprod_formats.cli.starting import start

    return start(folder)


@group.command(
    epilog=_examples(
        "check", "check --quick", "check --html > report.html", "check --sarif > report.sarif"
    )
)
@config_option
@click.option("--strict", is_flag=True, help="Warnings count as failures.")
@click.option("--quick", is_flag=True, help="Our own checks only, not other people's judges.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line, for programs.")
@click.option("--sarif", "form", flag_value="sarif", help="SARIF 2.1.0, for code hosts.")
@click.option("--html", "form", flag_value="html", help="A page for people, with all the results.")
def check(*, config: Path, strict: bool, quick: bool, form: str | None) -> int:
    """Check the sources and the finished outputs, and make nothing."""
    from coprod_formats.cli.checking import Telling, check_project

    return check_project(config, Telling(form or "text", strict, quick))


on_option = click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day, such as 2026-11-01; today, if not said.",
)
note_option = click.option("--note", default="", help="What else there is to say.")


@group.command(epilog=_examples('sign braille annual-report --by "Ann Lee" --note "proofread"'))
@click.argument("format_", metavar="FORMAT", shell_complete=_format_names)
@click.argument("slug", metavar="NAME", shell_complete=_source_names)
@click.option("--by", required=True, help="Who has read it; they must agree to be named.")
@on_option
@note_option
@config_option
def sign(format_: str, slug: str, by: str, on: datetime | None, note: str, config: Path) -> int:
    """Say that somebody has read a format of a document as it is now, and found it good."""
    from coprod_formats.cli.signing import Words, sign_format

    return sign_format(config, format_, slug, Words(by, on.date() if on else None, note))


@group.group("easy-read")
def easy_read() -> None:
    """Begin an easy-read text, and say how far it was tried."""


@easy_read.command("draft", epilog=_examples("easy-read draft annual-report"))
@click.argument("slug", metavar="NAME", shell_complete=_source_names)
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another place for the worksheet than beside the source.",
)
@config_option
def draft_easy_read(*, slug: str, to: Path | None, config: Path) -> int:
    """Write a worksheet: each sentence, what is hard in it, and a slot for a picture."""
    from coprod_formats.cli.drafting import draft

    return draft(config, slug, to)


@easy_read.command(
    "sign", epilog=_examples('easy-read sign annual-report --status tested --by "Five readers"')
)
@click.argument("slug", metavar="NAME", shell_complete=_source_names)
@click.option(
    "--status",
    type=click.Choice(["checked", "tested"]),
    required=True,
    help="Tested by people whom easy read is for, or only checked by others.",
)
@click.option(
    "--by",
    "--tested-by",
    required=True,
    help="Who has read it; a name only of those who agreed to be named.",
)
@on_option
@note_option
@config_option
def sign_easy_read(
    *,
    slug: str,
    status: Literal["checked", "tested"],
    by: str,
    on: datetime | None,
    note: str,
    config: Path,
) -> int:
    """Say how far the easy-read text was tried, as it is now."""
    from coprod_formats.cli.signing import EASY_READ, Words, sign_format

    words = Words(by, on.date() if on else None, note, status)
    return sign_format(config, EASY_READ, slug, words)


@group.command(epilog=_examples("preview", "preview pdf --source interactive-summary"))
@click.argument("format_", metavar="[FORMAT]", default="", shell_complete=_one_format)
@click.option(
    "--source", "slug", default="", metavar="NAME", shell_complete=_source_names, help="Begin here."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8710,
    show_default=True,
    help="Where the browser finds it; 0 for any that is free.",
)
@click.option("--no-browser", is_flag=True, help="Open no browser; only tell the address.")
@config_option
def preview(*, format_: str, slug: str, port: int, no_browser: bool, config: Path) -> int:
    """Show a format in the browser, and follow every change of its source."""
    from coprod_formats.cli.previewing import show

    return show(config, format_, slug, port, browser=not no_browser)


@group.group()
def pictures() -> None:
    """Find pictures for easy read, and check the project's own."""


@pictures.command("search", epilog=_examples("pictures search money", "pictures search trust"))
@click.argument("word")
@config_option
@json_option
def search_pictures(*, word: str, config: Path, as_json: bool) -> int:
    """List the pictures that have to do with a word, by the names that sources use."""
    from coprod_formats.cli.pictures import search_pictures as told

    return told(config.parent, word, as_json=as_json)


@pictures.command("check", epilog=_examples("pictures check"))
@config_option
@json_option
def check_pictures(*, config: Path, as_json: bool) -> int:
    """Check the project's folder of pictures: its list, the files, who made them, the licences."""
    from coprod_formats.cli.pictures import check_project_pictures as told

    return told(config.parent, as_json=as_json)


@group.command(epilog=_examples("completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(*, shell: str) -> int:
    """Print what makes a shell complete the names of commands, options and formats."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(found(group, {}, PROGRAM, COMPLETE).source())
    return ExitCode.OK


@group.command(epilog=_examples("bundle", "bundle --version 1.0", "bundle --allow-drafts"))
@config_option
@click.option("--version", metavar="V", default="", help="The release's; else the newest date.")
@click.option("--allow-drafts", is_flag=True, help="Take easy read that nobody has tested.")
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True),
    help="An earlier bundle to tell the changes from; the last one here, if not said.",
)
@click.option("--quick", is_flag=True, help="Ask no judges but our own.")
@json_option
def bundle(
    *,
    config: Path,
    version: str,
    allow_drafts: bool,
    since: Path | None,
    quick: bool,
    as_json: bool,
) -> int:
    """Make a release of all that is finished, judged and signed, or say why not."""
    from coprod_formats.cli.releasing import Wished, make_bundle

    wished = Wished(version, allow_drafts, since, quick, as_json)
    return make_bundle(config, wished)
