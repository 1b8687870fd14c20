"""A document as XHTML: the ground that the web page, the EPUB and the DAISY book share."""

from coprod_formats.markup.blocks import blocks
from coprod_formats.markup.contents import Entry, contents, outline
from coprod_formats.markup.flavour import MEDIA_TYPES, Flavour
from coprod_formats.markup.furniture import Download, colophon, masthead, ours
from coprod_formats.markup.inlines import inlines, page_mark, sentence, sentences, unlinked
from coprod_formats.markup.metadata import accessibility_features
from coprod_formats.markup.notes import TITLE as NOTES
from coprod_formats.markup.notes import endnotes
from coprod_formats.markup.offers import offers
from coprod_formats.markup.page import page, policy
from coprod_formats.markup.tags import attributes, language, text
from coprod_formats.markup.timed import Mark, Play, timed
from coprod_formats.markup.whole import address, films

__all__ = [
    "MEDIA_TYPES",
    "NOTES",
    "Download",
    "Entry",
    "Flavour",
    "Mark",
    "Play",
    "accessibility_features",
    "address",
    "attributes",
    "blocks",
    "colophon",
    "contents",
    "endnotes",
    "films",
    "inlines",
    "language",
    "masthead",
    "offers",
    "ours",
    "outline",
    "page",
    "page_mark",
    "policy",
    "sentence",
    "sentences",
    "text",
    "timed",
    "unlinked",
]
