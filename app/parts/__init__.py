"""What pages are made of: a folder a page, and what all of them share."""
