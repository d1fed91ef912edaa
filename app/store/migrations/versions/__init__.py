"""One module for each schema, in order; `schema_0001.sql` makes the first whole, and each later one has such a file."""
