"""The proof that finished files hold all that their document says: same content, counted.

Each kind of file is read back by a reader that shares nothing with what wrote it, and held to
the law that is worked out from the document alone. docs/checks.md says what is counted how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from coprod_formats.diagnostics import CoprodError
from coprod_formats.document import Document
from coprod_formats.proof.tally import Kind, Loss, Tally

__all__ = ["Kind", "Loss", "Tally", "prove"]


def prove(document: Document, folder: Path) -> Mapping[Path, tuple[Tally, ...]]:
    """How much of a document each file of a finished folder holds; volumes count as one file."""
    return {paths[0]: _proved(document, ending, paths) for ending, paths in _groups(folder)}


def _groups(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """The files that can be read back, by the ends of their names."""
    from coprod_formats.proof.laws import LAWS

    by_ending: dict[str, list[Path]] = {ending: [] for ending in LAWS}
    for path in sorted(folder.rglob("*")):
        ending = next((one for one in LAWS if path.name.endswith(one)), "")
        if ending and path.is_file():
            by_ending[ending].append(path)
    for ending, paths in by_ending.items():
        if ending == ".brf":
            yield from ((ending, paths),) if paths else ()
        else:
            yield from ((ending, [path]) for path in paths)


def _proved(document: Document, ending: str, paths: list[Path]) -> tuple[Tally, ...]:
    """The tallies of one file; one that cannot be read back has lost all of its words."""
    from coprod_formats.proof import wanted
    from coprod_formats.proof.laws import LAWS

    try:
        return LAWS[ending](document, paths)
    except CoprodError as failure:
        why = "; ".join(one.message for one in failure.diagnostics)
    except Exception as failure:  # noqa: BLE001 - a damaged file breaks readers in any way
        why = f"{type(failure).__name__}: {failure}"
    count = sum(len(one.text.split()) for one in wanted.everything(document))
    lost = Loss(Kind.WORDS, f"the file cannot be read back: {why}", count=count)
    return (Tally(Kind.WORDS, count, (lost,)),)
