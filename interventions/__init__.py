"""What can be done, and what each level requires of it."""
