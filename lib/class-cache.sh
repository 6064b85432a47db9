# Keeps what Java needs to start the programs faster: classes that are read, checked and linked already. Sourced by lib/launch.sh.
#
# A cache is a file in the folder cache/ beside lib/, one for each program. Its name has a digest of all jars and of the Java that it was
# made with, because Java itself would go on to run the classes of a jar that has been replaced. So a new version has no cache until
# one is made for it.

# Sets cache_file for the program $1, the class path $2, the Java in $3 and the folder $4; to nothing where digests cannot be made.
class_cache_name() {
  cache_file=
  cache_digest=$(
    PATH="${PATH:-}:/usr/bin:/bin"
    IFS=:
    set -f
    cat "$3/release" $2 | sha256sum
  ) || return 0
  cache_file=$4/$1-${cache_digest%% *}
}

# Makes cache_file for the program $1 in the folder $2 and removes those of its other versions. The other arguments are the Java
# command that runs the program, without the program's own arguments. No program ever sees half of a file.
class_cache_make() {
  PATH="${PATH:-}:/usr/bin:/bin"
  cache_program=$1
  cache_folder=$2
  cache_java=$3
  shift 3
  if [ -z "$cache_file" ] || ! cache_work=$(mktemp -d "$cache_folder/making.XXXXXX"); then
    echo "$cache_program prepare: no cache can be made in $cache_folder; run it as the owner of that folder" >&2
    return 1
  fi
  if "$cache_java" -XX:AOTCacheOutput="$cache_work/classes" "$@" prepare "$cache_work" >"$cache_work/log" 2>&1 &&
    [ -s "$cache_work/classes" ]; then
    rm -f "$cache_folder/$cache_program"-*
    mv "$cache_work/classes" "$cache_file"
    rm -rf "$cache_work"
    echo "$cache_program starts from $cache_file now."
  else
    cat "$cache_work/log" >&2
    rm -rf "$cache_work"
    echo "$cache_program prepare: no cache was made, see above; it starts without one" >&2
    return 1
  fi
}
