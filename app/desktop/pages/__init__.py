"""The pages of the window, each with its form; imported when first shown."""
