"""Everything with a screen, a file or a server."""

import levels  # noqa: F401  it comes before numpy
