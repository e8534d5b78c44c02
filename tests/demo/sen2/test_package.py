"""Is the making of returns pure: does it work where Django is not even loaded?"""

from __future__ import annotations

import subprocess
import sys


def test_a_return_is_made_without_django():
    program = (
        "import sys, goldenthread.demo.sen2.making as making; "
        "assert making.make; "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
