"""What a brief says: its sections, as blocks."""
