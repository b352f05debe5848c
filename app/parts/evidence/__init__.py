"""The parts of the evidence page."""
