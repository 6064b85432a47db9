# Finds Java 25 or newer. Sourced by the programs in bin/, by the scripts of the repository, and by the build.
#
#   find_java java     sets java_home to the folder of a Java that can run programs
#   find_java javac    sets java_home to the folder of a JDK that can compile too
#
# Where there is none, the function says where it looked and what to install, and returns 1.
#
# A version is read from the file "release" that every JDK has, since asking the program itself would cost a JVM start.
# HAPROXYSTATS_JAVA_FOLDERS, where it is set, takes the place of the usual folders: a list of patterns, separated by blanks.

java_required=25

# Says whether the folder $1 has the program bin/$2 of Java 25 or newer; sets java_found to the version, if there is any.
java_is_new_enough() {
  java_found=
  [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r java_key java_value || [ -n "$java_key" ]; do
    [ "$java_key" = JAVA_VERSION ] || continue
    java_found=${java_value#\"}
    java_found=${java_found%\"}
    break # The shell reads byte by byte, and the longest line is yet to come.
  done <"$1/release"
  java_major=${java_found%%[!0-9]*}
  [ "${java_major:-0}" -ge "$java_required" ]
}

# Tries the folder $1 for the program $2 and remembers an older Java for the message.
java_try() {
  if java_is_new_enough "$1" "$2"; then
    java_home=$1
    return 0
  fi
  [ -z "$java_found" ] || java_older="$java_older  $1 is Java $java_found
"
  return 1
}

find_java() {
  java_older=
  if [ -n "${JAVA_HOME:-}" ] && java_try "$JAVA_HOME" "$1"; then return 0; fi
  # In PATH there is often a link, as from /usr/bin/java to /usr/lib/jvm/NAME/bin/java.
  java_link=$(command -v "$1" || true)
  if [ -n "$java_link" ]; then
    java_link=$(PATH="$PATH:/usr/bin:/bin" readlink -f "$java_link")
    if java_try "${java_link%/bin/*}" "$1"; then return 0; fi
  fi
  java_usual="/usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/lib/jvm/*"
  java_usual="$java_usual ${HOME:-/root}/.sdkman/candidates/java/* ${HOME:-/root}/.jdks/*"
  java_folders=${HAPROXYSTATS_JAVA_FOLDERS-$java_usual}
  for java_folder in $java_folders; do
    if java_try "$java_folder" "$1"; then return 0; fi
  done
  java_what="Java"
  [ "$1" = java ] || java_what="A JDK"
  PATH="$PATH:/usr/bin:/bin" cat >&2 <<END
$java_what of version $java_required or newer is needed, and none was found. Looked at:
  JAVA_HOME: ${JAVA_HOME:-not set}
  PATH: ${java_link:-no $1 in it}
  folders: $java_folders
${java_older:+Too old:
$java_older}Install one, for instance with
  apt-get install openjdk-$java_required-jdk-headless    (or temurin-$java_required-jdk)
or set JAVA_HOME to the folder of one that is elsewhere.
END
  return 1
}
