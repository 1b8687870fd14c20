"""Sign-off: who has read a format and found it good, and whether its words have changed since."""

from coprod_formats.signing.easy_read import effective
from coprod_formats.signing.locks import Lock, lock_files, lock_path, read_lock, write_lock
from coprod_formats.signing.states import Signature, State, refusals, remarks, sign, state

__all__ = [
    "Lock",
    "Signature",
    "State",
    "effective",
    "lock_files",
    "lock_path",
    "read_lock",
    "refusals",
    "remarks",
    "sign",
    "state",
    "write_lock",
]
