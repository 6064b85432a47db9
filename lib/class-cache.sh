# Keeps what Java needs to start the programs faster: classes that are read, checked and linked already. Sourced by lib/launch.sh.
#
# A cache is a file, one for each program, in the folder cache/ beside lib/, or in the user's own ~/.cache/haproxystats where that
# folder cannot be written. Its name has the build (lib/build, a digest of all jars) and the version of Java. Java itself starts
# without a cache that another Java made, or that was made of jars with another time or size; but all jars of all builds have the
# same time, and may have the same size.
#
# To find a cache no process is started: each would take a good part of the time that is saved.

# Sets cache_name to how the cache of the program $1 is called, cache_user_folder, and cache_file to the cache, or to nothing where
# there is none. Takes the folder with what is installed from distribution, and the version of Java from java_found.
class_cache_find() {
  cache_program=$1
  cache_file=
  cache_build=
  [ ! -r "$distribution/lib/build" ] || read -r cache_build <"$distribution/lib/build" || true
  cache_name=$cache_program-$cache_build-$java_found
  cache_user_folder=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/haproxystats
  if [ -r "$distribution/cache/$cache_name" ]; then
    cache_file=$distribution/cache/$cache_name
  elif [ -r "$cache_user_folder/$cache_name" ] && [ -O "$cache_user_folder/$cache_name" ]; then
    # Not one that somebody else owns: sudo may have kept that person's HOME.
    cache_file=$cache_user_folder/$cache_name
  fi
}

# Sets cache_folder to a folder that can be written.
class_cache_folder() {
  for cache_folder in "$distribution/cache" "$cache_user_folder"; do
    if mkdir -p "$cache_folder" 2>/dev/null && [ -w "$cache_folder" ]; then return 0; fi
  done
  return 1
}

# Makes in the folder cache_work what class_cache_find looks for, puts it in its place, and removes what other builds had. The
# arguments are the Java command that runs the program, without the program's own arguments. No program ever sees half of a file.
# Where it fails, the folder stays, with what was said. Before the command comes what is in cache_prefix, such as nice.
class_cache_make() {
  cache_java=$1
  shift
  $cache_prefix "$cache_java" -XX:AOTCacheOutput="$cache_work/classes" "$@" prepare "$cache_work" >"$cache_work/log" 2>&1 || return 1
  [ -s "$cache_work/classes" ] || return 1
  mv "$cache_work/classes" "$cache_folder/$cache_name"
  for cache_other in "$cache_folder/$cache_program"-*; do
    case $cache_other in
      "$cache_folder/$cache_program-$cache_build"-*) ;; # Of another Java, perhaps.
      *) rm -rf "$cache_other" ;;
    esac
  done
  rm -rf "$cache_work"
}

# Makes it now, and says so. The arguments are those of class_cache_make.
class_cache_prepare() {
  PATH="${PATH:-}:/usr/bin:/bin"
  if [ -z "$cache_build" ]; then
    echo "$cache_program prepare: $distribution/lib/build is missing; unpack the whole archive again" >&2
    return 1
  fi
  if ! class_cache_folder; then
    echo "$cache_program prepare: neither $distribution/cache nor $cache_user_folder can be written" >&2
    return 1
  fi
  cache_prefix= # Somebody waits for it.
  cache_work=$cache_folder/$cache_name.new
  rm -rf "$cache_work"
  mkdir "$cache_work" || return 1
  if class_cache_make "$@"; then
    echo "$cache_program starts from $cache_folder/$cache_name now."
  else
    cat "$cache_work/log" >&2
    echo "$cache_program prepare: no cache was made, see above; it starts without one" >&2
    return 1
  fi
}

# Makes it beside the command that is about to run, and says nothing. It is tried once: an attempt that failed has left its folder.
class_cache_prepare_once() {
  [ -n "$cache_build" ] || return 0
  [ ! -d "$distribution/cache/$cache_name.new" ] || return 0
  [ ! -d "$cache_user_folder/$cache_name.new" ] || return 0
  # Nothing of the command's is kept open: who reads its output to the end, or waits for a lock of its shell, does not wait for this.
  # It goes on when the terminal is closed.
  (
    trap '' HUP
    PATH="${PATH:-}:/usr/bin:/bin"
    class_cache_folder || exit 0
    cache_prefix=nice
    cache_work=$cache_folder/$cache_name.new
    mkdir "$cache_work" || exit 0
    if [ -r "$cache_folder/$cache_name" ]; then # Another command has made it since this one has looked.
      rmdir "$cache_work"
    else
      class_cache_make "$@"
    fi
  ) </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
}
