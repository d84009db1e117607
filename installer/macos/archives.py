"""The three archives that a flat macOS package is made of, with Python's standard library alone: cpio (what is installed), Bom (its bill
of materials) and xar (the package). A tree is a list of Entry, each folder before what it holds. What is written depends on the tree
alone: owners are root:wheel, times are SOURCE_DATE_EPOCH's."""
import gzip
import hashlib
import os
import struct
import subprocess
import time
import zlib
from typing import NamedTuple
from xml.etree import ElementTree

EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1700000000"))
FOLDER, FILE, PROGRAM = 0o40755, 0o100644, 0o100755


class Entry(NamedTuple):
    name: str  # "." or "./a/b"
    mode: int
    content: bytes = b""

    @property
    def is_folder(self):
        return self.mode == FOLDER


def tree(root):
    """What lies below a folder of the file system."""
    entries = [Entry(".", FOLDER)]
    for folder, folders, files in os.walk(root):
        folders.sort()
        name = os.path.join(".", os.path.relpath(folder, root)) if folder != str(root) else "."
        if name != ".":
            entries.append(Entry(name, FOLDER))
        for file in sorted(files):
            path = os.path.join(folder, file)
            with open(path, "rb") as stream:
                entries.append(Entry(f"{name}/{file}", PROGRAM if os.access(path, os.X_OK) else FILE, stream.read()))
    return entries


def cpio(entries):
    """The portable form, compressed."""
    def record(number, entry, links):
        name = entry.name.encode() + b"\0"
        fields = (0, number, entry.mode, 0, 0, links, 0)
        return (b"070707" + b"".join(b"%06o" % field for field in fields) +
                b"%011o%06o%011o" % (EPOCH, len(name), len(entry.content)) + name + entry.content)
    records = [record(number, entry, 2 if entry.is_folder else 1) for number, entry in enumerate(entries, 1)]
    return gzip.compress(b"".join(records) + record(0, Entry("TRAILER!!!", 0), 1), mtime=0)


def checksum(content):
    """POSIX cksum's, as a bill of materials has it."""
    return int(subprocess.run(["cksum"], input=content, capture_output=True, check=True).stdout.split()[0])


class Blocks:
    """The numbered blocks that a Bom consists of, and the names of some."""

    def __init__(self):
        self.blocks = []
        self.names = []

    def add(self, content):
        self.blocks.append(content)
        return len(self.blocks)

    def tree(self, pairs, block_bytes=4096):
        leaf = struct.pack(">HHII", 1, len(pairs), 0, 0) + b"".join(struct.pack(">II", *pair) for pair in pairs)
        return b"tree" + struct.pack(">IIIIB", 1, self.add(leaf), block_bytes, len(pairs), 0)

    def name(self, name, content):
        self.names.append((self.add(content), name))

    def store(self):
        names = struct.pack(">I", len(self.names))
        for block, name in self.names:
            names += struct.pack(">IB", block, len(name)) + name.encode()
        start = 512 + len(names)
        rows, body = [(0, 0)], b""
        for block in self.blocks:
            rows.append((start + len(body), len(block)))
            body += block
        index = struct.pack(">I", len(rows)) + b"".join(struct.pack(">II", *row) for row in rows) + bytes(20)
        head = b"BOMStore" + struct.pack(">IIIIII", 1, len(self.blocks), start + len(body), len(index), 512, len(names))
        return head.ljust(512, b"\0") + names + body + index


def bom(entries):
    if len(entries) > 256:
        raise SystemExit("A component of more than 256 files needs a tree of several leaves, which this does not write.")
    blocks, rows, numbers = Blocks(), [], {}
    blocks.name("BomInfo", struct.pack(">III", 1, len(entries) + 1, 1) + bytes(16))
    # Apple's own tool lists them level by level.
    for number, entry in enumerate(sorted(entries, key=lambda one: one.name.count("/")), 1):
        numbers[entry.name] = number
        above = numbers[os.path.dirname(entry.name)] if entry.name != "." else 0
        size, sum_of = (0, 0) if entry.is_folder else (len(entry.content), checksum(entry.content))
        about = struct.pack(">BBHHIIIIBII", 2 if entry.is_folder else 1, 1, 3, entry.mode, 0, 0, EPOCH, size, 1, sum_of, 0)
        key = blocks.add(struct.pack(">II", number, blocks.add(about)))
        rows.append((key, blocks.add(struct.pack(">I", above) + os.path.basename(entry.name).encode() + b"\0")))
    blocks.name("Paths", blocks.tree(rows))
    blocks.name("HLIndex", blocks.tree([]))
    blocks.name("VIndex", struct.pack(">IIIB", 1, blocks.add(blocks.tree([], 128)), 0, 0))
    blocks.name("Size64", blocks.tree([]))
    return blocks.store()


def xar(files):
    """`files`: (path, content), folders by their names alone. What is compressed already is stored as it is."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(EPOCH))
    heap = bytearray(20)  # first the table of contents' own checksum
    root = ElementTree.Element("xar")
    contents = ElementTree.SubElement(root, "toc")
    ElementTree.SubElement(contents, "creation-time").text = moment
    own = ElementTree.SubElement(contents, "checksum", style="sha1")
    for name, value in (("offset", 0), ("size", 20)):
        ElementTree.SubElement(own, name).text = str(value)
    folders, numbers = {"": contents}, iter(range(1, 1 << 30))

    def node(path, kind, mode):
        parent = folder(os.path.dirname(path))
        element = ElementTree.SubElement(parent, "file", id=str(next(numbers)))
        facts = {"name": os.path.basename(path), "ctime": moment + "Z", "mtime": moment + "Z", "atime": moment + "Z", "type": kind,
                 "mode": mode, "uid": "0", "user": "root", "gid": "0", "group": "wheel"}
        for name, value in facts.items():
            ElementTree.SubElement(element, name).text = value
        return element

    def folder(path):
        if path not in folders:
            folders[path] = node(path, "directory", "0755")
        return folders[path]

    for path, content in files:
        stored = content if content[:2] == b"\x1f\x8b" else zlib.compress(content, 9)
        data = ElementTree.SubElement(node(path, "file", "0644"), "data")
        for name, value in (("length", len(stored)), ("offset", len(heap)), ("size", len(content))):
            ElementTree.SubElement(data, name).text = str(value)
        style = "octet-stream" if stored is content else "x-gzip"
        ElementTree.SubElement(data, "encoding", style=f"application/{style}")
        ElementTree.SubElement(data, "extracted-checksum", style="sha1").text = hashlib.sha1(content).hexdigest()
        ElementTree.SubElement(data, "archived-checksum", style="sha1").text = hashlib.sha1(stored).hexdigest()
        heap += stored
    text = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    packed = zlib.compress(text, 9)
    heap[:20] = hashlib.sha1(packed).digest()
    return struct.pack(">4sHHQQI", b"xar!", 28, 1, len(packed), len(text), 1) + packed + bytes(heap)
