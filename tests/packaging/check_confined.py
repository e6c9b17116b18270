#!/usr/bin/env python3
"""docker/: the services of compose.yaml and compose.scale.yaml that are ours, run as these and
the Dockerfile say, without Docker: on a root that cannot be written, with the volumes of the
file and no others, as the image's user, without a capability, in a network of their own.

    CHANCERYD=build/release/chanceryd WORK=/tmp/confined python3 tests/packaging/check_confined.py

The libraries are those of this machine, not of the image. Needs root and namespaces.
"""
import ctypes
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "load"))
from tap import Tap  # noqa: E402

DOCKER = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "docker"))
ALONE = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--net", "--ipc", "--uts"]
WAIT = 30
OF_THE_MACHINE = ("usr", "etc", "dev", "bin", "lib", "lib64", "sbin")


NO_NEW_PRIVILEGES, DROP_FROM_BOUNDS = 38, 24  # of prctl
UP, SET_FLAGS = 1, 0x8914                     # of a network device


def mount(*words):
    subprocess.run(["mount", *words], check=True)


def last_capability():
    with open("/proc/sys/kernel/cap_last_cap", encoding="ascii") as last:
        return int(last.read())


def give_up(user, capabilities):
    """All that a container of the file's `cap_drop` and `security_opt` has not."""
    libc = ctypes.CDLL(None)
    for capability in range(capabilities):
        libc.prctl(DROP_FROM_BOUNDS, capability, 0, 0, 0)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def inside(plan):
    """In namespaces of its own: the root, the network, and then the service itself."""
    root, program, capabilities = plan["root"], plan["root"] + plan["words"][0], last_capability() + 1
    mount("--bind", root, root)
    for name in plan["machine"]:
        mount("--bind", "/" + name, os.path.join(root, name))
        mount("-o", "remount,bind,ro", os.path.join(root, name))
    mount("-t", "proc", "proc", root + "/proc")
    mount("-t", "tmpfs", "tmpfs", os.path.dirname(program))
    shutil.copy(plan["program"], program)
    mount("-o", "remount,ro", os.path.dirname(program))
    for source, place, how in plan["volumes"]:
        mount("--bind", source, root + place)
        mount("-o", "remount,bind,nosuid," + (how or "rw"), root + place)
    mount("-o", "remount,bind,ro", root)
    with socket.socket() as sock:  # a container's loopback is up
        fcntl.ioctl(sock, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))
    os.chroot(root)
    os.chdir("/")
    give_up(plan["user"], capabilities)
    os.execve(plan["words"][0], plan["words"], plan["environment"])


class Image:
    """What the Dockerfile says of what is run."""

    def __init__(self):
        with open(os.path.join(DOCKER, "Dockerfile"), encoding="utf-8") as file:
            text = re.sub(r"\\\n\s*", " ", file.read())
        self.user = int(re.search(r"useradd --uid (\d+)", text).group(1))
        self.environment = dict(re.findall(r"(CHANCERY_\w+)=(\S+)", text))
        self.entry = json.loads(re.search(r"(?m)^ENTRYPOINT (.*)", text).group(1))
        self.command = json.loads(re.search(r"(?m)^CMD (.*)", text).group(1))
        self.health = json.loads(re.search(r"HEALTHCHECK.* CMD (.*)", text).group(1))
        self.port = re.search(r"(?m)^EXPOSE (\d+)", text).group(1)


class Container:
    def __init__(self, image, service):
        self.image, self.service = image, service
        volumes = []
        for each in service["volumes"]:
            source, place, how = re.fullmatch(
                r"(.*?):(/[^:]*)(?::(ro))?", re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", each)).groups()
            source = os.path.join(DOCKER if source[0] in "./" else WORK, source)
            if not os.path.exists(source):  # a new volume belongs to whom the image gives it
                os.mkdir(source)
                os.chown(source, image.user, image.user)
            volumes.append((source, place, how))
        root = tempfile.mkdtemp(dir=WORK)
        os.chmod(root, 0o755)
        machine = [name for name in OF_THE_MACHINE if os.path.isdir("/" + name)]
        for name in ["proc", *machine, *(place[1:] for _, place, _ in volumes)]:
            if os.path.islink("/" + name):
                os.symlink(os.readlink("/" + name), os.path.join(root, name))
            else:
                os.mkdir(os.path.join(root, name))
        plan = {"root": root, "volumes": volumes, "user": image.user, "program": CHANCERYD,
                "machine": [name for name in machine if not os.path.islink("/" + name)],
                "words": image.entry + service.get("command", image.command),
                "environment": image.environment}
        self.log = open(os.path.join(WORK, "said"), "w+b")
        self.process = subprocess.Popen([*ALONE, sys.executable, __file__, json.dumps(plan)],
                                        stdout=self.log, stderr=self.log)

    def pid(self):
        """Of the service itself, or None as long as it does not run."""
        path = "/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)
        try:
            with open(path, encoding="ascii") as children:
                pid = children.read().strip()
            return pid if os.readlink("/proc/%s/exe" % pid).endswith(self.image.entry[0]) else None
        except OSError:
            return None

    def run(self, words):
        """In the same namespaces, as the image's user."""
        user = str(self.image.user)
        return subprocess.run(["nsenter", "-t", self.pid(), "-m", "-n", "-p", "-r", "-S", user, "-G", user,
                               *words], env=self.image.environment, check=False, timeout=10,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    def get(self, path):
        """From this machine's root, in its network."""
        asked = subprocess.run(["nsenter", "-t", self.pid(), "-n", "curl", "-s", "-m", "10",
                                "http://127.0.0.1:%s%s" % (self.image.port, path)],
                               stdout=subprocess.PIPE, check=False)
        return json.loads(asked.stdout or b"null")

    def held(self):
        """What the kernel says of the process."""
        with open("/proc/%s/status" % self.pid(), encoding="ascii") as status:
            said = dict(line.split(":\t", 1) for line in status.read().splitlines())
        return {name: said[name].split()[0] for name in ("Uid", "CapEff", "CapBnd", "NoNewPrivs")}

    def writable(self):
        """Where it could write, the kernel's own /proc apart."""
        with open("/proc/%s/mounts" % self.pid(), encoding="utf-8") as mounts:
            rows = [line.split() for line in mounts]
        return [row[1] for row in rows if row[3].split(",")[0] != "ro" and row[1] != "/proc"]

    def healthy(self):
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.pid() and self.run(self.image.health) == 0:
                return True
            time.sleep(0.2)
        return False

    def stop(self):
        """Its status, and whether it took no longer than it is given."""
        seconds = int(self.service["stop_grace_period"].rstrip("s"))
        os.kill(int(self.pid()), signal.SIGTERM)
        try:
            return self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return "none within %d s" % seconds

    def said(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")


def check_load(tap, name, image, service):
    container = Container(image, service)
    status = container.process.wait(timeout=WAIT)
    tap.ok(status == 0, name + ": loads", container.said())


def check_serve(tap, name, image, service):
    container = Container(image, service)
    healthy = container.healthy()
    tap.ok(healthy, name + ": is healthy", container.said())
    if not healthy:
        container.process.kill()
        return
    held = container.held()
    tap.ok(held == {"Uid": str(image.user), "CapEff": "0" * 16, "CapBnd": "0" * 16, "NoNewPrivs": "1"},
           name + ": runs without a privilege", held)
    tap.ok(not container.writable(), name + ": has nothing to write to", container.writable())
    found = container.get("/v1/documents?limit=1")
    tap.ok(found and found["total"] > 0, name + ": serves what was loaded", found)
    status = container.stop()
    tap.ok(status == 0, name + ": stops in the time that it is given", (status, container.said()))


def main():
    tap, image = Tap(), Image()
    for path in ("compose.yaml", "compose.scale.yaml"):
        with open(os.path.join(DOCKER, path), encoding="utf-8") as file:
            services = yaml.safe_load(file)["services"]
        for name, service in services.items():
            words = service.get("command", [None])
            check = {"load": check_load, "serve": check_serve}.get(words[0])
            if check:
                check(tap, "%s: %s" % (path, name), image, service)
    tap.end()


if len(sys.argv) > 1:
    inside(json.loads(sys.argv[1]))
CHANCERYD = os.path.abspath(os.environ.get("RELEASE") or os.environ["CHANCERYD"])
WORK = os.environ["WORK"]
if not shutil.which("nsenter") or \
        subprocess.run([*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], stderr=subprocess.DEVNULL,
                       check=False).returncode != 0:
    print("1..0 # SKIP no namespaces: this is not root, or has not all of its rights")
    sys.exit(0)
try:
    import yaml
except ImportError:
    print("1..0 # SKIP there is no PyYAML")
    sys.exit(0)
main()
