"""What may be refused, and what the database may fail to do; each in one line."""


class NotAllowed(PermissionError):
    """The one who asks may not do this."""


class Closed(ValueError):
    """The workshop does not take this answer at its present step."""


class Conflict(ValueError):
    """Someone else was faster, or it is there already."""


class Unknown(ValueError):
    """There is no such workshop or participant."""


class Unavailable(OSError):
    """The database cannot be used now; nothing was saved by this call."""


class Busy(Unavailable):
    """The database is held by others for too long; the same call may be made again."""


class Full(Unavailable):
    """The disk or the database has no room left."""
