"""How a brief is written and read again, a format each."""
