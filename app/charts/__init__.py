"""Figures: a result goes in, a picture comes out."""
