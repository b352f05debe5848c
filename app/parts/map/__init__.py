"""The parts of the map."""
