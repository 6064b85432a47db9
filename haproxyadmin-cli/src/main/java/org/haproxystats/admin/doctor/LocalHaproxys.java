package org.haproxystats.admin.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Endpoint;

/**
 * The HAProxys that run on this machine, as {@code /proc} shows them, and the stats sockets that
 * their configurations have. What this user may not read is not known.
 */
public final class LocalHaproxys {
  private static final Path USUAL_CONFIGURATION = Path.of("/etc/haproxy/haproxy.cfg");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final char STOPPED = 'T';

  /**
   * A process.
   *
   * @param pid its id
   * @param parent the id of the process that started it
   * @param state as {@code ps} has it, such as {@code S}, or {@code T} for stopped
   * @param arguments its command line, from the program on
   */
  record Running(long pid, long parent, char state, List<String> arguments) {
    Running {
      arguments = List.copyOf(arguments);
    }

    boolean isStopped() {
      return state == STOPPED;
    }

    /** What comes after an option, each time. */
    List<String> values(String option) {
      var values = new ArrayList<String>();
      for (int i = 0; i + 1 < arguments.size(); i++) {
        if (arguments.get(i).equals(option)) {
          values.add(arguments.get(i + 1));
        }
      }
      return values;
    }
  }

  private final Path proc;
  private final List<Running> processes = new ArrayList<>();
  private final Set<Path> configurations = new LinkedHashSet<>();
  private final List<StatsLine> lines = new ArrayList<>();

  private LocalHaproxys(Path proc) {
    this.proc = proc;
  }

  /** Looks around. */
  public static LocalHaproxys find() {
    return find(Path.of("/proc"), USUAL_CONFIGURATION);
  }

  static LocalHaproxys find(Path proc, Path usualConfiguration) {
    var found = new LocalHaproxys(proc);
    for (var entry : entries(proc)) {
      if (entry.getFileName().toString().chars().allMatch(Character::isDigit)) {
        running(entry).ifPresent(found.processes::add);
      }
    }
    for (var process : found.processes) {
      for (var file : process.values("-f")) {
        // A relative name counts from where the process was started, which only root may see.
        Path from = link(proc.resolve(process.pid() + "/cwd"));
        found.addConfiguration(from.resolve(file));
      }
    }
    found.addConfiguration(usualConfiguration);
    return found;
  }

  private void addConfiguration(Path file) {
    if (Files.isDirectory(file)) {
      entries(file).stream()
          .filter(entry -> entry.toString().endsWith(".cfg"))
          .sorted()
          .forEach(this::addConfiguration);
    } else if (Files.isReadable(file) && configurations.add(file.normalize())) {
      read(file.normalize());
    }
  }

  private void read(Path file) {
    boolean isGlobal = false;
    int number = 0;
    for (var line : text(file).lines().toList()) {
      number++;
      var words = List.of(BLANKS.split(line.replaceFirst("(^|\\s)#.*", "").strip(), -1));
      if (Character.isLetter((line + " ").charAt(0))) {
        isGlobal = words.getFirst().equals("global");
      }
      if (isGlobal) {
        StatsLine.parse(file, number, words).ifPresent(lines::add);
      }
    }
  }

  private static Optional<Running> running(Path entry) {
    var arguments = List.of(text(entry.resolve("cmdline")).split("\0", -1));
    int program = program(arguments);
    boolean isNamedSo = text(entry.resolve("comm")).strip().equals("haproxy");
    var stat = text(entry.resolve("stat"));
    // pid (name) state parent ..., and the name may have blanks.
    var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (!(isNamedSo || program >= 0) || fields.length < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Running(
            Long.parseLong(entry.getFileName().toString()),
            Long.parseLong(fields[1]),
            fields[0].charAt(0),
            arguments.subList(Math.max(program, 0), arguments.size())));
  }

  /** Where a command line has the program, which another may start, such as {@code ld.so}. */
  private static int program(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).endsWith("/haproxy")
          && arguments.subList(i, arguments.size()).contains("-f")) {
        return i;
      }
    }
    return -1;
  }

  private static Path link(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException _) {
      return Path.of("/");
    }
  }

  private static List<Path> entries(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /** Nothing if the file is gone or not for us. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  boolean isEmpty() {
    return processes.isEmpty();
  }

  List<Running> processes() {
    return List.copyOf(processes);
  }

  /** Those that are stopped now, which may have happened after this was made. */
  List<Running> stopped() {
    return processes.stream()
        .flatMap(process -> running(proc.resolve(Long.toString(process.pid()))).stream())
        .filter(Running::isStopped)
        .toList();
  }

  Optional<Running> process(long pid) {
    return processes.stream().filter(process -> process.pid() == pid).findFirst();
  }

  /** The line that makes the socket of an endpoint. */
  Optional<StatsLine> line(Endpoint endpoint) {
    return lines.stream().filter(line -> line.makes(endpoint)).findFirst();
  }

  /** What {@code --socket} could take, by the configurations. */
  public List<String> sockets() {
    return lines.stream().flatMap(line -> line.socket().stream()).distinct().toList();
  }

  /** What {@code --master} could take, by the command lines. */
  public List<String> masterSockets() {
    return processes.stream()
        .flatMap(process -> process.values("-S").stream())
        .map(socket -> socket.split(",", 2)[0].replaceFirst("^unix@", ""))
        .filter(socket -> socket.startsWith("/"))
        .distinct()
        .toList();
  }

  /** The configuration to write into, as well as it is known. */
  String configuration() {
    return configurations.size() == 1
        ? configurations.iterator().next().toString()
        : configurations.isEmpty() ? USUAL_CONFIGURATION.toString() : "HAProxy's configuration";
  }
}
