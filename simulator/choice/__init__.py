"""Questions of choice, one a file, all asked of the value at each level."""
