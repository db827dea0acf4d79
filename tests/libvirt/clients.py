#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients of the real libvirt while a command runs.

usage: clients.py COMMAND [ARGUMENT...]

Each socket of SOCKETS that is there has a client that connects and hangs up, over
and over; each of CALLS is run over and over. The command starts when each of them
has been served, and they end when each has been served after it. Then this is
printed, sums of all:

    connected  connections that were made
    refused    connections that were not, for whatever reason
    calls      commands that succeeded
    cut        commands whose daemon ended before it had answered
    failed     other commands that failed; how is printed, too
    slowest    of the commands
"""
import collections
import os
import signal
import socket
import subprocess
import sys
import threading
import time

SOCKETS = [f"/run/libvirt/{name}" for name in (
    "virtqemud-sock", "virtqemud-sock-ro", "virtqemud-admin-sock",
    "virtnetworkd-sock", "virtnodedevd-sock-ro", "virtstoraged-sock",
    "virtlogd-sock", "virtlockd-sock", "virtlogd-admin-sock",
    "libvirt-sock", "libvirt-sock-ro", "libvirt-admin-sock")]
LEGACY = "qemu+unix:///system?mode=legacy"
CALLS = [["virsh", "-c", "qemu:///system", "list"],
         ["virsh", "-r", "-c", "qemu:///system", "list"],
         ["virsh", "-c", "network:///system", "net-list"],
         ["virsh", "-c", LEGACY, "list"],
         ["virt-admin", "-c", "libvirtd:///system", "srv-list"]]
# the last two are virsh's own words for a connection that was, and has ended; where
# none could be made, it says "Failed to connect socket"
CUT = ("End of file while reading data", "Cannot recv data",
       "Cannot write data", "client socket is closed",
       "no valid connection", "due to end of file")


class Client(threading.Thread):
    """Does one thing over and over, and counts."""

    def __init__(self, pause):
        super().__init__(daemon=True)
        self.pause = pause
        self.counts = collections.Counter()
        self.errors = collections.Counter()
        self.served = 0
        self.slowest = 0
        self.stopped = threading.Event()

    def once(self):
        raise NotImplementedError

    def run(self):
        while not self.stopped.wait(self.pause):
            self.once()

    def wait_until_served(self):
        served = self.served
        while self.served == served:
            time.sleep(.01)


class Connector(Client):
    """Connects to a socket."""

    def __init__(self, path):
        super().__init__(.03)
        self.path = path

    def once(self):
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(self.path)
            except OSError as error:
                self.counts["refused"] += 1
                self.errors[f"{self.path}: {error.strerror}"] += 1
                return
        self.counts["connected"] += 1
        self.served += 1


class Caller(Client):
    """Runs a command."""

    def __init__(self, argv):
        super().__init__(.1)
        self.argv = argv

    def once(self):
        start = time.monotonic()
        run = subprocess.run(self.argv, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, text=True, check=False)
        self.slowest = max(self.slowest, time.monotonic() - start)
        if run.returncode == 0:
            self.counts["calls"] += 1
            self.served += 1
        elif run.returncode == -signal.SIGPIPE or \
                "Failed to connect socket" not in run.stderr and \
                any(words in run.stderr for words in CUT):
            self.counts["cut"] += 1
        else:
            self.counts["failed"] += 1
            words = " ".join(run.stderr.split())
            self.errors[f"{' '.join(self.argv)}: {run.returncode} {words}"] += 1


def main():
    modular = os.path.exists("/run/libvirt/virtqemud-sock")
    clients = [Connector(path) for path in SOCKETS if os.path.exists(path)]
    clients += [Caller(argv) for argv in CALLS
                if modular or "network:///system" not in argv]
    for client in clients:
        client.start()
    for client in clients:
        client.wait_until_served()
    start = time.monotonic()
    status = subprocess.run(sys.argv[1:], check=False).returncode
    seconds = time.monotonic() - start
    for client in clients:
        client.wait_until_served()
        client.stopped.set()
    for client in clients:
        client.join()
    counts = sum((client.counts for client in clients), collections.Counter())
    print("  " + ", ".join(f"{name} {counts[name]}" for name in (
        "connected", "refused", "calls", "cut", "failed")) +
        f", slowest {max(client.slowest for client in clients):.1f} s,"
        f" took {seconds:.1f} s")
    for client in clients:
        for error, times in client.errors.items():
            print(f"  {times} times {error}")
    sys.exit(status)


main()
