#!/usr/bin/env python3
"""macho.py FILE: what stands in a Mach-O file for each processor, as JSON: kind, oldest macOS, libraries, and whether the pages are those
that its signature names."""
import hashlib
import json
import struct
import sys

CPUS = {0x0100000c: "arm64", 0x01000007: "x86_64"}
KINDS = {2: "program", 6: "library", 8: "bundle"}


def signature(image, start):
    magic, _, count = struct.unpack(">III", image[start:start + 12])
    assert magic == 0xfade0cc0, "no signature"
    for row in range(count):
        slot, offset = struct.unpack(">II", image[start + 12 + 8 * row:start + 20 + 8 * row])
        if slot != 0:
            continue
        at = start + offset
        (_, _, _, flags, hashes, _, _, pages, limit, size, algorithm, _, page_bits) = struct.unpack(">9I4B", image[at:at + 40])
        name, page = {1: "sha1", 2: "sha256"}[algorithm], 1 << page_bits
        wrong = 0
        for number in range(pages):
            part = image[number * page:min((number + 1) * page, limit)]
            said = image[at + hashes + number * size:at + hashes + (number + 1) * size]
            wrong += hashlib.new(name, part).digest()[:size] != said
        return {"ad_hoc": bool(flags & 2), "algorithm": name, "pages": pages, "wrong_pages": wrong, "covers": limit == start}
    return None


def slice_of(image):
    magic, cpu, _, kind, commands, _, flags = struct.unpack("<7I", image[:28])
    assert magic == 0xfeedfacf, "no Mach-O file of 64 bits"
    about = {"cpu": CPUS[cpu], "kind": KINDS.get(kind, str(kind)), "position_independent": bool(flags & 0x200000), "libraries": [],
             "search_paths": [], "signature": None}
    at = 32
    for _ in range(commands):
        command, size = struct.unpack("<II", image[at:at + 8])

        def text(place):
            start = at + struct.unpack("<I", image[at + place:at + place + 4])[0]
            return image[start:at + size].split(b"\0")[0].decode()
        if command in (0xc, 0x80000018, 0x8000001f):
            about["libraries"].append(text(8))
        elif command == 0x32:
            version, = struct.unpack("<I", image[at + 12:at + 16])
            about["macos"] = f"{version >> 16}.{version >> 8 & 255}"
        elif command == 0x1d:
            about["signature"] = signature(image, struct.unpack("<I", image[at + 8:at + 12])[0])
        elif command == 0x8000001c:
            about["search_paths"].append(text(8))
        at += size
    return about


def main(file):
    with open(file, "rb") as stream:
        data = stream.read()
    if data[:4] != b"\xca\xfe\xba\xbe":
        return [slice_of(data)]
    slices = []
    for number in range(struct.unpack(">I", data[4:8])[0]):
        cpu, _, start, size, align = struct.unpack(">5I", data[8 + 20 * number:28 + 20 * number])
        assert start % (1 << align) == 0, "a part that the system cannot map"
        slices.append(slice_of(data[start:start + size]))
        assert slices[-1]["cpu"] == CPUS[cpu]
    return slices


print(json.dumps(main(sys.argv[1])))
