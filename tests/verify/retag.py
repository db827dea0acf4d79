#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""retag.py IN OUT TAG WHAT: copy an RPM, with another type (WHAT is a number) or
another text of the same length (WHAT is =TEXT) for a tag of its header, and
with digests that fit; see rpm's docs/manual/format_header.md."""
import hashlib
import struct
import sys

LEAD = 96
ENTRY = 16
SHA1, SHA256, SHA3, MD5 = 269, 273, 279, 1004


class Header:
    def __init__(self, data, start):
        self.start = start
        self.n, size = struct.unpack_from('>II', data, start + 8)
        self.store = start + 16 + self.n * ENTRY
        self.end = self.store + size

    def entries(self, data):
        for at in range(self.start + 16, self.store, ENTRY):
            tag, kind, offset, count = struct.unpack_from('>4I', data, at)
            yield at, tag, self.store + offset


def main(source, target, tag, what):
    with open(source, 'rb') as f:
        data = bytearray(f.read())
    signature = Header(data, LEAD)
    header = Header(data, (signature.end + 7) // 8 * 8)
    for at, found, value in list(header.entries(data)):
        if found == tag and what.startswith('='):
            data[value:value + len(what) - 1] = what[1:].encode()
        elif found == tag:
            struct.pack_into('>I', data, at + 4, int(what))
    text = bytes(data[header.start:header.end])
    digests = {
        SHA1: hashlib.sha1(text).hexdigest().encode(),
        SHA256: hashlib.sha256(text).hexdigest().encode(),
        SHA3: hashlib.sha3_256(text).hexdigest().encode(),
        MD5: hashlib.md5(bytes(data[header.start:])).digest(),
    }
    for _, found, value in list(signature.entries(data)):
        digest = digests.get(found, b'')
        data[value:value + len(digest)] = digest
    with open(target, 'wb') as f:
        f.write(data)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
