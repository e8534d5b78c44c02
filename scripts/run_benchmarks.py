"""How fast is it, beside the floor and the peers, here and now?

    python3 scripts/run_benchmarks.py [name …]

Runs benchmarks/<name>.py one after another, in an environment that also holds the peers; the project needs none of them.
"""

from __future__ import annotations

import subprocess
import sys

from prepare import make_environment, prepare
from steps import ROOT, StepFailed, report

FOLDER = ROOT / "benchmarks"


def main(wanted: list[str]) -> int:
    """Run the benchmarks that were asked for, or all; 1 when any failed."""
    known = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in {"floor", "beside", "in_pandas"})
    if unknown := set(wanted) - set(known):
        sys.exit(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(known)}")
    try:
        prepare()
        python = make_environment(ROOT / ".venv-bench", ["base", "bench"]) / "python"
    except StepFailed as failure:
        return report(failure)
    failed = 0
    for name in wanted or known:
        print(f"\n── {name}", flush=True)
        failed |= subprocess.run([python, FOLDER / f"{name}.py"], cwd=ROOT).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
