#!/usr/bin/env python3
"""package.py BUILD OUTPUT VERSION: the programs of BUILD/bin become OUTPUT/patchbay-VERSION.msi.

Signs them and the package when PATCHBAY_SIGN_CERTIFICATE and PATCHBAY_SIGN_KEY name PEM files."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from msi_tables import finish

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAMES = {"sandbox": "Sandbox CRM", "pipedrive": "Pipedrive", "hubspot": "HubSpot", "clio": "Clio", "salesforce": "Salesforce",
         "zoho": "Zoho CRM"}
# Not installed unless ADDLOCAL asks for it: its CRM is for trying things out.
ON_REQUEST = {"sandbox"}
KEPT = ["EXTENSIONID", "FIREFOXID", "CONFIGFILE", "DEFAULTREGION", "PROXY", "LOGLEVEL"]


def sign(file, description):
    certificate, key = os.environ.get("PATCHBAY_SIGN_CERTIFICATE"), os.environ.get("PATCHBAY_SIGN_KEY")
    if not certificate:
        return
    signed = file.with_suffix(file.suffix + ".signed")
    command = ["osslsigncode", "sign", "-certs", certificate, "-key", key, "-h", "sha256", "-n", description]
    if file.suffix == ".msi":
        command.append("-add-msi-dse")
    if stamp := os.environ.get("PATCHBAY_SIGN_TIMESTAMP"):
        command += ["-ts", stamp]
    subprocess.run(command + ["-in", file, "-out", signed], check=True, stdout=subprocess.DEVNULL)
    signed.rename(file)


def stage_manifest(stage, family, member, callers):
    """Where the browsers' keys lead; Windows takes the path from the manifest's own folder."""
    text = (ROOT / "manifest" / f"{family}.json.in").read_text()
    text = text.replace("@PATH@", "..\\\\patchbay-host.exe").replace("@ALLOWED@", ", ".join(json.dumps(one) for one in callers))
    manifest = json.loads(text)
    assert manifest[member] == callers
    folder = stage / family
    folder.mkdir()
    (folder / f"{manifest['name']}.json").write_text(json.dumps(manifest, indent=2) + "\n")


def stage_programs(build, stage):
    (stage / "adapters").mkdir(parents=True)
    programs = {build / "bin" / "patchbay-host.exe": stage / "patchbay-host.exe"}
    for adapter in NAMES:
        programs[build / "bin" / "adapters" / f"{adapter}.dll"] = stage / "adapters" / f"{adapter}.dll"
    for source, target in programs.items():
        subprocess.run(["x86_64-w64-mingw32-strip", source, "-o", target], check=True)
        sign(target, "Patchbay")
    shutil.copytree(build / "bin" / "tzdata", stage / "tzdata")
    shutil.copy(build / "bin" / "THIRD-PARTY-NOTICES.txt", stage)
    ids = json.loads((ROOT / "manifest" / "extension_ids.json").read_text())
    stage_manifest(stage, "chromium", "allowed_origins", [f"chrome-extension://{one}/" for one in ids["chromium"]])
    stage_manifest(stage, "firefox", "allowed_extensions", ids["firefox"])


def source_text(stage):
    """patchbay.wxs with what there is one of for each adapter, time zone file and property."""
    files = [f'                <File Id="Zone{zone.name}" Name="{zone.name}" Source="$(var.Stage)/tzdata/{zone.name}"'
             f'{" KeyPath=" + chr(34) + "yes" + chr(34) if index == 0 else ""}/>'
             for index, zone in enumerate(sorted((stage / "tzdata").iterdir()))]
    parts = {"ADAPTER_COMPONENTS": [], "ADAPTER_FEATURES": [], "ZONE_FILES": files, "KEEP_PROPERTIES": [], "KEEP_SEQUENCE": []}
    for adapter, name in NAMES.items():
        part = adapter.capitalize()
        level = 3 if adapter in ON_REQUEST else 1
        parts["ADAPTER_COMPONENTS"].append(
            f'              <Component Id="Adapter{part}" Guid="*" Win64="yes">'
            f'<File Id="Dll{part}" Name="{adapter}.dll" Source="$(var.Stage)/adapters/{adapter}.dll" KeyPath="yes"/></Component>')
        parts["ADAPTER_FEATURES"].append(
            f'      <Feature Id="{part}" Title="{name}" Level="{level}"><ComponentRef Id="Adapter{part}"/></Feature>')
    for index, name in enumerate(KEPT):
        parts["KEEP_PROPERTIES"] += [
            f'    <CustomAction Id="Save{name}" Property="GIVEN_{name}" Value="[{name}]"/>',
            f'    <CustomAction Id="Restore{name}" Property="{name}" Value="[GIVEN_{name}]"/>']
        parts["KEEP_SEQUENCE"] += [
            f'      <Custom Action="Save{name}" Sequence="{30 + index}">{name}</Custom>',
            f'      <Custom Action="Restore{name}" Sequence="{60 + index}">GIVEN_{name}</Custom>']
    text = (HERE / "patchbay.wxs").read_text()
    for name, lines in parts.items():
        text = text.replace(f"@{name}@", "\n".join(lines))
    return text


def make(build, work, package, version):
    """The package, in a folder of work."""
    stage, source = work / "stage", work / "patchbay.wxs"
    stage_programs(build, stage)
    source.write_text(source_text(stage))
    # What wixl does not know it leaves out with a warning and success: a warning ends it here. It takes no absolute path.
    subprocess.run(["wixl", "--arch", "x64", "-D", f"Version={version}", "-D", "Stage=stage", "-o", package, source.name], check=True,
                   cwd=work, env={**os.environ, "G_DEBUG": "fatal-warnings"})
    secure = KEPT + [f"GIVEN_{name}" for name in KEPT] + ["REMOVEUSERDATA", "INSTALLEDFOLDER"]
    faults = finish(package, stage, version, secure)
    if faults:
        sys.exit("\n".join(faults))


def main(build, output, version):
    build, output = pathlib.Path(build).resolve(), pathlib.Path(output).resolve()
    output.mkdir(parents=True, exist_ok=True)
    package = output / f"patchbay-{version}.msi"
    with tempfile.TemporaryDirectory(dir=build, prefix="package-") as work:
        make(build, pathlib.Path(work), package, version)
    sign(package, "Patchbay")
    print(package)


if __name__ == "__main__":
    main(*sys.argv[1:])
