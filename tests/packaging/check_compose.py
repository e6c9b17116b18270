#!/usr/bin/env python3
"""docker/: what the compose files, the Dockerfile and nginx.conf say of each other, of the
program and of this folder is so.

    CHANCERYD=build/release/chanceryd python3 tests/packaging/check_compose.py
"""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "load"))
from tap import Tap  # noqa: E402

try:
    import yaml
except ImportError:
    print("1..0 # SKIP there is no PyYAML")
    sys.exit(0)

CHANCERYD = os.environ["CHANCERYD"]
DOCKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docker")
STOP_SECONDS = 10  # that a stop may take, beside --grace


def text_of(name):
    with open(os.path.join(DOCKER, name), encoding="utf-8") as file:
        return file.read()


def steps_of(dockerfile):
    """Its instructions as (name, rest), continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^#.*\n", "", dockerfile))
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def help_of(command):
    return subprocess.run([CHANCERYD, command, "--help"], stdout=subprocess.PIPE, check=True).stdout.decode()


def seconds(text):
    return int(re.fullmatch(r"(\d+)s", text).group(1))


def default_of(source):
    """The path that `${NAME:-path}` stands for where NAME is not set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", source)


def mounts(service):
    """(source, place, how) of each volume; the source may hold colons of its own."""
    for each in service.get("volumes", []):
        yield re.fullmatch(r"(.*?):(/[^:]*)(?::(ro))?", default_of(each)).groups()


def wrong_image(steps):
    said = dict(steps)
    settings = dict(each.split("=", 1) for each in said["ENV"].split())
    check = json.loads(said["HEALTHCHECK"][said["HEALTHCHECK"].index("["):])
    entry = json.loads(said["ENTRYPOINT"])
    last = max(i for i, (name, _) in enumerate(steps) if name == "FROM")
    if check[0] != entry[0] or not help_of(check[1]):
        yield "the health check is not a command of the program"
    if not help_of(json.loads(said["CMD"])[0]):
        yield "its command is none"
    if os.path.dirname(settings["CHANCERY_DB"]) != said["VOLUME"]:
        yield "the data set is not on the volume"
    if settings["CHANCERY_LISTEN"] != "0.0.0.0:" + said["EXPOSE"]:
        yield "it listens on another port than it says"
    if not any(name == "USER" and rest != "root" for name, rest in steps[last:]):
        yield "it runs as root"
    for name, rest in steps:
        for source in rest.split()[:-1] if name == "COPY" and not rest.startswith("--from") else []:
            if not os.path.exists(os.path.join(DOCKER, "..", source)):
                yield "there is no %s to copy" % source
    packages = " ".join(rest for name, rest in steps[last:] if name == "RUN")
    linked = subprocess.run(["ldd", CHANCERYD], stdout=subprocess.PIPE, check=True).stdout.decode()
    for library in ("microhttpd", "jansson", "sqlite3", "utf8proc", "stemmer", "xxhash", "zstd", "seccomp"):
        if ("lib%s.so" % library in linked) != ("lib%s" % library in packages):
            yield "lib%s is linked and not in the image, or in it and not linked" % library


def wrong_command(name, service):
    words = service.get("command")
    if not words:
        return
    known = help_of(words[0])
    for word in words[1:]:
        if word.startswith("--") and "  %s " % word not in known:
            yield "%s: chanceryd %s has no %s" % (name, words[0], word)
    grace = int(words[words.index("--grace") + 1]) if "--grace" in words else 0
    if words[0] == "serve" and seconds(service["stop_grace_period"]) < STOP_SECONDS + grace:
        yield "%s: it may take longer to stop than it is given" % name


def wrong_mounts(name, service, file, volume):
    for source, place, how in mounts(service):
        if source.startswith((".", "/")):
            if not os.path.exists(os.path.join(DOCKER, source)) or how != "ro":
                yield "%s: %s is not there, or can be written" % (name, source)
        elif source not in file["volumes"] or place != volume:
            yield "%s: the volume %s leads nowhere" % (name, source)
        elif how != "ro" and service["command"][0] != "load":
            yield "%s: it can write the data set" % name


def wrong_service(name, service, file, image):
    closed = service.get("read_only") is True and service.get("cap_drop") == ["ALL"] and \
        service.get("security_opt") == ["no-new-privileges:true"]
    if not closed:
        yield "%s: it is not closed in" % name
    build = service.get("build")
    if build and not os.path.isfile(os.path.join(DOCKER, build["context"], build["dockerfile"])):
        yield "%s: there is no %s" % (name, build["dockerfile"])
    for other, how in service.get("depends_on", {}).items():
        needed = file["services"].get(other)
        ends = needed and needed.get("command", [None])[0] == "load"
        if not needed or (how["condition"] == "service_completed_successfully") != bool(ends):
            yield "%s: it waits for what does not happen to %s" % (name, other)
        elif how["condition"] == "service_healthy" and "HEALTHCHECK" not in image and "healthcheck" not in needed:
            yield "%s: %s has no health check" % (name, other)
    yield from wrong_command(name, service)
    yield from wrong_mounts(name, service, file, image["VOLUME"])


def wrong_ports(service, port):
    for each in service.get("ports", []):
        host, _, inside = each.rpartition(":")
        if inside != port or not host.startswith("127.0.0.1:"):
            yield "port %s, not %s, or open to the world" % (each, port)


def wrong_scale(file, nginx, port):
    proxy = file["services"]["proxy"]
    upstream = sorted(re.findall(r"^\s*server ([\w-]+:\d+)", nginx, re.M))
    serving = sorted("%s:%s" % (name, port) for name, each in file["services"].items()
                     if each.get("command", [""])[0] == "serve")
    if upstream != serving or len(serving) < 2:
        yield "nginx asks %s, and there are %s" % (upstream, serving)
    if sorted(proxy["depends_on"]) != sorted(each.split(":")[0] for each in serving):
        yield "the proxy does not wait for all of them"
    if ("./nginx.conf", "/etc/nginx/nginx.conf", "ro") not in list(mounts(proxy)):
        yield "nginx does not read docker/nginx.conf"
    rooms = [each.split(":")[0] for each in proxy["tmpfs"]]
    written = re.findall(r"(?m)^\s*(?:pid|\w+_temp_path|proxy_cache_path) (/[^ ;]*)", nginx)
    for path in written:
        if not any(path.startswith(room + "/") for room in rooms):
            yield "nginx cannot write %s" % path
    yield from wrong_ports(proxy, re.search(r"listen (\d+);", nginx).group(1))


def main():
    tap = Tap()
    steps = steps_of(text_of("Dockerfile"))
    image, nginx = dict(steps), text_of("nginx.conf")
    wrong = list(wrong_image(steps))
    tap.ok(not wrong, "the image holds what the program needs, and runs as it says", wrong)
    for path in ("compose.yaml", "compose.scale.yaml"):
        file = yaml.safe_load(text_of(path))
        wrong = [each for name, service in file["services"].items()
                 for each in wrong_service(name, service, file, image)]
        tap.ok(not wrong, "%s: every service is closed in, and finds what it names" % path, "\n".join(wrong))
    alone = yaml.safe_load(text_of("compose.yaml"))
    wrong = list(wrong_ports(alone["services"]["serve"], image["EXPOSE"]))
    tap.ok(not wrong and alone["services"]["serve"]["ports"], "one server is reached from this machine alone", wrong)
    wrong = list(wrong_scale(yaml.safe_load(text_of("compose.scale.yaml")), nginx, image["EXPOSE"]))
    tap.ok(not wrong, "nginx asks every server that there is", "\n".join(wrong))
    tap.end()


main()
