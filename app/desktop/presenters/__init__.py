"""One presenter a page: it turns what the session holds into the page's view, and the page's signals into work."""
