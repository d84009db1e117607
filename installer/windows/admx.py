#!/usr/bin/env python3
"""admx.py FOLDER: templates for Group Policy from manifest/policy.schema.json, FOLDER/patchbay.admx and FOLDER/en-US/patchbay.adml.

What has no fixed name in the schema (an adapter's own settings, the parts of a log) has no template: that is for policy.json."""
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KEY = "Software\\Policies\\Patchbay"
SPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"


class Templates:
    def __init__(self):
        attributes = {"xmlns": SPACE, "revision": "1.0", "schemaVersion": "1.0"}
        self.admx = ET.Element("policyDefinitions", attributes)
        names = ET.SubElement(self.admx, "policyNamespaces")
        ET.SubElement(names, "target", prefix="patchbay", namespace="Patchbay.Policies")
        ET.SubElement(self.admx, "resources", minRequiredRevision="1.0")
        supported = ET.SubElement(ET.SubElement(self.admx, "supportedOn"), "definitions")
        self.adml = ET.Element("policyDefinitionResources", attributes)
        ET.SubElement(self.adml, "displayName").text = "Patchbay"
        ET.SubElement(self.adml, "description").text = "What an organisation may set for Patchbay"
        resources = ET.SubElement(self.adml, "resources")
        self.strings = ET.SubElement(resources, "stringTable")
        self.presentations = ET.SubElement(resources, "presentationTable")
        ET.SubElement(supported, "definition", name="Supported", displayName=self.string("Supported", "Patchbay on Windows 10 or later"))
        self.categories = ET.SubElement(self.admx, "categories")
        self.policies = ET.SubElement(self.admx, "policies")
        ET.SubElement(self.categories, "category", name="Patchbay", displayName=self.string("Patchbay", "Patchbay"))

    def string(self, name, text):
        ET.SubElement(self.strings, "string", id=name).text = text
        return f"$(string.{name})"

    def category(self, path, text):
        category = ET.SubElement(self.categories, "category", name="_".join(path), displayName=self.string("_".join(path), text))
        ET.SubElement(category, "parentCategory", ref="_".join(path[:-1]) or "Patchbay")

    def policy(self, path, schema):
        name, key = "_".join(path), "\\".join([KEY, *path[:-1]])
        policy = ET.Element("policy", {"name": name, "class": "Machine", "key": key})
        ET.SubElement(policy, "parentCategory", ref="_".join(path[:-1]) or "Patchbay")
        ET.SubElement(policy, "supportedOn", ref="Supported")
        if schema.get("type") == "boolean":
            policy.set("valueName", path[-1])
            for state, text in (("enabledValue", "true"), ("disabledValue", "false")):
                ET.SubElement(ET.SubElement(policy, state), "string").text = text
        elif not self.element(policy, name, path, schema):
            return
        policy.set("displayName", self.string(f"{name}_name", path[-1]))
        policy.set("explainText", self.string(f"{name}_help", schema.get("description", "")))
        self.policies.append(policy)

    def element(self, policy, name, path, schema):
        """What is filled in; False for what a template cannot hold."""
        kind, value = f"{name}_value", {"id": f"{name}_value", "valueName": path[-1]}
        elements = ET.Element("elements")
        shown, label = "textBox", True
        if "enum" in schema:
            one = ET.SubElement(elements, "enum", value, required="true")
            for choice in schema["enum"]:
                item = ET.SubElement(one, "item", displayName=self.string(f"{name}_{choice}", str(choice)))
                number = isinstance(choice, int)
                chosen = ET.SubElement(item, "value")
                ET.SubElement(chosen, "decimal", value=str(choice)) if number else setattr(ET.SubElement(chosen, "string"), "text", choice)
            shown, label = "dropdownList", False
        elif schema.get("type") == "integer":
            ET.SubElement(elements, "decimal", value, minValue=str(schema["minimum"]), maxValue=str(schema["maximum"]), required="true")
            shown, label = "decimalTextBox", False
        elif schema.get("type") == "string":
            ET.SubElement(elements, "text", value, required="true", maxLength="2048")
        elif schema.get("type") == "array" and schema["items"].get("type") == "string":
            ET.SubElement(elements, "list", id=kind, key="\\".join([KEY, *path]), valuePrefix="")
            shown, label = "listBox", False
        else:
            return False
        policy.append(elements)
        policy.set("presentation", f"$(presentation.{name})")
        box = ET.SubElement(ET.SubElement(self.presentations, "presentation", id=name), shown, refId=kind)
        if label:
            ET.SubElement(box, "label").text = f"{path[-1]}:"
        else:
            box.text = f"{path[-1]}:"
        return True

    def members(self, path, schema, adapters):
        for name, member in schema["properties"].items():
            here = path + [name]
            if "properties" in member:
                self.category(here, name)
                self.members(here, member, adapters)
            elif name == "adapters":
                self.category(here, name)
                for adapter in adapters:
                    self.category(here + [adapter], adapter)
                    self.members(here + [adapter], member["additionalProperties"], adapters)
            else:
                self.policy(here, member)


def main(folder):
    schema = json.loads((ROOT / "manifest" / "policy.schema.json").read_text())
    templates = Templates()
    templates.members([], schema, sorted(path.parent.name for path in (ROOT / "adapters").glob("*/manifest.json")))
    folder = pathlib.Path(folder)
    (folder / "en-US").mkdir(parents=True, exist_ok=True)
    for root, file in ((templates.admx, folder / "patchbay.admx"), (templates.adml, folder / "en-US" / "patchbay.adml")):
        ET.indent(root)
        ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    main(sys.argv[1])
