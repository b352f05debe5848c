"""How the tables came to be: one file a version, run when a database is opened."""
