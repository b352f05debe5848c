"""The parts of the simulate page."""
