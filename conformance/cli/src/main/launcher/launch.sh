#!/bin/sh
# Starts the command line. Needs Java 17 or later.
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

# Sets $java, its $version and the $locales it is to read. The version is read from the JDK's release file where there is one,
# which saves the start of a JVM.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java; Java 17 or later is needed"
    java_home=$JAVA_HOME
  else
    java=$(command -v java) || fail "no java on PATH, and JAVA_HOME is not set; Java 17 or later is needed"
    java_home=$(readlink -f "$java" 2>/dev/null) || java_home=$java
    java_home=${java_home%/bin/java}
  fi

  version=
  if [ -r "$java_home/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=*) version=${line#JAVA_VERSION=} ;;
      esac
    done <"$java_home/release"
    version=${version#\"}
  fi
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi

  version=${version%\"}
  major=${version%%[!0-9]*}
  [ -n "$major" ] || fail "cannot tell the version of $java; Java 17 or later is needed"
  [ "$major" -ge 17 ] || fail "$java is Java $version; Java 17 or later is needed"
  # Jackson asks for the first day of the week, for which Java looks through hundreds of locales; its older data says so at once.
  # Java 21 warns of it.
  locales=
  [ "$major" -ge 21 ] || locales=-Djava.locale.providers=COMPAT
}

# Says how many kilobytes a command is to read, about; nothing where it cannot be told.
to_read() (
  case ${1:-} in
    check | drift) shift ;;
    probe) return ;;
    *)
      echo 0
      return
      ;;
  esac
  left=$#
  unpacked=1
  while [ "$left" -gt 0 ]; do
    case $1 in - | --config*) return ;; esac
    if [ -f "$1" ] || [ -d "$1" ]; then
      set -- "$@" "$1"
      # Traffic in JSON is some eight times as long when it is unpacked. What a folder has is not looked at.
      case $1 in *.gz | *.zhar | *.zip) unpacked=8 ;; esac
    elif [ -e "$1" ]; then
      return
    fi
    shift
    left=$((left - 1))
  done
  if [ $# -gt 0 ]; then
    kilobytes=$(du -skLc -- "$@" 2>/dev/null | sed -n '$s/[^0-9].*//p')
    [ -z "$kilobytes" ] || echo $((kilobytes * unpacked))
    return
  fi
  # The configuration may say what is read.
  folder=$(pwd)
  until [ -f "$folder/concordat.yaml" ]; do
    [ -n "$folder" ] || {
      echo 0
      return
    }
    folder=${folder%/*}
  done
)

# Says which compilers are worth their time: the one that optimizes takes seconds from the threads that judge, which it gives
# back only where there is much to judge.
compilers_for() {
  if [ "${1:-}" = record ]; then return; fi
  kilobytes=$(to_read "$@")
  # What cannot be told is middling.
  kilobytes=${kilobytes:-2049}
  if [ "$kilobytes" -gt 1048576 ]; then return; fi
  echo -XX:TieredStopAtLevel=1
  # Most methods of a short run are called a few times, and are not worth being compiled at all.
  if [ "$kilobytes" -le 2048 ]; then echo -XX:CompileThresholdScaling=3; fi
}

# Runs a jar, and never comes back.
#
#   $1   the jar
#   $2   an archive of its classes, which need not be there
#   ...  the arguments of the command line
launch() {
  jar=$1
  archive=$2
  shift 2
  # In the C locale Java 17 cannot name a file outside ASCII.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX)
      LC_ALL=C.UTF-8
      export LC_ALL
      ;;
  esac
  java_options=${CONCORDAT_JAVA_OPTS-"-XX:+UseSerialGC $locales $(compilers_for "$@")"}
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
  set -- "-Dconcordat.stdout=$stdout" "-Dconcordat.stderr=$stderr" "-Dconcordat.columns=$columns" -jar "$jar" "$@"
  if [ -f "$archive" ]; then set -- "-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off "$@"; fi
  # Options are split at spaces, without looking for files that match.
  set -f
  # shellcheck disable=SC2086
  exec "$java" $java_options "$@"
}
