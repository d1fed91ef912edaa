"""Papers to work with: released content, and room to write."""
