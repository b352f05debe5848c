"""The parts of the page of decisions."""
