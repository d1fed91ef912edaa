"""One user's job per file."""
