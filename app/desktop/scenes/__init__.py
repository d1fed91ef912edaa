"""What pictures show: each page and dialog with fictional content, by name."""
