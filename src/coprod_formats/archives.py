"""What goes wrong when somebody else's zip file, damaged or of a strange kind, is unpacked."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

# NotImplementedError, of versions and methods that nobody has, is a RuntimeError, as of passwords;
# names that are no text are a ValueError; EOFError and OSError come of ends that are missing.
DAMAGE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OverflowError),
    *(EOFError, OSError, RuntimeError, ValueError),
)
