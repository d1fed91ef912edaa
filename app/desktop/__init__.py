"""The window: shell, pages, widgets, theme. The only room with Qt."""
