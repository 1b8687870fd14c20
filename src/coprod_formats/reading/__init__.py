"""A source to its document: every complaint at once, or everything that it says."""

from coprod_formats.reading.front import Ignored
from coprod_formats.reading.source import Reading, attempt, read

__all__ = ["Ignored", "Reading", "attempt", "read"]
