#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""sarif.py FILE N COMPLETE: check that FILE is what OASIS' schema of SARIF 2.1.0
(sarif-schema-2.1.0.json) requires of the objects that are in it, with N results;
COMPLETE is true or false."""
import json
import re
import sys

# required properties, and the types or values of all that may occur here
URI = re.compile(r"([a-z]+://)?(%[0-9A-F]{2}|[A-Za-z0-9/._~:@+=,-])*$")
SCHEMA = {
    "log": ({"version", "runs"}, {"$schema": str, "version": {"2.1.0"}, "runs": ["run"]}),
    "run": ({"tool"}, {"tool": "tool", "invocations": ["invocation"], "results": ["result"]}),
    "tool": ({"driver"}, {"driver": "toolComponent"}),
    "toolComponent": ({"name"}, {"name": str, "version": str, "rules": ["reportingDescriptor"]}),
    "reportingDescriptor": ({"id"}, {"id": str, "shortDescription": "message", "help": "message"}),
    "invocation": ({"executionSuccessful"}, {"executionSuccessful": bool}),
    "result": ({"message"}, {"ruleId": str, "ruleIndex": int, "message": "message",
                             "level": {"none", "note", "warning", "error"}, "locations": ["location"]}),
    "message": ({"text"}, {"text": str}),
    "location": (set(), {"physicalLocation": "physicalLocation", "logicalLocations": ["logicalLocation"]}),
    "physicalLocation": ({"artifactLocation"}, {"artifactLocation": "artifactLocation", "region": "region"}),
    "artifactLocation": (set(), {"uri": URI}),
    "region": (set(), {"startLine": int}),
    "logicalLocation": (set(), {"fullyQualifiedName": str}),
}


def check(value, kind, where):
    if isinstance(kind, str):
        required, known = SCHEMA[kind]
        assert isinstance(value, dict), where
        assert required <= set(value), f"{where} lacks {required - set(value)}"
        for name, child in value.items():
            assert name in known, f"{where}.{name} is unknown"
            check(child, known[name], f"{where}.{name}")
    elif isinstance(kind, list):
        assert isinstance(value, list), where
        for i, child in enumerate(value):
            check(child, kind[0], f"{where}[{i}]")
    elif isinstance(kind, set):
        assert value in kind, where
    elif isinstance(kind, re.Pattern):
        assert kind.match(value), f"{where}: {value}"
    else:
        assert type(value) is kind, where


def main(path, n, complete):
    with open(path, encoding="utf8") as file:
        log = json.load(file)
    check(log, "log", "log")
    run, = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == int(n), len(run["results"])
    assert run["invocations"] == [{"executionSuccessful": complete == "true"}]
    for rule in rules:
        assert rule["help"]["text"] and rule["shortDescription"]["text"], rule
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1


main(*sys.argv[1:])
