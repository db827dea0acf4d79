#!/usr/bin/python3 -ES
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients that talk to the sockets of daemon.py while a command runs.

usage: client.py SOCKET... -- COMMAND [ARGUMENT...]
       client.py SOCKET

Each socket has a client that connects, asks, reads the answer and hangs up,
over and over, and one that asks and holds its connection until the daemon ends
it. The command starts when each of them has been served, and they end when each
has been served after the command. Then this is printed, sums of all clients:

    connected  connections that were made
    refused    connections that were not, for whatever reason
    served     connections with an answer
    cut        connections that ended, or were reset, before an answer
    lost       connections with neither for PATIENCE seconds
    held       held connections that the daemon ended

connected is served + cut + lost. A connection that is made while no daemon runs
is not refused: it waits in the socket, which systemd holds, for the next one.

Without a command, one client asks once, and its answer is printed.
"""
import collections
import socket
import subprocess
import sys
import threading
import time

PATIENCE = 60


class Client(threading.Thread):
    """Talks to one socket and counts."""

    def __init__(self, path, hold):
        super().__init__(daemon=True)
        self.path, self.hold = path, hold
        self.counts = collections.Counter()
        self.errors = collections.Counter()
        self.stopped = threading.Event()

    def connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(self.path)
        except OSError as error:
            connection.close()
            self.counts["refused"] += 1
            self.errors[f"{self.path}: {error.strerror}"] += 1
            return None
        self.counts["connected"] += 1
        return connection

    def ask(self, connection):
        """The answer; empty if there is none."""
        answer, missing = b"", "cut"
        try:
            connection.sendall(b"?\n")
            answer = connection.recv(64)
        except TimeoutError:
            missing = "lost"
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.counts["served" if answer else missing] += 1
        return answer

    def wait_for_end(self, connection):
        connection.settimeout(.1)
        while not self.stopped.is_set():
            try:
                connection.recv(1)
            except TimeoutError:
                continue
            except ConnectionResetError:
                pass
            self.counts["held"] += 1
            return

    def run(self):
        while not self.stopped.wait(.003):
            connection = self.connect()
            if connection is None:
                continue
            with connection:
                if self.ask(connection) and self.hold:
                    self.wait_for_end(connection)

    def wait_until_served(self, more_than):
        limit = time.monotonic() + PATIENCE
        while self.counts["served"] <= more_than:
            if time.monotonic() > limit:
                sys.exit(f"client.py: {self.path}: no answer")
            time.sleep(.001)


def load(paths, command):
    clients = [Client(path, hold) for path in paths for hold in (False, True)]
    for client in clients:
        client.start()
        client.wait_until_served(0)
    status = subprocess.run(command).returncode
    for client in clients:
        if not client.hold:
            client.wait_until_served(client.counts["served"])
        client.stopped.set()
    for client in clients:
        client.join()
    counts = sum((client.counts for client in clients), collections.Counter())
    print(*(f"{name} {counts[name]}" for name in
            ("connected", "refused", "served", "cut", "lost", "held")))
    for client in clients:
        for error, times in client.errors.items():
            print(f"{error}: {times}", file=sys.stderr)
    sys.exit(status)


def ask_once(path):
    client = Client(path, False)
    connection = client.connect()
    if not connection:
        sys.exit(" ".join(client.errors))
    answer = client.ask(connection)
    if not answer:
        sys.exit(f"{path}: no answer")
    print(answer.decode(), end="")


arguments = sys.argv[1:]
if "--" in arguments:
    end = arguments.index("--")
    load(arguments[:end], arguments[end + 1:])
ask_once(*arguments)
