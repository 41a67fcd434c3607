#!/usr/bin/env bash
# Asks a real language server, `yaml-language-server`, for completion, hover and marks in copies of the files of the
# spec, as an editor would, and prints its answers.
#
# Needs node and npm. Exit status: 0 when every answer is as expected.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=editor
. tests/scripts/tools.sh

npm_package yaml-language-server 1.25.0

# The copies lie as the originals do, so that their first lines lead to the schema.
rm -rf "$folder/files"
mkdir "$folder/files"
cp -R calendar-spec/spec calendar-spec/schema "$folder/files"

node tests/scripts/editor.mjs "$folder/node_modules/yaml-language-server/bin/yaml-language-server" "$folder/files/spec"
