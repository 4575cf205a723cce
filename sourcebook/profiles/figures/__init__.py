"""Our own figures: pure functions from typed values to markup, the same bytes for the same input.

`genealogy` draws a lineage; `leaders`, `name_uses` and `designations` draw rows over time in the shared `lanes`;
`ranges` draws counts that differ, `series` values by year. All time figures of a page take one `Timeline`, every
function a `Caption`, and every one returns a `Figure`. `figures.css` styles them through the page's tokens.
"""
