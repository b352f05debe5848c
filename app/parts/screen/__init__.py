"""Parts of the page for the projector."""
