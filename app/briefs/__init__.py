"""The brief: a strategy as a document that opens again and can be verified."""
