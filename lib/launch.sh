# Starts a program in Java, from the repository and from an installed distribution alike. Sourced by the programs in bin/,
# which set
#
#   program        its name
#   home           the folder that bin/ is in
#   main_class     the class with its main
#   java_options   options for Java
#   own_options    options for Java from the user, which come after those and so override them

. "$home/lib/find-java.sh"
. "$home/lib/class-cache.sh"

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
  cache=$distribution/cache
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
  mkdir -p "$cache" || return 1
  class_cache_name "$program" "$class_path" "$java_home" "$cache"
  class_cache_make "$program" "$cache" "$java_home/bin/java" $java_options -cp "$class_path" "$main_class"
}

# Becomes the program, with the arguments.
start() {
  set -- $own_options -cp "$class_path" "$main_class" "$@"
  if [ -d "$cache" ]; then
    class_cache_name "$program" "$class_path" "$java_home" "$cache"
    [ ! -r "$cache_file" ] || set -- "-XX:AOTCache=$cache_file" "$@"
  fi
  exec "$java_home/bin/java" $java_options "$@"
}
