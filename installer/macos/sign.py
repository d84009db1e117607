#!/usr/bin/env python3
"""sign.py FILE...: a Mach-O file for one processor whose linker left it unsigned is signed by nobody, in place: a hash of each page, behind
everything else. zig's linker does so for Apple's processors alone, which insist on it; of Intel's, codesign would call the file unsigned."""
import hashlib
import pathlib
import struct
import sys

PROGRAM = 2  # of the kinds of files
SEGMENT, SIGNATURE = 0x19, 0x1d  # of the commands
PAGE = 4096
AD_HOC, BY_LINKER = 2, 0x20000
SHA256, HASH_BYTES, HEAD_BYTES = 2, 32, 88


def round_up(number, to):
    return -(-number // to) * to


def commands(data):
    at = 32
    for _ in range(struct.unpack_from("<I", data, 16)[0]):
        command, size = struct.unpack_from("<II", data, at)
        yield command, at
        at += size


def signature(name, code, text_bytes, is_program):
    """A CodeDirectory and the blob around it."""
    pages = [hashlib.sha256(code[at:at + PAGE]).digest() for at in range(0, len(code), PAGE)]
    hashes_at = HEAD_BYTES + len(name)
    directory = struct.pack(">9I4BI", 0xfade0c02, hashes_at + HASH_BYTES * len(pages), 0x20400, AD_HOC | BY_LINKER, hashes_at, HEAD_BYTES,
                            0, len(pages), len(code), HASH_BYTES, SHA256, 0, PAGE.bit_length() - 1, 0)
    directory += struct.pack(">3I4Q", 0, 0, 0, 0, 0, text_bytes, int(is_program)) + name + b"".join(pages)
    return struct.pack(">5I", 0xfade0cc0, 20 + len(directory), 1, 0, 20) + directory


def sign(file):
    data = bytearray(file.read_bytes())
    magic, _, _, kind, count, size = struct.unpack_from("<6I", data)
    if magic != 0xfeedfacf:
        raise SystemExit(f"{file} is no Mach-O file for one processor.")
    found = list(commands(data))
    if any(command == SIGNATURE for command, _ in found):
        return
    segments = {bytes(data[at + 8:at + 24]).rstrip(b"\0"): at for command, at in found if command == SEGMENT}
    text, last = segments[b"__TEXT"], segments[b"__LINKEDIT"]
    text_bytes, = struct.unpack_from("<Q", data, text + 48)
    last_at, last_bytes = struct.unpack_from("<QQ", data, last + 40)
    if last_at + last_bytes != len(data) or any(data[32 + size:48 + size]):
        raise SystemExit(f"{file} has no room for a signature.")
    data += bytes(-len(data) % 16)
    start, name = len(data), file.name.encode() + b"\0"
    signature_bytes = 20 + HEAD_BYTES + len(name) + HASH_BYTES * (round_up(start, PAGE) // PAGE)
    last_bytes = start + signature_bytes - last_at
    struct.pack_into("<II", data, 16, count + 1, size + 16)
    struct.pack_into("<4I", data, 32 + size, SIGNATURE, 16, start, signature_bytes)
    struct.pack_into("<Q", data, last + 32, round_up(last_bytes, PAGE))
    struct.pack_into("<Q", data, last + 48, last_bytes)
    file.write_bytes(data + signature(name, data, text_bytes, kind == PROGRAM))


for path in sys.argv[1:]:
    sign(pathlib.Path(path))
