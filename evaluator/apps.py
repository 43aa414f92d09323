from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluatorConfig(AppConfig):
    name = "evaluator"
    verbose_name = _("Evaluations")
