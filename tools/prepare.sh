# Gets what the build needs onto this machine. Sourced by verify and quickstart, which run in the repository's root.

. lib/find-java.sh

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "Root is needed for: $*. Become root, or install sudo." >&2
    return 1
  fi
}

# Installs the first of the named packages that this machine's package sources have.
install_first_of() {
  command -v apt-get >/dev/null || return 1
  local package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update || return 1
  for package in "$@"; do
    if [ -n "$(apt-cache --quiet=2 policy "$package" | awk '$1 == "Candidate:" && $2 != "(none)"')" ]; then
      echo "Installing $package"
      as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$package" >/dev/null
      return
    fi
  done
  return 1
}

# Sets JAVA_HOME to a JDK 25 or newer, and puts mvn into PATH, installing what is missing.
need_jdk_and_maven() {
  if ! find_java javac 2>/dev/null; then
    echo "No JDK $java_required here: looking in the package sources"
    install_first_of "openjdk-$java_required-jdk-headless" "temurin-$java_required-jdk" || true
    find_java javac || return 1
  fi
  export JAVA_HOME=$java_home
  # Maven's own libraries use what newer Javas warn of, on every build.
  export MAVEN_OPTS="${MAVEN_OPTS-} --sun-misc-unsafe-memory-access=allow"
  echo "JDK: $JAVA_HOME ($java_found)"
  if ! command -v mvn >/dev/null; then
    install_first_of maven || {
      echo "Maven (mvn) is needed, and none could be installed: apt-get install maven" >&2
      return 1
    }
  fi
}

# The terminal that the tests type into, and the shells whose completion they try beside bash's.
need_terminal_and_shells() {
  local program
  for program in tmux zsh fish; do
    command -v "$program" >/dev/null || install_first_of "$program" || {
      echo "$program is needed, and could not be installed: apt-get install $program" >&2
      return 1
    }
  done
}
