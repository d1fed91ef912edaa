"""What the words of the field mean: records, rules and the release. No I/O, no library but pydantic."""
