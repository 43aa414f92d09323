from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig


class Processes(AppConfig):
    name = "tests.processes"

    def ready(self) -> None:
        # A test cannot wait as long as a server can.
        job_runs = import_module("workspace.services.job_runs")
        job_runs.FIRST_WAIT = timedelta(seconds=1)
        job_runs.ORPHANED_AFTER = timedelta(seconds=4)
        import_module("workspace.services.heartbeat").EVERY = 1.0
        import_module("tests.processes.slow")
