"""What evaluator adds to the registries of workspace."""

from __future__ import annotations

from workspace.registries import share_pages

share_pages["evaluation"] = "evaluator:shared_results"
