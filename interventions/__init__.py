"""What can be done, and what each level requires of it."""

import levels  # noqa: F401  it comes before numpy
