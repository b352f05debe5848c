"""The months of an alignment effort, one mechanism a file."""
