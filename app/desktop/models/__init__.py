"""Item models: typed rows for views, without widgets."""
