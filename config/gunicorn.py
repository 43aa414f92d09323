"""Settings of the web server, for `make run` and for production behind a proxy.

Threads with a buffering proxy in front: slow clients cost the proxy, not a worker.
"""

import gc
import os
from importlib import import_module
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_class = "gthread"
timeout = 30
graceful_timeout = 25
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 8190
# The middleware writes the line of each request, with tokens masked (R26, R58).
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "changeover"
# A heartbeat file on a slow disk makes healthy workers look dead.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108


def post_worker_init(worker: Any) -> None:
    """Take what the start made out of the rounds of the garbage collector.

    A page of a plan with 2,000 tasks makes enough objects for a full round, and one
    through all of Django takes longer than the page.
    """
    import_module("config.urls")
    gc.collect()
    gc.freeze()
