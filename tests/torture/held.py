#!/usr/bin/env python3
"""HELD idle connections, and a client beside them that is served: `make reliability`.

    CHANCERYD=build/asan/chanceryd RELEASE=build/release/chanceryd WORK=/tmp/held \\
        HELD=5000 python3 tests/torture/held.py
"""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), "..", each) for each in ("load", "http")]
from crowds import Crowd, part, raise_files, waits  # noqa: E402
from daemon import RELEASE, SAMPLE, WORK, Server, run  # noqa: E402


def main():
    held = min(int(os.environ.get("HELD") or 5000), (raise_files() - 200) // 2)
    db = os.path.join(WORK, "held.db")
    run("load", SAMPLE, "--db", db, program=RELEASE)
    with Server(db, "--connections", str(held + 100), "--per-address", "0", "--idle", "300",
                program=RELEASE) as server:
        with Crowd(server.port, idle=held) as crowd:
            took = waits(lambda: server.get("/v1/documents?limit=3").status, 3)
            open_now = len(os.listdir("/proc/%d/fd" % server.process.pid))
            print("# %d idle connections held, %d answers, the slowest of 99 in 100 in %.1f ms"
                  % (min(crowd.came - crowd.returned, open_now), len(took), part(took, 0.99) * 1000))
            return 0 if open_now >= held and len(took) > 50 else 1


sys.exit(main())
