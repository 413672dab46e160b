#!/bin/sh
# Fetches a release of Concordat, verifies its checksum, and prints where the program is.
#
#   install.sh VERSION
#
#   CONCORDAT_URL    where releases are, a folder for each version; without it, the project's own
#   CONCORDAT_HOME   where the program is kept; without it, ~/.cache/concordat

set -eu

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 2
}

[ "$#" -eq 1 ] || fail "expected the version, such as 0.1.0"
version=${1#v}
case $version in
  '' | *[!0-9A-Za-z.-]*) fail "'$1' is no version" ;;
esac
url=${CONCORDAT_URL:-https://github.com/concordat-dev/concordat/releases/download}/v$version
home=${CONCORDAT_HOME:-${HOME:-/tmp}/.cache/concordat}/$version

fetch() {
  if command -v curl >/dev/null; then
    curl -fsSL --retry 3 -o "$2" "$1"
  elif command -v wget >/dev/null; then
    wget -q -O "$2" "$1"
  else
    fail "neither curl nor wget is there"
  fi
}

digest() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

if [ ! -x "$home/concordat" ]; then
  mkdir -p "$home"
  part=$(mktemp "$home/download.XXXXXX")
  trap 'rm -f "$part" "$part.sha256"' EXIT
  fetch "$url/concordat" "$part" || fail "cannot fetch $url/concordat"
  fetch "$url/concordat.sha256" "$part.sha256" || fail "cannot fetch $url/concordat.sha256"
  wanted=$(cut -d ' ' -f 1 "$part.sha256")
  found=$(digest "$part")
  [ "$wanted" = "$found" ] || fail "$url/concordat has the checksum $found; expected $wanted"
  chmod 755 "$part"
  mv -f "$part" "$home/concordat"
fi
printf '%s\n' "$home/concordat"
