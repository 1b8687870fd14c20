"""What config.yaml may say beside the settings of each format, as a model."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

UNITS = {"KB": 1000, "MB": 1000**2, "GB": 1000**3}


def _bytes(said: object) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(KB|MB|GB)", str(said), re.IGNORECASE)
    if not found:
        raise ValueError("should be a size, such as 500 MB or 2 GB")
    return int(float(found[1]) * UNITS[found[2].upper()])


def _inside(said: str) -> str:
    path = PurePosixPath(said)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError("should be a place inside the project folder, such as sources/*.md")
    return said


def _several(said: object) -> object:
    return [said] if isinstance(said, str) else said


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Documents(_Part):
    """What every document says of itself where its own front matter does not."""

    creators: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(
        default=(), alias="creator"
    )
    publisher: str = ""
    rights: str = ""
    contact: str = ""


class CacheRules(_Part):
    """How much of the earlier work is kept."""

    size: Annotated[int, BeforeValidator(_bytes)] = 2 * UNITS["GB"]


class Limits(_Part):
    """When work that does not end is stopped."""

    seconds: float = Field(default=600, gt=0, le=86_400)


class Release(_Part):
    """What release bundles are called."""

    name: str = ""  # in the names of files; the project's folder, if not said
    title: str = ""  # on the pages


class Top(_Part):
    """The whole file; the settings of a format are its writer's to judge."""

    sources: Annotated[str, AfterValidator(_inside)] = "sources/*.md"
    outputs: str = Field(default="outputs", min_length=1)
    documents: Documents = Field(default_factory=Documents)
    formats: dict[str, dict[str, Any] | None] = {}
    cache: CacheRules = Field(default_factory=CacheRules)
    limits: Limits = Field(default_factory=Limits)
    bundle: Release = Field(default_factory=Release)
