"""What may be true of the world, and how strongly it is believed."""

import os

# Linear algebra is small here, and its own threads mostly wait for each other, the more
# so on a busy machine. It looks at this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
