"""A source to its document: every complaint at once, or everything that it says."""

from coprod_formats.reading.source import Reading, read

__all__ = ["Reading", "read"]
