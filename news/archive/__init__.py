"""The archive: articles that come from other systems, in bulk."""
