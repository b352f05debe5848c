"""Everything with a screen, a file or a server."""
