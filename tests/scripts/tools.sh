# For the scripts beside this file: fetches tools into the target folder, and runs servers while they are needed. Nothing
# is installed elsewhere.
#
# In: `folder`, the name of the folder for the tools, below the target folder. Out: its path in the same variable.

folder="${CARGO_TARGET_DIR:-$PWD/target}/$folder"
mkdir -p "$folder"
export npm_config_cache="$folder/npm"

# Fetches a package for Node.js: its name and version.
npm_package() {
    if ! grep -Eqs "\"version\": ?\"$2\"" "$folder/node_modules/$1/package.json"; then
        npm install --prefix "$folder" --no-save --no-fund --no-audit --loglevel=error "$1@$2"
    fi
}

# Fetches a package for Python, as pip writes it: `name==version`.
python_package() {
    if [ ! -x "$folder/venv/bin/pip" ]; then python3 -m venv "$folder/venv"; fi
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$1"
}

# Runs a server until `stop` or the end of the script, and sets `url` to where it says that it listens.
start() {
    # Emptied here, since the server may be slower than the first look at what an earlier one said.
    : >"$folder/server.log"
    "$@" >>"$folder/server.log" 2>&1 &
    server=$!
    trap stop EXIT
    until url=$(sed -n 's/\x1b\[[0-9;]*m//g; s/^.* on \(http:[^ ]*\)$/\1/p' "$folder/server.log") && [ -n "$url" ]; do
        if ! kill -0 "$server" 2>/dev/null; then
            cat "$folder/server.log"
            exit 1
        fi
        sleep 0.1
    done
}

stop() {
    kill "$server" 2>/dev/null || true
    wait "$server" || true
    trap - EXIT
}

# Sends the documented example of every endpoint to the server, with the client of this workspace. Takes options of the
# test, such as `--nocapture`.
call_every_endpoint() {
    CALENDAR_BASE_URL="$url" cargo test --quiet -p calendar-tests --test api -- --exact "$@" \
        round_trip::another_server_answers_every_documented_example
}
