#!/usr/bin/python3 -ES
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A daemon that systemd starts through its sockets.

usage: daemon.py VERSION [PATH]

It answers each line of a client with "VERSION SOCKETS", where SOCKETS is the
number of sockets that systemd gave it. If that is none, it listens on PATH.
"""
import os
import selectors
import socket
import sys


def accept(listener):
    connection = listener.accept()[0]
    selector.register(connection, selectors.EVENT_READ, answer)


def answer(connection):
    try:
        if connection.recv(64):
            connection.sendall(reply)
            return
    except OSError:
        pass
    selector.unregister(connection)
    connection.close()


sockets = int(os.environ.get("LISTEN_FDS", 0))
reply = f"{sys.argv[1]} {sockets}\n".encode()
selector = selectors.DefaultSelector()
for descriptor in range(3, 3 + sockets):
    selector.register(socket.socket(fileno=descriptor),
                      selectors.EVENT_READ, accept)
if not sockets and len(sys.argv) > 2:
    os.makedirs(os.path.dirname(sys.argv[2]), exist_ok=True)
    if os.path.exists(sys.argv[2]):
        os.unlink(sys.argv[2])
    own = socket.socket(socket.AF_UNIX)
    own.bind(sys.argv[2])
    own.listen()
    selector.register(own, selectors.EVENT_READ, accept)
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
    notify.connect(os.environ["NOTIFY_SOCKET"])
    notify.send(b"READY=1")
while True:
    for key, _ in selector.select():
        key.data(key.fileobj)
