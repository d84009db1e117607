#!/usr/bin/env python3
"""read_package.py FILE: what stands in a flat macOS package, as JSON; a checksum, an offset or a count that is wrong ends it. Shares
nothing with what writes packages."""
import gzip
import hashlib
import json
import struct
import sys
import zlib
from xml.etree import ElementTree


def xar(data):
    magic, head, version, packed, size, algorithm = struct.unpack(">4sHHQQI", data[:28])
    assert (magic, version, algorithm) == (b"xar!", 1, 1), "no xar archive with SHA-1"
    text, heap = zlib.decompress(data[head:head + packed]), data[head + packed:]
    assert len(text) == size and heap[:20] == hashlib.sha1(data[head:head + packed]).digest(), "the table of contents is damaged"
    files, end = {}, 20

    def walk(element, above):
        nonlocal end
        for file in element.findall("file"):
            path = above + file.findtext("name")
            part = file.find("data")
            if part is not None:
                start, length = int(part.findtext("offset")), int(part.findtext("length"))
                assert start == end, f"{path} does not begin where the last one ends"
                end = start + length
                stored = heap[start:end]
                assert hashlib.sha1(stored).hexdigest() == part.findtext("archived-checksum"), path
                content = zlib.decompress(stored) if part.find("encoding").get("style") == "application/x-gzip" else stored
                assert hashlib.sha1(content).hexdigest() == part.findtext("extracted-checksum"), path
                assert len(content) == int(part.findtext("size")), path
                files[path] = content
            walk(file, path + "/")
    walk(ElementTree.fromstring(text).find("toc"), "")
    assert end == len(heap), "something lies behind the last file"
    return files


def cpio(data):
    data, at, entries = gzip.decompress(data), 0, {}
    while True:
        head = data[at:at + 76]
        assert head[:6] == b"070707", "no cpio archive of the portable form"
        mode, user, group = (int(head[start:start + 6], 8) for start in (18, 24, 30))
        named, size = int(head[59:65], 8), int(head[65:76], 8)
        name = data[at + 76:at + 76 + named - 1].decode()
        content = data[at + 76 + named:at + 76 + named + size]
        at += 76 + named + size
        if name == "TRAILER!!!":
            return entries
        assert name not in entries, f"{name} is there twice"
        entries[name] = {"mode": mode, "user": user, "group": group, "content": content}


def posix_checksum(data):
    total = 0
    length = len(data)
    tail = []
    while length:
        tail.append(length & 0xff)
        length >>= 8
    for byte in data + bytes(tail):
        total ^= byte << 24
        for _ in range(8):
            total = ((total << 1) ^ 0x04C11DB7 if total & 0x80000000 else total << 1) & 0xffffffff
    return total ^ 0xffffffff


def bom(data):
    assert data[:8] == b"BOMStore"
    _, count, index_at, index_size, names_at, names_size = struct.unpack(">IIIIII", data[8:32])
    rows, = struct.unpack(">I", data[index_at:index_at + 4])
    assert index_at + index_size == len(data) and rows == count + 1
    places = [struct.unpack(">II", data[index_at + 4 + 8 * row:index_at + 12 + 8 * row]) for row in range(rows)]

    def block(number):
        start, size = places[number]
        return data[start:start + size]
    known, at = {}, names_at + 4
    for _ in range(struct.unpack(">I", data[names_at:names_at + 4])[0]):
        number, length = struct.unpack(">IB", data[at:at + 5])
        known[data[at + 5:at + 5 + length].decode()] = number
        at += 5 + length
    assert at == names_at + names_size and set(known) == {"BomInfo", "Paths", "HLIndex", "VIndex", "Size64"}
    tree = block(known["Paths"])
    leaf = block(struct.unpack(">I", tree[8:12])[0])
    is_leaf, pairs = struct.unpack(">HH", leaf[:4])
    assert tree[:4] == b"tree" and is_leaf == 1 and pairs == struct.unpack(">I", tree[16:20])[0]
    names, entries = {}, {}
    for pair in range(pairs):
        key, value = struct.unpack(">II", leaf[12 + 8 * pair:20 + 8 * pair])
        number, about = struct.unpack(">II", block(key))
        above, = struct.unpack(">I", block(value)[:4])
        name = block(value)[4:-1].decode()
        names[number] = name if above == 0 else f"{names[above]}/{name}"
        kind, _, _, mode, user, group, _, size, _, total, _ = struct.unpack(">BBHHIIIIBII", block(about)[:31])
        entries[names[number]] = {"kind": kind, "mode": mode, "user": user, "group": group, "size": size, "checksum": total}
    return entries


def component(files, name):
    info = ElementTree.fromstring(files[f"{name}/PackageInfo"])
    payload, bill = cpio(files[f"{name}/Payload"]), bom(files[f"{name}/Bom"])
    assert set(payload) == set(bill), f"{name}: the bill of materials lists other files"
    for path, entry in payload.items():
        folder = entry["mode"] == 0o40755
        same = bill[path]
        assert (entry["mode"], entry["user"], entry["group"]) == (same["mode"], same["user"], same["group"]), path
        assert same["kind"] == (2 if folder else 1) and same["size"] == len(entry["content"]), path
        assert folder or len(entry["content"]) > 1 << 20 or same["checksum"] == posix_checksum(entry["content"]), path
    assert int(info.find("payload").get("numberOfFiles")) == len(payload)
    scripts = cpio(files[f"{name}/Scripts"]) if f"{name}/Scripts" in files else {}
    named = info.find("scripts")
    assert {f"./{one.tag}" for one in (named if named is not None else [])} == set(scripts) - {"."}, f"{name}: scripts"
    return {"id": info.get("identifier"), "version": info.get("version"), "location": info.get("install-location"),
            "files": {path: {"mode": f"{entry['mode']:o}", "user": entry["user"], "group": entry["group"]} for path, entry in payload.items()},
            "scripts": {path[2:]: {"mode": f"{entry['mode']:o}", "text": entry["content"].decode()}
                        for path, entry in scripts.items() if path != "."}}


def main(file):
    with open(file, "rb") as stream:
        files = xar(stream.read())
    distribution = ElementTree.fromstring(files["Distribution"])
    references = [(one.get("id"), one.get("version"), one.text.lstrip("#")) for one in distribution.findall("pkg-ref")]
    components = [component(files, name) for _, _, name in references]
    assert {path.split("/")[0] for path in files} - {"Distribution"} == {name for _, _, name in references}
    for (identifier, version, _), read in zip(references, components):
        assert (identifier, version) == (read["id"], read["version"])
    lines = [one.get("choice") for one in distribution.find("choices-outline")]
    choices = {one.get("id"): one for one in distribution.findall("choice")}
    print(json.dumps({
        "processors": distribution.find("options").get("hostArchitectures"),
        "macos": distribution.find("volume-check/allowed-os-versions/os-version").get("min"),
        "choices": [{"id": line, "package": choices[line].find("pkg-ref").get("id"), "required": choices[line].get("enabled") == "false",
                     "chosen": choices[line].get("start_selected") == "true"} for line in lines],
        "components": components}))


main(sys.argv[1])
