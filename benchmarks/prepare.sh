# Builds and fetches what the benchmarks need. Sourced by compare, profile and jmh, which run in the repository's root.

. tools/prepare.sh

need_programs() {
  command -v cc >/dev/null || install_first_of gcc
  command -v socat >/dev/null || install_first_of socat
  tools/fetch-haproxy 2.2 newest >/dev/null
}

# The programs, the benchmarks, and the native programs that show the floor.
build() {
  need_jdk_and_maven >&2
  # A build that is newer than every source is good enough.
  local built=benchmarks/target/built
  if [ ! -e $built ] || [ -n "$(find pom.xml bin lib ./*/pom.xml ./*/src/main benchmarks/floor -newer $built -print -quit)" ]; then
    echo "Building" >&2
    mvn -q -B -ntp -Dstyle.color=never package -DskipTests -pl distribution,benchmarks -am >&2
    mkdir -p benchmarks/target/floor
    for name in process pull; do
      cc -O2 -Wall -o benchmarks/target/floor/$name benchmarks/floor/$name.c
    done
    touch $built
  fi
}

# Runs a class of the benchmarks in place of this script.
run_benchmark() {
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "benchmarks/target/lib/*" "$@"
}
