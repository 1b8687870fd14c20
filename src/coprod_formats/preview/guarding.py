"""Who may ask the preview for what: this machine's own browser, and nobody through it."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_formats.markup import policy

LOOPBACK = "127.0.0.1"
OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# pages in the frame: our own web pages with their one script, all else without any
STILL = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def refusal(method: str, headers: Mapping[str, str], port: int) -> str:
    """Why a request is not answered; "" where it is.

    A page of some other site could ask for our pages under a name that leads here, or put
    them into itself: the name that was asked for, and where the asking came from, tell.
    """
    homes = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
    if method not in {"GET", "HEAD"}:
        return "only reading is possible here"
    if headers.get("host", "") not in homes:
        return "this is not the name of the preview"
    origin = headers.get("origin")
    if origin is not None and origin not in {f"http://{home}" for home in homes}:
        return "another site asks"
    site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "")
    framed = headers.get("sec-fetch-dest", "document") != "document"
    if site not in {"none", "same-origin"} and (mode != "navigate" or framed):
        return "another site asks"
    return ""


def framed(kind: str) -> str:
    """What a file may do that a view leads to."""
    if kind == "text/html":
        return f"{policy()}; frame-ancestors 'self'"
    return STILL
