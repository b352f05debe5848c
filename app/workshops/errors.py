"""What may be refused, and what the database may fail to do; each in one line.

The names say what happened, as in the standard library's StopIteration.
"""


class NotAllowed(PermissionError):  # noqa: N818
    """The one who asks may not do this."""


class Closed(ValueError):  # noqa: N818
    """The workshop does not take this answer at its present step."""


class Conflict(ValueError):  # noqa: N818
    """Someone else was faster, or it is there already."""


class Unknown(ValueError):  # noqa: N818
    """There is no such workshop or participant."""


class Unavailable(OSError):  # noqa: N818
    """The database cannot be used now; nothing was saved by this call."""


class Busy(Unavailable):
    """The database is held by others for too long; the same call may be made again."""


class Full(Unavailable):
    """The disk or the database has no room left."""
