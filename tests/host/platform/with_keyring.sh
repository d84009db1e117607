#!/bin/bash
# Runs a command with a session bus, an unlocked keyring and a home folder of its own, so that nobody's real keyring is touched.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_RUNTIME_DIR=$home/run XDG_DATA_HOME=$home/.local/share
unset DISPLAY WAYLAND_DISPLAY  # a locked keyring must not ask on anybody's screen
mkdir -p "$XDG_DATA_HOME/keyrings" && mkdir -m 700 "$XDG_RUNTIME_DIR"
timeout 100 dbus-run-session -- bash -c '
  printf "testing\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  "$@"' with_keyring "$@"
