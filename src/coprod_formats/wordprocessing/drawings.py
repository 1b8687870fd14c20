"""SVG drawings kept inside the file, so that new programs draw lines where old ones show PNG."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from coprod_formats.document import Image
from coprod_formats.wordprocessing.openxml import RELATIONSHIPS, Element, fragment, tag

SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def kept(root: Element, relations: Element, drawings: Mapping[str, Image]) -> None:
    """Name each picture's drawing beside its PNG; ``drawings`` are known by the PNG's name."""
    known: dict[str, str] = {}
    for picture in root.iter(tag("wp:inline")):
        within = picture.find(f".//{tag('pic:cNvPr')}")
        file = "" if within is None else within.get("descr", "")  # pandoc leaves the file's name
        if file in drawings:
            name = known.setdefault(file, f"rIdSvg{len(known) + 1}")
            for blip in picture.iter(tag("a:blip")):
                blip.append(fragment(_vector(name)))
    for file, name in known.items():
        target = f"media/{drawings[file].name}"
        relations.append(
            relations.makeelement(
                tag("rel:Relationship"),
                {"Id": name, "Type": f"{RELATIONSHIPS}/image", "Target": target},
            )
        )


def lent(root: Element, relations: Element, others: Element) -> None:
    """Give a part the pictures that it shows; pandoc gives those of notes to the body alone."""
    asked = {one.get(tag("r:embed")) for one in root.iter(tag("a:blip"))}
    known = {one.get("Id") for one in relations}
    for one in others:
        if one.get("Id") in asked - known:
            relations.append(deepcopy(one))


def _vector(name: str) -> str:
    return f'<a:extLst><a:ext uri="{SVG}"><asvg:svgBlip r:embed="{name}"/></a:ext></a:extLst>'
