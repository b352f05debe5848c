"""Workshops: people, rounds and the database. No screen and no server in here."""
