"""Scripts of the project: the demo, the generated pages, the screenshot."""
