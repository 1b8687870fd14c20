"""What a bundle was made with, as a CycloneDX list: packages, programs, libraries and fonts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from coprod_formats import __version__, writers
from coprod_formats.bundling.credits import font_files
from coprod_formats.engine.digests import digest_of
from coprod_formats.tools import Tool

OURS = "coprod-formats"
NAMESPACE = uuid.UUID("5a3d8f0e-8f0c-5a43-9d53-0d4f9c2b7e11")  # of our lists; any other would do


def components(title: str, version: str, formats: Iterable[str], day: date | None) -> str:
    """The list as JSON; equal installations give equal bytes."""
    found = [*_packages(), *_tools(formats), *_fonts()]
    told = (f"{one.type} {one.name} {one.version}" for one in found)
    serial = uuid.uuid5(NAMESPACE, digest_of(title, version, *sorted(told)))
    root = Component(name=title, version=version, type=ComponentType.FILE, bom_ref="bundle")
    moment = datetime.combine(day or date(1980, 1, 1), datetime.min.time(), UTC)
    described = BomMetaData(component=root, timestamp=moment)
    bom = Bom(components=found, serial_number=serial, metadata=described)
    bom.register_dependency(root, found)
    return str(JsonV1Dot6(bom).output_as_string(indent=1)) + "\n"


def _packages() -> Iterator[Component]:
    """Our own package and all that it asks for, as they are installed here."""
    yield _component(OURS, __version__, "AGPL-3.0-or-later")
    for one in _needed():
        name = canonicalize_name(one.name)
        yield _component(name, one.version, "")


def _component(name: str, version: str, licence: str) -> Component:
    purl = PackageURL("pypi", name=name, version=version)
    licences = [LicenseFactory().make_from_string(licence)] if licence else []
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        licenses=licences,
    )


def _needed() -> list[Distribution]:
    """Every installed distribution that ours needs, however deep."""
    found: dict[str, Distribution] = {}
    waiting = [OURS]
    while waiting:
        for said in distribution(waiting.pop()).requires or ():
            asked = Requirement(said)
            name = canonicalize_name(asked.name)
            if name in found or (asked.marker and not asked.marker.evaluate({"extra": ""})):
                continue
            try:
                found[name] = distribution(name)
            except PackageNotFoundError:
                continue
            waiting.append(name)
    return [found[name] for name in sorted(found)]


def _tools(formats: Iterable[str]) -> Iterator[Component]:
    """The programs and libraries of the system that made these formats."""
    asked: dict[str, Tool] = {}
    for name in formats:
        asked |= {tool.name: tool for tool in writers.find(name).tools if tool.kind != "package"}
    for name, tool in sorted(asked.items()):
        version = tool.version()
        if version:
            kind = ComponentType.LIBRARY if tool.kind == "library" else ComponentType.APPLICATION
            yield Component(name=name, version=version, type=kind, bom_ref=f"system:{name}")


def _fonts() -> Iterator[Component]:
    for one in sorted(font_files(), key=lambda path: path.name):
        if one.name.endswith((".ttf", ".ttc")):
            digest = sha256(one.read_bytes()).hexdigest()
            yield Component(
                name=one.name,
                type=ComponentType.FILE,
                bom_ref=f"font:{one.name}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            )
