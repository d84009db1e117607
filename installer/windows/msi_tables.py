"""What wixl leaves out of a package, filled in; and the rules that Windows' own checker (ICE) would hold it to, as far as they can be
looked at without Windows."""
import pathlib
import re
import struct
import subprocess

SHORT = re.compile(r"[A-Za-z0-9_\-]{1,8}(\.[A-Za-z0-9_\-]{1,3})?")


def read_table(package, name):
    run = subprocess.run(["msiinfo", "export", package, name], check=True, capture_output=True, text=True)
    lines = run.stdout.replace("\r", "").split("\n")
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"))) for line in lines[3:] if line]


def change(package, *statements):
    for statement in statements:
        subprocess.run(["msibuild", package, "-q", statement], check=True)


def with_short_name(name, taken):
    """`name` with its 8.3 name before it, which the format wants for every longer one."""
    if SHORT.fullmatch(name):
        return name
    stem, _, ending = name.rpartition(".") if "." in name else (name, "", "")
    plain = re.sub(r"[^A-Z0-9_\-]", "", stem.upper())
    for number in range(1, 1000):
        short = f"{plain[:6 if number < 10 else 5]}~{number}" + (f".{ending.upper()[:3]}" if ending else "")
        if short not in taken:
            taken.add(short)
            return f"{short}|{name}"
    raise ValueError(name)


def program_version(file):
    """The version in a program's resource; none for what has none."""
    data = file.read_bytes()
    at = data.find(b"\xbd\x04\xef\xfe")  # the signature of VS_FIXEDFILEINFO
    if data[:2] != b"MZ" or at < 0:
        return None
    high, low = struct.unpack("<II", data[at + 8:at + 16])
    return f"{high >> 16}.{high & 0xffff}.{low >> 16}.{low & 0xffff}"


def finish(package, stage, version, secure):
    """Changes the package; gives the faults that are left."""
    taken = {}
    components = {row["Component"]: row["Directory_"] for row in read_table(package, "Component")}
    files = {path.name: path for path in pathlib.Path(stage).rglob("*") if path.is_file()}
    for row in read_table(package, "File"):
        key, name = row["File"], row["FileName"].split("|")[-1]
        folder = components[row["Component_"]]
        change(package, f"UPDATE `File` SET `FileName`='{with_short_name(name, taken.setdefault(folder, set()))}' WHERE `File`='{key}'")
        if found := program_version(files[name]):
            change(package, f"UPDATE `File` SET `Version`='{found}' WHERE `File`='{key}'",
                   f"UPDATE `File` SET `Language`='1033' WHERE `File`='{key}'")
    for row in read_table(package, "Directory"):
        if "|" in row["DefaultDir"] or row["DefaultDir"] in (".", "SourceDir"):
            continue
        change(package, f"UPDATE `Directory` SET `DefaultDir`='{with_short_name(row['DefaultDir'], set())}' "
                        f"WHERE `Directory`='{row['Directory']}'")
    properties = {row["Property"]: row["Value"] for row in read_table(package, "Property")}
    names = sorted(set(properties.get("SecureCustomProperties", "").split(";")) | set(secure) - {""})
    change(package, f"UPDATE `Property` SET `Value`='{';'.join(name for name in names if name)}' "
                    "WHERE `Property`='SecureCustomProperties'",
           "UPDATE `Feature` SET `Attributes`=16 WHERE `Feature`='Main'")  # may not be left out
    return faults_in(package, version)


def faults_in(package, version):
    components, files = read_table(package, "Component"), {row["File"] for row in read_table(package, "File")}
    with_feature = {row["Component_"] for row in read_table(package, "FeatureComponents")}
    sequence = {row["Action"]: int(row["Sequence"]) for row in read_table(package, "InstallExecuteSequence")}
    faults = []
    for row in components:
        name = row["Component"]
        if not int(row["Attributes"]) & 256:
            faults.append(f"{name} is not for 64 bits")
        if name not in with_feature:
            faults.append(f"{name} belongs to no feature")
        if not row["KeyPath"] or not row["ComponentId"]:
            faults.append(f"{name} lacks its key path or its id")
    if len({row["ComponentId"] for row in components}) != len(components):
        faults.append("two components have one id")
    for row in read_table(package, "Registry"):
        if row["Key"].endswith("\\"):
            faults.append(f"{row['Registry']}: its key ends in a backslash")
        faults += [f"{row['Registry']}: there is no file {name}" for name in re.findall(r"\[#(\w+)\]", row["Value"]) if name not in files]
    for row in read_table(package, "CustomAction"):
        place = sequence.get(row["Action"], 0)
        deferred = int(row["Type"]) & 0x400
        if deferred and not sequence["InstallInitialize"] < place < sequence["InstallFinalize"]:
            faults.append(f"{row['Action']} is deferred and stands outside the transaction")
    if {row["Property"]: row["Value"] for row in read_table(package, "Property")}["ProductVersion"] != version:
        faults.append("the version is another")
    return faults
