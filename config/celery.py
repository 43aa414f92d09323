"""The distributed engine. Jobs are rows of the database; messages only wake workers.

The same settings serve a folder, Redis and RabbitMQ. A silent broker costs a request
at most the timeouts below: the row is already saved, and the scheduler sends it later.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from django.conf import settings

from config.folder_broker import add_to_kombu

# No job may run longer than this, or Redis would hand it out a second time.
VISIBILITY_TIMEOUT = 60 * 60
SILENCE = 2.0  # seconds that a broker may take to answer

TRANSPORT_OPTIONS: dict[str, dict[str, Any]] = {
    "folder": {"polling_interval": 0.5},
    "redis": {
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "socket_timeout": SILENCE,
        "socket_connect_timeout": SILENCE,
        "socket_keepalive": True,
        "max_retries": 1,
    },
    "amqp": {
        "connect_timeout": SILENCE,
        "read_timeout": SILENCE,
        "write_timeout": SILENCE,
        "confirm_publish": True,
        "max_retries": 1,
    },
}
ALIASES = {"rediss": "redis", "amqps": "amqp"}

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
add_to_kombu()


def transport_options(broker: str) -> dict[str, Any]:
    scheme = broker.partition("://")[0]
    return TRANSPORT_OPTIONS.get(ALIASES.get(scheme, scheme), {})


def make_app(broker: str) -> Celery:
    celery = Celery("changeover", broker=broker, set_as_current=True)
    celery.conf.update(
        broker_transport_options=transport_options(broker),
        broker_connection_timeout=SILENCE,
        broker_connection_retry_on_startup=True,
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_publish_retry=False,
        task_default_queue="jobs",
        task_acks_late=True,
        # A row tells what became of a job whose worker died: nothing is re-queued by
        # the broker, so that no file that kills its worker can loop.
        task_reject_on_worker_lost=False,
        task_acks_on_failure_or_timeout=True,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        timezone="UTC",
    )
    celery.autodiscover_tasks(related_name="jobs")
    return celery


app = make_app(settings.CELERY_BROKER_URL)
