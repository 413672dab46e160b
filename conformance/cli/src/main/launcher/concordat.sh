#!/bin/sh
# Concordat, with its jar behind this text. Needs Java 17 or later.
#
#   JAVA_HOME             the Java to run with; without it, the java on PATH
#   CONCORDAT_JAVA_OPTS   flags for the JVM, in place of the ones below
#
# The exit status is the command line's, or 2 when it cannot be started.

set -eu

fail() {
  printf 'concordat: %s\n' "$*" >&2
  exit 2
}

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java; Java 17 or later is needed"
  home=$JAVA_HOME
else
  java=$(command -v java) || fail "no java on PATH, and JAVA_HOME is not set; Java 17 or later is needed"
  home=$(readlink -f "$java" 2>/dev/null) || home=$java
  home=${home%/bin/java}
fi

# Read from the release file where there is one, which saves the start of a JVM.
version=
if [ -r "$home/release" ]; then
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*) version=${line#JAVA_VERSION=} ;;
    esac
  done <"$home/release"
  version=${version#\"}
fi
if [ -z "$version" ]; then
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
fi
major=${version%%[!0-9]*}
[ -n "$major" ] || fail "cannot tell the version of $java; Java 17 or later is needed"
[ "$major" -ge 17 ] || fail "$java is Java ${version%\"}; Java 17 or later is needed"

# Whether there is not much to read, so that the quick compiler is done before the other one has begun.
is_small() (
  case ${1:-} in
    check | drift) shift ;;
    record | probe) return 1 ;;
    *) return 0 ;;
  esac
  left=$#
  while [ "$left" -gt 0 ]; do
    case $1 in --config*) return 1 ;; esac
    if [ -e "$1" ]; then set -- "$@" "$1"; fi
    shift
    left=$((left - 1))
  done
  if [ $# -gt 0 ]; then
    kilobytes=$(du -skLc -- "$@" 2>/dev/null | sed -n '$s/[^0-9].*//p')
    [ "${kilobytes:-100000}" -le 2048 ]
    return
  fi
  # The configuration may say what is read.
  folder=$(pwd)
  until [ -f "$folder/concordat.yaml" ]; do
    [ -n "$folder" ] || return 0
    folder=${folder%/*}
  done
  return 1
)

# In the C locale Java 17 cannot name a file outside ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX)
    LC_ALL=C.UTF-8
    export LC_ALL
    ;;
esac

defaults="-XX:+UseSerialGC"
# Most methods of a short run are called a few times, and are not worth being compiled.
if is_small "$@"; then defaults="$defaults -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=3"; fi
java_options=${CONCORDAT_JAVA_OPTS-"$defaults"}

# Java cannot tell whether its streams are a terminal.
stdout='file'
stderr='file'
columns=0
if [ -t 1 ]; then
  stdout=terminal
  # stty asks the terminal that is its input.
  size=$(stty size <&1 2>/dev/null) && columns=${size#* }
fi
if [ -t 2 ]; then stderr=terminal; fi

set -f
# shellcheck disable=SC2086
exec "$java" $java_options "-Dconcordat.stdout=$stdout" "-Dconcordat.stderr=$stderr" \
  "-Dconcordat.columns=$columns" -jar "$0" "$@"
