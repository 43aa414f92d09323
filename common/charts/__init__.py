"""Geometry of charts: pure, drawn by templates/components/charts/*.svg.

Every chart is laid out left to right; `mirrored` turns the finished drawing for
right-to-left pages. Labels keep logical anchors, because inline SVG inherits the
direction of the page and swaps start and end by itself.
"""
