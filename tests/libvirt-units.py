#!/usr/bin/env python3
"""libvirt-units.py LIBVIRT DEST: build libvirt's units by its own generator.

Which daemon has which sockets, templates and extras is read from libvirt's
src/*/meson.build (virt_daemon_units); the rest follows src/meson.build.
"""

import glob
import os
import re
import subprocess
import sys

DIRS = {
    "runstatedir": "/run",
    "sbindir": "/usr/sbin",
    "sysconfdir": "/etc",
    "initconfdir": "/etc/sysconfig",
    "sockmode": "0666",
}


def read_daemons(src):
    """The dictionaries that are added to virt_daemon_units."""
    names = {}
    with open(f"{src}/meson.build") as f:
        for name, file in re.findall(r"^(\w+_extra_in) = files\('(.*)'\)",
                                     f.read(), re.M):
            names[name] = f"{src}/{file}"
    for path in sorted(glob.glob(f"{src}/*/meson.build")):
        here = os.path.dirname(path)
        names["files"] = lambda file, here=here: f"{here}/{file}"
        with open(path) as f:
            text = f.read()
        # meson's dictionaries have the syntax of Python's
        for body in re.findall(r"^ *virt_daemon_units \+= (\{.*?^ *\})", text,
                               re.M | re.S):
            yield eval(body, {"__builtins__": {}}, names)


def build(libvirt, dest, unit, base, extras, values):
    merged = subprocess.run(
        [sys.executable, f"{libvirt}/scripts/merge-systemd-units.py", base,
         *extras],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    with open(f"{dest}/{unit}", "w") as f:
        f.write(re.sub(r"@(\w+)@", lambda m: values[m[1]], merged))


def main(libvirt, dest):
    src = f"{libvirt}/src"
    os.makedirs(dest, exist_ok=True)
    for d in read_daemons(src):
        service = d["service"]
        values = dict(DIRS, name=d["name"], service=service,
                      SERVICE=service.upper(),
                      sockprefix=d.get("sockprefix", service))
        build(libvirt, dest, f"{service}.service",
              d.get("service_in", f"{src}/virtd.service.in"),
              d["service_extra_in"], values)
        for kind in d.get("sockets", ["main", "ro", "admin"]):
            suffix = "" if kind == "main" else f"-{kind}"
            key = "socket_in" if kind == "main" else f"socket_{kind}_in"
            build(libvirt, dest, f"{service}{suffix}.socket",
                  d.get(key, f"{src}/virtd{suffix}.socket.in"),
                  d["socket_extra_in"], values)


main(*sys.argv[1:])
