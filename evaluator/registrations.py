"""What evaluator adds to the registries of workspace."""

from __future__ import annotations

from evaluator.navigation import catalogue_group
from workspace.registries import rail, share_pages

share_pages["evaluation"] = "evaluator:shared_results"
rail.append(catalogue_group)
