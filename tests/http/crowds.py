"""Crowds of bad clients, and what a normal one waits beside them: for a test and a benchmark."""

import resource
import socket
import threading
import time


def raise_files():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


class Crowd:
    """Idle clients, those that drip a header byte by byte, and those that ask for much and
    read a little now and then; they come back when they are shown out, until the block ends."""

    def __init__(self, port, idle=0, dripping=0, slow=0, large="/v1/export.ndjson"):
        self.port, self.over = port, threading.Event()
        self.kinds = ["idle"] * idle + ["dripping"] * dripping + ["slow"] * slow
        self.request = f"GET {large} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        self.came, self.returned = 0, 0
        self.thread = threading.Thread(target=self.stay)

    def join(self, kind):
        client = socket.socket()
        if kind == "slow":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(5)
        client.connect(("127.0.0.1", self.port))
        client.setblocking(False)
        if kind == "slow":
            client.send(self.request)
        elif kind == "dripping":
            client.send(b"GET / HTTP/1.1\r\nHost: a\r\nX-Drip: ")
        self.came += 1
        return client

    def stay(self):
        clients = []
        while not self.over.is_set():
            for i, kind in enumerate(self.kinds):
                if self.over.is_set():
                    break
                try:
                    if i == len(clients):
                        clients.append(self.join(kind))
                    elif kind == "dripping":
                        clients[i].send(b"a")
                    elif not clients[i].recv(512 if kind == "slow" else 1):
                        raise ConnectionError
                except BlockingIOError:
                    pass
                except OSError:
                    if i < len(clients):
                        clients[i].close()
                        try:
                            clients[i] = self.join(kind)
                            self.returned += 1
                        except OSError:
                            pass
            self.over.wait(0.2)
        for client in clients:
            client.close()

    def __enter__(self):
        self.thread.start()
        deadline = time.monotonic() + 30
        while self.came < len(self.kinds) and time.monotonic() < deadline:
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def waits(ask, seconds, pause=0.002):
    """Seconds that each call of `ask` took, in order of size."""
    took, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        ask()
        took.append(time.monotonic() - began)
        time.sleep(pause)
    return sorted(took)


def part(took, share):
    return took[min(len(took) - 1, int(len(took) * share))]
