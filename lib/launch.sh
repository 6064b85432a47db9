# Starts a program in Java, from the repository and from an installed distribution alike. Sourced by the programs in bin/,
# which set
#
#   program          its name
#   home             the folder that bin/ is in
#   main_class       the class with its main
#   java_options     options for Java
#   own_options      options for Java from the user, which come after those and so override them
#   prepares_itself  not empty if a start without a class cache has one made for the next

. "$home/lib/find-java.sh"
. "$home/lib/class-cache.sh"

# For its first socket Java would search all jars for other implementations of sockets than its own.
if [ -e /proc/sys/kernel/ostype ]; then # Linux
  java_options="$java_options -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider"
fi

# Sets java_home, and distribution to the folder with what is installed or was built last.
find_installation() {
  find_java java || return 1
  distribution=$home
  if [ -f "$home/pom.xml" ]; then
    distribution=$home/distribution/target/haproxystats
    if [ ! -d "$distribution/lib" ]; then
      echo "$program is not built yet: run 'mvn package -DskipTests' in $home" >&2
      return 1
    fi
  fi
}

# Sets class_path to those of the arguments that are files.
use_jars() {
  class_path=
  for jar; do
    [ ! -f "$jar" ] || class_path=$class_path${class_path:+:}$jar
  done
}

# Has the program start faster from now on.
prepare() {
  class_cache_find "$program"
  class_cache_prepare "$java_home/bin/java" $java_options -cp "$class_path" "$main_class"
}

# Becomes the program, with the arguments.
start() {
  set -- $own_options -cp "$class_path" "$main_class" "$@"
  class_cache_find "$program"
  if [ -n "$cache_file" ]; then
    # Where Java cannot use it, it starts without; that is nothing to tell the user.
    set -- "-XX:AOTCache=$cache_file" -Xlog:aot=off "$@"
  elif [ -n "${prepares_itself:-}" ]; then
    class_cache_prepare_once "$java_home/bin/java" $java_options -cp "$class_path" "$main_class"
  fi
  exec "$java_home/bin/java" $java_options "$@"
}
