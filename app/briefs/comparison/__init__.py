"""Briefs that compare several scenarios."""
