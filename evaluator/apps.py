from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluatorConfig(AppConfig):
    name = "evaluator"
    verbose_name = _("Evaluations")

    def ready(self) -> None:
        # The registrations import models, which are there only now.
        import_module("evaluator.registrations")
