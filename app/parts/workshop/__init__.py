"""Parts of the facilitator's page."""
