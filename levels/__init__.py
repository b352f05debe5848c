"""What may be true of the world, and how strongly it is believed."""
