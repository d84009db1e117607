#!/usr/bin/env bash
# The programs in build/windows/bin become build/packages/patchbay-VERSION.msi, with the templates for Group Policy beside it.
#   installer/windows/package.sh [VERSION]     VERSION is the project's own unless it is named
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${1:-$(sed -nE 's/^project\(patchbay VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)}
python3 installer/windows/package.py build/windows build/packages "$version"
python3 installer/windows/admx.py build/packages/patchbay-policy-templates
cp manifest/policy.schema.json build/packages/patchbay-policy-templates/
