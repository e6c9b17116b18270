#!/usr/bin/env python3
"""Benchmarks: ratios taken side by side in one run; single timings mean little.

    tests/bench/bench.py CHANCERYD BARE [SCALE.tar.zst]

CHANCERYD is the release build, BARE the program of tests/bench/bare.c: a libmicrohttpd
server that gives one fixed answer, the same bytes and headers as ours. Needs wrk, and zstd
for the scale corpus; compares with nginx where it is installed. Without the scale corpus
the sample edition is loaded and repeated: the ratios then say less, and it is said so.
"""
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import neighbours

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = os.environ.get("BENCH_SECONDS", "4")
CONNECTIONS = "32"
# One worker for every server: what is left of a small machine is wrk's, and no rate hangs
# on how connections happened to be spread over workers.
ONE = ["--workers", "1", "--connections", "100"]
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A process that was started here, and is ended here by its pid."""

    def __init__(self, name, command, ready, env=None):
        self.name = name
        began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, env=env)
        self.port = None
        for line in self.process.stdout:
            found = re.search(ready, line)
            if found:
                self.port = int(found.group(1))
                break
        if self.port is None:
            sys.exit(f"{name} did not start")
        self.started_in = time.monotonic() - began

    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        children = 0
        for pid in child_pids(self.process.pid):
            other = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            children += int(other[11]) + int(other[12])
        return (int(fields[11]) + int(fields[12]) + children) / TICK

    def private_kib(self):
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(re.search(r"RssAnon:\s+(\d+)", status).group(1))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def child_pids(pid):
    try:
        return open(f"/proc/{pid}/task/{pid}/children").read().split()
    except OSError:
        return []


def wrk(server, path, script=None, paths=None):
    """Requests a second, and seconds of CPU a request, of one run."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    if script:
        command += ["-s", script]
    before = server.cpu()
    env = dict(os.environ, CHANCERY_PATHS=paths or "")
    out = subprocess.run(command + [f"http://127.0.0.1:{server.port}{path}"], env=env,
                         capture_output=True, text=True, check=True).stdout
    requests = int(re.search(r"(\d+) requests in", out).group(1))
    if "Non-2xx" in out or "Socket errors" in out:
        print(f"  # {server.name}: {out.strip().splitlines()[-3:]}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    return rate, (server.cpu() - before) / max(requests, 1)


def compare(title, ours, base, goal=None):
    """Both in turn, round after round; the medians of the ratios round by round."""
    rates, costs, base_rates = [], [], []
    for _ in range(ROUNDS):
        base_rate, base_cost = base()
        rate, cost = ours()
        base_rates.append(base_rate)
        rates.append(rate / base_rate)
        costs.append(cost / base_cost if base_cost else float("nan"))
    rate = statistics.median(rates)
    verdict = "" if goal is None else ("  reached" if rate >= goal else "  NOT reached")
    wanted = "" if goal is None else f"  (to reach: {goal})"
    print(f"| {title} | {rate:.2f} [{min(rates):.2f}–{max(rates):.2f}] "
          f"| {statistics.median(costs):.2f} |{wanted}{verdict}")


def fetch(server, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
        return answer.read(), answer.getheaders()


def load(chanceryd, corpus, dataset, label, runs, *words):
    rates = []
    for _ in range(runs):
        if os.path.exists(dataset):
            os.unlink(dataset)
        began = time.monotonic()
        out = subprocess.run([chanceryd, "load", corpus, "--db", dataset, *words],
                             capture_output=True, text=True, check=True)
        wall = time.monotonic() - began
        size = float(re.search(r"([\d.]+) MB of text", out.stdout).group(1))
        rates.append(size / wall)
    print(f"load of {label}: {size:.1f} MB of text, {statistics.median(rates):.0f} MB/s "
          f"whole process (runs: {', '.join(f'{r:.0f}' for r in rates)}); "
          f"data set {os.path.getsize(dataset) / 1e6:.0f} MB")


def random_paths(server, count, name):
    """Paths of blocks spread over the whole data set."""
    counts = json.loads(fetch(server, "/v1")[0])["dataset"]["counts"]
    with open(name, "w") as out, urllib.request.urlopen(
            f"http://127.0.0.1:{server.port}/v1/export.ndjson?kind=paragraphs") as rows:
        step = max(1, counts["paragraphs"] // count)
        for number, row in enumerate(rows):
            if number % step == 0:
                out.write(json.loads(row)["url"] + "\n")
    return counts


def nginx(work, body):
    """A static file of the same bytes, without an access log."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not os.path.exists(program):
        return None
    root = os.path.join(work, "www")
    os.mkdir(root)
    open(os.path.join(root, "body.json"), "wb").write(body)
    conf = os.path.join(work, "nginx.conf")
    port = 18000 + os.getpid() % 1000
    with open(conf, "w") as out:
        out.write(f"""daemon off; pid {work}/nginx.pid; error_log /dev/null;
worker_processes 1; events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=10;
        keepalive_requests 100000000;
        types {{ application/json json; }}
        server {{ listen 127.0.0.1:{port}; root {root}; }} }}
""")
    return Server("nginx", ["sh", "-c", f"echo ready {port}; exec {program} -c {conf}"],
                  r"ready (\d+)")


def main():
    chanceryd, bare_program = sys.argv[1:3]
    scale = sys.argv[3] if len(sys.argv) > 3 else ""
    here = os.path.dirname(os.path.abspath(__file__))
    work = tempfile.mkdtemp(prefix="chancery-bench-")
    os.chmod(work, 0o755)  # nginx's workers are somebody else
    servers = []
    try:
        corpus = os.path.join(here, "..", "..", "db", "corpus")
        dataset = os.path.join(work, "bench.db")
        label = "the sample edition"
        if scale and os.path.exists(scale):
            corpus = os.path.join(work, "scale")
            os.mkdir(corpus)
            subprocess.run(["tar", "--zstd", "-xf", scale, "-C", corpus], check=True)
            label = os.path.basename(scale)
        else:
            print("the scale corpus is not here: the sample edition stands in for it")
        load(chanceryd, corpus, dataset, label + " without search and entities", 3,
             "--without", "search,entities")
        load(chanceryd, corpus, dataset, label + " with search", 1)

        ours = Server("chanceryd",
                      [chanceryd, "serve", "--db", dataset, "--listen", "127.0.0.1:0",
                       *ONE],
                      r"http://127\.0\.0\.1:(\d+)/")
        servers.append(ours)
        print(f"start-up with it: {ours.started_in:.3f} s (to reach: 0.2)")
        print(f"private memory at rest: {ours.private_kib() / 1024:.1f} MiB")

        paths = os.path.join(work, "paths")
        counts = random_paths(ours, 200000, paths)
        some = [line.strip() for line, _ in zip(open(paths), range(2000))]
        hot = min(some, key=lambda path: abs(len(fetch(ours, path)[0]) - 1500))
        body, headers = fetch(ours, hot)
        open(os.path.join(work, "body"), "wb").write(body)
        with open(os.path.join(work, "headers"), "w") as out:
            for name, value in headers:
                if name.lower() not in ("date", "content-length", "connection"):
                    out.write(f"{name}: {value}\n")
        bare = Server("bare", [bare_program, "0", os.path.join(work, "body"),
                               os.path.join(work, "headers"), "1"], r"ready (\d+)")
        servers.append(bare)
        web = nginx(work, body)
        if web:
            servers.append(web)

        script = os.path.join(here, "random.lua")
        print(f"\n{counts['paragraphs']} paragraphs; one body of {len(body)} bytes; "
              f"{CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS} s each in turn\n")
        print("| against bare, in one run | requests/s ÷ bare [range] | CPU ÷ bare |")
        print("|---|---|---|")
        base = lambda: wrk(bare, "/")
        # a random path costs wrk too: bare is asked by the same script
        random_base = lambda: wrk(bare, "/", script, paths)
        compare("a hot paragraph", lambda: wrk(ours, hot), base, 0.9)
        compare("a random paragraph", lambda: wrk(ours, "/", script, paths),
                random_base, 0.5)
        if web:
            compare("nginx, the same body as a static file",
                    lambda: wrk(web, "/body.json"), base)
        compare("a document's paragraphs, 20 of them",
                lambda: wrk(ours, hot.rsplit("/", 1)[0]), base)
        print(f"\nprivate memory after it: {ours.private_kib() / 1024:.1f} MiB, of which "
              "up to 32 MiB are kept answers")
        servers.remove(ours)
        ours.stop()

        small = Server("chanceryd without a cache",
                       [chanceryd, "serve", "--db", dataset, "--listen", "127.0.0.1:0",
                        "--cache", "0", *ONE], r"http://127\.0\.0\.1:(\d+)/")
        servers.append(small)
        print("\n| without a cache | requests/s ÷ bare [range] | CPU ÷ bare |")
        print("|---|---|---|")
        compare("a random paragraph", lambda: wrk(small, "/", script, paths),
                random_base, 0.5)
        print(f"\nprivate memory without a cache, {CONNECTIONS} connections: "
              f"{small.private_kib() / 1024:.1f} MiB (to reach: 8)")
        neighbours.measure(chanceryd, dataset)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
