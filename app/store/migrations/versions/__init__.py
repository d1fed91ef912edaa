"""One module for each schema, in order; `schema_0001.sql` is what the first released files were made with."""
