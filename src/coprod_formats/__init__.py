"""Publish one Markdown source in many accessible formats, at the same moment."""

__version__ = "0.1.0"
