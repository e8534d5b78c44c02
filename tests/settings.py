"""The settings as in production, but in memory, quick, and with nothing left behind."""

import atexit
import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="goldenthread-tests-")
atexit.register(_folder.cleanup)
for _name in [name for name in os.environ if name.startswith("GOLDENTHREAD_") and name != "GOLDENTHREAD_CHROMIUM"]:
    del os.environ[_name]  # a developer's own settings do not change what is tested
os.environ["GOLDENTHREAD_DATA"] = _folder.name

from goldenthread.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING_CONFIG = None  # pytest catches the log; a handler of ours would write to a stream that it has closed
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
