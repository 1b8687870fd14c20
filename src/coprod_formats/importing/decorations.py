"""Pictures that a file calls decorative, marked so that pandoc's tree tells them from others."""

from __future__ import annotations

from typing import Any

from coprod_formats.importing.report import Report

MARK = "\ufdd2"  # the whole description of a decoration; no text has this character
CLASS = "decorative"
HOLDERS = " or ".join(
    f"self::{name}" for name in ("figure", "figcaption", "blockquote", "details", "li", "td")
)
CAPTIONED = f"ancestor::*[{HOLDERS}][1][self::figure][.//figcaption]"


def marked(body: Any, report: Report) -> None:
    """Mark the pictures of a page whose descriptions are empty on purpose."""
    for one in body.xpath(".//img[@alt][not(normalize-space(@alt))]"):
        said = one.get("role") in {"presentation", "none"} or "aria-hidden" in one.attrib
        if said or not one.xpath(CAPTIONED):
            one.set("class", CLASS)
            if not said:
                what = "a picture with an empty description is called decorative"
                report.guessed(f"{what}: {(one.get('src') or '')[:80]}")


def marked_in_word(root: Any) -> bool:
    """Mark the pictures of a Word part that it calls decorative; tell whether there are any."""
    path = "//*[local-name()='docPr'][.//*[local-name()='decorative'][@val='1' or @val='true']]"
    found = root.xpath(path)
    for one in found:
        one.set("descr", MARK)
        for inner in one.xpath("..//*[local-name()='cNvPr']"):
            inner.set("descr", MARK)
    return bool(found)
