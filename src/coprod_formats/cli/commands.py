"""Every command with its options; what a command does stands in a module of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coprod_formats import __version__
from coprod_formats.cli import editing
from coprod_formats.cli.options import (
    config_option,
    examples,
    format_names,
    json_option,
    one_format,
    source_names,
)
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
    except Exception as flaw:  # noqa: BLE001 - whatever it is, people are told in words
        from coprod_formats.engine.failures import explain

        told = explain(PROGRAM, flaw)
        click.echo("\n".join(map(str, told.diagnostics)), err=True)
        return told.code
    return answer if isinstance(answer, int) else ExitCode.OK


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("init my-project", "preview", "render all", "check", "render --help"),
)
@click.version_option(__version__, prog_name=PROGRAM)
def group() -> None:
    """Publish one Markdown source in many accessible formats, at the same moment."""


@group.command(
    epilog=examples(
        "render all", "render pdf word --source interactive-summary", "render html --outputs site"
    )
)
@click.argument("formats", nargs=-1, metavar="[all|FORMAT]...", shell_complete=format_names)
@click.option(
    "--source",
    "slugs",
    multiple=True,
    metavar="NAME",
    shell_complete=source_names,
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
    """Make all the formats that config.yaml wants, or some of them."""
    from coprod_formats.cli.render import Wish, render_formats

    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS belong together")
    wish = Wish(formats, slugs, outputs, config, jobs, executor, scheduler, strict, as_json)
    return render_formats(wish, sys.stdout)


@group.command("formats", epilog=examples("formats", "formats --json"))
@json_option
def list_formats(*, as_json: bool) -> int:
    """List every format that can be made here, and whom it is for."""
    from coprod_formats.cli.listing import list_formats as told

    return told(as_json=as_json)


@group.command(epilog=examples("doctor", "doctor --json"))
@json_option
def doctor(*, as_json: bool) -> int:
    """See which tools are here, and how to get the others."""
    from coprod_formats.cli.doctor import examine

    return examine(as_json=as_json)


@group.command(epilog=examples("init my-project"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(*, folder: Path) -> int:
    """Start a project in a new folder, with an example to change."""
    from coprod_formats.cli.starting import start

    return start(folder)


@group.command(
    "import", epilog=examples("import report.pdf", "import Minutes.docx --slug minutes-march")
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--slug", default="", metavar="NAME", help="The name of the new source.")
@click.option("--force", is_flag=True, help="Write over a source of this name.")
@config_option
def bring_in(*, file: Path, slug: str, force: bool, config: Path) -> int:
    """Bring in a document: Markdown, Word, HTML, EPUB, ODT or PDF."""
    from coprod_formats.cli.importing import import_file

    return import_file(file, config, slug, force=force)


@group.command(
    epilog=examples(
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


@group.command(epilog=examples("preview", "preview pdf --source interactive-summary"))
@click.argument("format_", metavar="[FORMAT]", default="", shell_complete=one_format)
@click.option(
    "--source", "slug", default="", metavar="NAME", shell_complete=source_names, help="Begin here."
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
    """Show a format in the browser, and follow each change to it."""
    from coprod_formats.cli.previewing import show

    return show(config, format_, slug, port, browser=not no_browser)


@group.command(epilog=examples("completion bash >> ~/.bashrc", "completion zsh >> ~/.zshrc"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(*, shell: str) -> int:
    """Print what lets a shell complete the names that you type."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"there is no completion for {shell}")
    click.echo(found(group, {}, PROGRAM, COMPLETE).source())
    return ExitCode.OK


@group.command(epilog=examples("bundle", "bundle --version 1.0", "bundle --allow-drafts"))
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
    """Make a release of all that is finished, or say what is not."""
    from coprod_formats.cli.releasing import Wished, make_bundle

    wished = Wished(version, allow_drafts, since, quick, as_json)
    return make_bundle(config, wished)


group.add_command(editing.sign)
group.add_command(editing.easy_read)
group.add_command(editing.pictures)
