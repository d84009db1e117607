#!/usr/bin/env python3
"""package.py BUILD OUTPUT VERSION CPUS: the programs of BUILD (bin/patchbay-host, lib/patchbay/adapters, the notices) become
OUTPUT/patchbay-VERSION.pkg for the processors CPUS ("arm64,x86_64").

On a Mac Apple's own tools write it, and sign it where PATCHBAY_SIGN_INSTALLER names a "Developer ID Installer" certificate; elsewhere
archives.py writes it."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple
from xml.etree import ElementTree

import archives

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOP = "/Library/Application Support/Patchbay"  # nothing above it is in the package, whose owners are others
NAMES = {"pipedrive": "Pipedrive", "hubspot": "HubSpot", "clio": "Clio", "salesforce": "Salesforce", "zoho": "Zoho CRM",
         "sandbox": "Sandbox CRM"}
# Not installed unless it is chosen: its CRM is for trying things out.
ON_REQUEST = {"sandbox"}
OLDEST_MACOS = "13.0"


class Component(NamedTuple):
    name: str
    title: str
    about: str
    required: bool = False
    chosen: bool = True
    scripts: tuple = ()

    @property
    def id(self):
        return f"io.patchbay.pkg.{self.name}"


# In the order of installation. The browsers last: they are led to the new version when all of it is there.
COMPONENTS = [
    Component("host", "Patchbay", "The program that browsers start.", required=True, scripts=("preinstall",)),
    *(Component(f"adapter.{name}", title, f"Finds callers in {title} and logs calls there.", chosen=name not in ON_REQUEST)
      for name, title in NAMES.items()),
    Component("browsers", "Browsers", "Chrome, Chromium, Edge, Brave and Firefox find Patchbay.", required=True,
              scripts=("postinstall",)),
]


def write(path, content, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)


def places():
    """The folders of all users in which browsers look for manifests, by family."""
    by_family = {"chromium": [], "firefox": []}
    for browser in json.loads((ROOT / "manifest" / "locations.json").read_text())["browsers"]:
        known = by_family[browser["family"]]
        known += [place for place in browser["macos"]["system"] if place not in known]
    return by_family


def manifest(family, program):
    ids = json.loads((ROOT / "manifest" / "extension_ids.json").read_text())[family]
    callers = [f"chrome-extension://{one}/" for one in ids] if family == "chromium" else ids
    text = (ROOT / "manifest" / f"{family}.json.in").read_text()
    text = text.replace("@PATH@", program).replace("@ALLOWED@", ", ".join(json.dumps(one) for one in callers))
    return json.dumps(json.loads(text), indent=2) + "\n"


def script(name, version):
    text = (HERE / "scripts" / f"{name}.in").read_text().replace("@VERSION@", version)
    for family, folders in places().items():
        text = text.replace(f"@{family.upper()}@", " ".join(f'"{one}"' for one in folders))
    return text.replace("@COMPONENTS@", " ".join(component.id for component in COMPONENTS))


def stage(build, work, version):
    """What each component installs, and its scripts, in folders of work."""
    def place(component, path, *what):
        write(work / component / "root" / path, *what)
    for component in COMPONENTS:
        for name in component.scripts:
            write(work / component.name / "scripts" / name, script(name, version), 0o755)
    place("host", f"{version}/THIRD-PARTY-NOTICES.txt", (build / "THIRD-PARTY-NOTICES.txt").read_bytes())
    place("host", f"{version}/bin/patchbay-host", (build / "bin" / "patchbay-host").read_bytes(), 0o755)
    program = f"{TOP}/{version}/bin/patchbay-host"
    for family in ("chromium", "firefox"):
        place("host", f"{version}/bin/{family}/io.patchbay.host.json", manifest(family, program))
    for name in NAMES:
        file = f"lib/patchbay/adapters/{name}.dylib"
        place(f"adapter.{name}", f"{version}/{file}", (build / file).read_bytes(), 0o755)
    place("browsers", "uninstall.sh", script("uninstall.sh", version), 0o755)


def distribution(sizes, version, cpus, inside="#"):
    """What the installer shows and checks. `sizes`: kilobytes by the name of a component; `inside` stands before what the package holds,
    but not before what productbuild has yet to put there."""
    root = ElementTree.Element("installer-gui-script", minSpecVersion="2")
    ElementTree.SubElement(root, "title").text = "Patchbay"
    ElementTree.SubElement(root, "options", {"customize": "allow", "require-scripts": "false", "rootVolumeOnly": "true",
                                             "hostArchitectures": cpus})
    ElementTree.SubElement(root, "domains", enable_anywhere="false", enable_currentUserHome="false", enable_localSystem="true")
    allowed = ElementTree.SubElement(ElementTree.SubElement(root, "volume-check"), "allowed-os-versions")
    ElementTree.SubElement(allowed, "os-version", min=OLDEST_MACOS)
    outline = ElementTree.SubElement(root, "choices-outline")
    for component in COMPONENTS:
        ElementTree.SubElement(outline, "line", choice=component.id)
        choice = ElementTree.SubElement(root, "choice", id=component.id, title=component.title, description=component.about,
                                        visible="true", enabled="false" if component.required else "true",
                                        start_selected="true" if component.chosen else "false")
        ElementTree.SubElement(choice, "pkg-ref", id=component.id)
        ElementTree.SubElement(root, "pkg-ref", id=component.id, version=version, installKBytes=str(sizes[component.name]),
                               auth="root", onConclusion="none").text = f"{inside}{component.name}.pkg"
    ElementTree.SubElement(root, "product", id="io.patchbay.pkg", version=version)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def package_info(component, entries, kilobytes, version):
    root = ElementTree.Element("pkg-info", {
        "format-version": "2", "identifier": component.id, "version": version, "install-location": TOP, "auth": "root",
        "overwrite-permissions": "true", "relocatable": "false", "postinstall-action": "none"})
    ElementTree.SubElement(root, "payload", numberOfFiles=str(len(entries)), installKBytes=str(kilobytes))
    if component.scripts:
        scripts = ElementTree.SubElement(root, "scripts")
        for name in component.scripts:
            ElementTree.SubElement(scripts, name, file=f"./{name}")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def kilobytes_below(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) // 1024 + 1


def write_anywhere(work, package, version, cpus):
    files, sizes = [], {}
    for component in COMPONENTS:
        folder = work / component.name
        entries = archives.tree(folder / "root")
        sizes[component.name] = kilobytes_below(folder / "root")
        parts = {"PackageInfo": package_info(component, entries, sizes[component.name], version), "Bom": archives.bom(entries),
                 "Payload": archives.cpio(entries)}
        if component.scripts:
            parts["Scripts"] = archives.cpio(archives.tree(folder / "scripts"))
        files += [(f"{component.name}.pkg/{name}", content) for name, content in parts.items()]
    package.write_bytes(archives.xar([("Distribution", distribution(sizes, version, cpus))] + files))


def write_on_a_mac(work, package, version, cpus):
    sizes = {}
    for component in COMPONENTS:
        folder = work / component.name
        sizes[component.name] = kilobytes_below(folder / "root")
        scripts = ["--scripts", folder / "scripts"] if component.scripts else []
        subprocess.run(["pkgbuild", "--root", folder / "root", "--identifier", component.id, "--version", version, "--ownership",
                        "recommended", "--install-location", TOP, *scripts, work / f"{component.name}.pkg"], check=True)
    (work / "Distribution").write_bytes(distribution(sizes, version, cpus, inside=""))
    signer = os.environ.get("PATCHBAY_SIGN_INSTALLER")
    subprocess.run(["productbuild", "--distribution", work / "Distribution", "--package-path", work,
                    *(["--sign", signer] if signer else []), package], check=True)


def main(build, output, version, cpus):
    build, output = pathlib.Path(build).resolve(), pathlib.Path(output).resolve()
    output.mkdir(parents=True, exist_ok=True)
    package = output / f"patchbay-{version}.pkg"
    with tempfile.TemporaryDirectory(dir=build, prefix="package-") as work:
        stage(build, pathlib.Path(work), version)
        (write_on_a_mac if shutil.which("pkgbuild") else write_anywhere)(pathlib.Path(work), package, version, cpus)
    print(package)


if __name__ == "__main__":
    main(*sys.argv[1:])
