"""What a file gives, whatever its kind: blocks in pandoc's tree, pictures, and its own account."""

from __future__ import annotations

from dataclasses import dataclass, field

from coprod_formats.importing.tree import Nodes


@dataclass(slots=True)
class Told:
    """What a file says of itself; empty where it says nothing."""

    title: str = ""
    subtitle: str = ""
    language: str = ""
    creators: list[str] = field(default_factory=list)
    publisher: str = ""
    date: str = ""
    rights: str = ""
    description: str = ""
    sure: bool = False  # whether its title is meant for readers, as a page's in a browser is not


@dataclass(slots=True)
class Brought:
    """The content of a file before it is mended."""

    blocks: Nodes
    told: Told = field(default_factory=Told)
    pictures: dict[str, bytes] = field(default_factory=dict)  # by their targets in the blocks
    words: str = ""  # every word that the file shows, to count what is lost
