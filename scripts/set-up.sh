# shellcheck shell=sh
# Sourced by the launchers, which set $root: set_up leaves everything ready that they need.
root=${root:?}

# What was set up last time is told by a checksum, so that a second run loses no time on it.
set_up() {
    stamp="$root $(cd "$root" && cat requirements*.lock package-lock.json pyproject.toml \
        scripts/set_up.py scripts/prepare_*.py src/coprod_formats/data/pictures/openmoji/*.yaml | cksum)"
    if [ -x "$root/.venv/bin/coprod-formats" ] &&
        [ -f "$root/src/coprod_formats/data/fonts/NotoSans-Regular.ttf" ] &&
        read -r done_before <"$root/.venv/set-up-for-$1" && [ "$done_before" = "$stamp" ]; then
        return
    fi 2>/dev/null
    python=$(suitable_python) || { install_python && python=$(suitable_python); } || {
        echo "coprod-formats needs Python 3.11 to 3.14, and this machine has none of them." >&2
        echo "Please install one of them, then run the same command again." >&2
        exit 3
    }
    "$python" "$root/scripts/set_up.py" "$1" "$stamp" >&2 || exit 3
}

suitable_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'; then
            command -v "$candidate"
            return
        fi
    done 2>/dev/null
    return 1
}

install_python() {
    echo "Installing Python, because coprod-formats is written in it." >&2
    if command -v apt-get >/dev/null; then
        as_root apt-get -qq update && as_root apt-get -qq -y -o DPkg::Use-Pty=0 --no-install-recommends install \
            python3 python3-venv >/dev/null
    elif command -v brew >/dev/null; then
        brew install --quiet python@3.13
    else
        return 1
    fi >&2 </dev/null
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo DEBIAN_FRONTEND=noninteractive "$@"
    fi
}
