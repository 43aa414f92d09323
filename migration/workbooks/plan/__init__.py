"""A plan as one workbook: its dates recalculate, its ticks can come back."""
