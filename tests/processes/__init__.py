"""An app that only exists in processes which tests start: a job that takes its time."""
