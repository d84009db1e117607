#!/usr/bin/env python3
"""notices.py SYSTEM OUT DEPENDENCIES [COMPILER]: writes to OUT whose work stands in the programs for SYSTEM (windows, macos), and under
which licenses: for each part what the Debian package of it says, and the whole text of every license that is referred to.

DEPENDENCIES is what SYSTEM/dependencies.sh printed, COMPILER what macos/compiler.sh did. Where a package is not installed, its copyright
file is fetched with linux/unpack.sh. A library of the recipe or of SYSTEM/packages.cmake that is not listed here ends it with status 1;
status 3: a package cannot be had."""
import gzip
import os
import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

HERE = pathlib.Path(__file__).resolve().parent
FETCHED = HERE.parent / "build" / "third_party"
LICENSES = pathlib.Path("/usr/share/common-licenses")
BOTH = ("windows", "macos")
# Found by packages.cmake, and in no program that is installed.
TESTS_ONLY = {"Catch2"}


class Part(NamedTuple):
    title: str
    package: str       # of Debian, whose copyright file tells of it
    source: str = ""   # what dependencies.sh builds it from; else it is linked from that package
    names: tuple = ()  # in packages.cmake
    systems: tuple = BOTH
    about: str = ""


class Text(NamedTuple):
    """What no package of Debian's tells of: a file of the compiler's own."""
    title: str
    file: str


PARTS = [
    Part("Abseil", "libabsl20220623", "abseil"),
    Part("Boost", "libboost1.81-dev", names=("Boost", "libboost_json.a"),
         about="What the package says of Boost as a whole; the authors of each file stand in the package."),
    Part("CLI11", "libcli11-dev", names=("CLI11",)),
    Part("curl", "libcurl4", "curl", ("CURL", "libcurl.a")),
    Part("date", "libhowardhinnant-date-dev", "howardhinnant-date", ("date", "libdate-tz.a"),
         about="Changed for Windows: it looks for time zones beside the program."),
    Part("GCC's runtime libraries (libstdc++, libgcc)", "gcc-mingw-w64-base", systems=("windows",),
         about="Linked under the GCC Runtime Library Exception. Changed: std::atomic's wait looks and sleeps under one lock."),
    Part("libphonenumber", "libphonenumber8", "libphonenumber", ("libphonenumber.a",),
         about="Changed: a bracket in its adapter to RE2, and it asks Unicode's data for digits instead of ICU."),
    Part("libphonenumber's time zones", "python3-phonenumbers",
         about="Changed: a table of numbers' beginnings was made of it, and some zones corrected."),
    Part("mingw-w64 (start-up code, winpthreads)", "mingw-w64-x86-64-dev", systems=("windows",)),
    Part("nghttp2", "libnghttp2-14", "nghttp2", ("libnghttp2.a",)),
    Part("OpenSSL", "libssl3", "openssl", ("OpenSSL", "libcrypto.a", "libssl.a")),
    Part("Protocol Buffers", "libprotobuf-lite32", "protobuf", ("Protobuf",)),
    Part("RE2", "libre2-9", "re2"),
    Part("SQLite", "libsqlite3-0", "sqlite3", ("libsqlite3.a",)),
    Part("SQLiteCpp", "libsqlitecpp-dev", "sqlitecpp", ("SQLiteCpp", "libSQLiteCpp.a")),
    Part("The time zone database", "tzdata", "tzdata", systems=("windows",)),
    Part("Unicode's character data", "unicode-data", about="Changed: tables of digits and of characters' kinds were made of it."),
    Part("zlib", "libz-mingw-w64-dev", names=("libz.a",), systems=("windows",)),
    Part("zlib", "zlib1g", "zlib", ("libz.a",), systems=("macos",)),
]
COMPILER_TEXTS = [
    Text("libc++", "lib/libcxx/LICENSE.TXT"),
    Text("libc++abi", "lib/libcxxabi/LICENSE.TXT"),
    Text("zig's compiler-rt", "LICENSE"),
]


def unlisted(parts, system, versions):
    """What is built or named for the system, and stands in no part."""
    recipe = set(versions) - {part.source for part in parts}
    text = (HERE / system / "packages.cmake").read_text()
    asked = re.search(rf"set\(PATCHBAY_{system.upper()}_PACKAGES ([^)]*)\)", text)[1].split()
    archives = re.findall(r"\blib[\w-]+\.a\b", text)
    return sorted(recipe | set(asked + archives) - TESTS_ONLY - {name for part in parts for name in part.names})


def documents(package):
    """The folder of the package's documents, of which the file `copyright` is there."""
    places = [pathlib.Path("/"), *sorted(FETCHED.glob("*"))]
    for place in places:
        if (place / "usr/share/doc" / package / "copyright").exists():
            return place / "usr/share/doc" / package
    file = f"usr/share/doc/{package}/copyright"
    if subprocess.run([HERE / "linux" / "unpack.sh", package, file, FETCHED / package], stdout=sys.stderr).returncode:
        print(f"{package} cannot be had, whose copyright file is wanted.", file=sys.stderr)
        sys.exit(3)
    return FETCHED / package / "usr/share/doc" / package


def version_of(part, folder, versions):
    if part.source:
        return versions[part.source]
    known = subprocess.run(["dpkg-query", "-W", "-f=${Version}", part.package], capture_output=True, text=True)
    if known.returncode == 0 and known.stdout:
        return known.stdout
    with gzip.open(folder / "changelog.Debian.gz", "rt", encoding="utf-8") as changes:
        return re.match(r"\S+ \(([^)]+)\)", changes.readline())[1]


def copyright_in(part, folder):
    text = (folder / "copyright").read_text(encoding="utf-8")
    if part.package.startswith("libboost"):  # two megabytes: who wrote each test and each page
        kept = [one for one in re.split(r"\n\n+", text) if re.match(r"Files: \*\n|License: BSL-1\.0\n ", one)]
        assert len(kept) == 2, "Boost's copyright file is another"
        text = "\n\n".join(kept)
    return text


def full_license(name):
    """A license by the name that is referred to; some names are another's."""
    file = (LICENSES / name).resolve(strict=True)
    return "" if file.name == name else f"See {file.name}.", file


def section(title, *texts):
    line = "=" * 78
    bodies = "\n\n".join(text.strip("\n") for text in texts if text)
    return f"{line}\n{title}\n{line}\n\n{bodies}\n"


def licenses_in(text):
    """Every license that is referred to by its file, and those that such a name stands for."""
    names = {name.rstrip(".") for name in re.findall(rf"{LICENSES}/([\w.+-]+)", text)}
    told = {name: full_license(name) for name in names}
    told.update({file.name: ("", file) for _, file in list(told.values())})
    return [section(f"{LICENSES}/{name}", hint or file.read_text(encoding="utf-8")) for name, (hint, file) in sorted(told.items())]


def main(system, out, dependencies, compiler=None):
    versions = dict(line.split() for line in (pathlib.Path(dependencies) / "versions").read_text().splitlines())
    parts = [part for part in PARTS if system in part.systems]
    missing = unlisted(parts, system, versions)
    if missing:
        sys.exit(f"There is no notice of {', '.join(missing)}: installer/notices.py lists what is linked.")
    sections = []
    for part in parts:
        folder = documents(part.package)
        sections.append(section(f"{part.title} {version_of(part, folder, versions)}", part.about, copyright_in(part, folder)))
    if system == "macos":
        [top] = pathlib.Path(compiler).glob("node_modules/*/zig-*")
        sections += [section(text.title, (top / text.file).read_text(encoding="utf-8")) for text in COMPILER_TEXTS]
    licenses = licenses_in("".join(sections))
    head = section("Patchbay", (HERE.parent / "LICENSE").read_text(), "The programs contain the work of others, which is told of below in "
                   "the words of Debian's packages of it.\nThey tell of the whole of it, also of tests, build files and packaging, which "
                   "the programs do not contain.\nThe licenses that they refer to by the name of a file stand at the end.")
    pathlib.Path(out).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(out).write_text("\n".join([head, *sections, *licenses]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    os.umask(0o022)
    main(*sys.argv[1:])
