package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The built-in values, the main file and the files of the directory, laid over each other option by
 * option; the later wins. Nothing is checked here but that the files can be read. Values are
 * interpolated when they are read.
 */
public final class ConfigurationText {
  private final Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final List<Problem> warnings = new ArrayList<>();

  private ConfigurationText() {
    for (Option option : OptionCatalog.options()) {
      if (option.listed()) {
        set(
            option.section(),
            option.name(),
            new Setting(option.builtIn().orElseThrow(), Origin.BUILT_IN));
      }
    }
  }

  /**
   * Reads the files. A main file that is missing or cannot be read costs a warning only: the
   * built-in values apply.
   *
   * @param file the main file
   * @param directory whose files {@code *.conf}, without dot files, are read after the main file in
   *     the order of their names
   * @throws ConfigurationException with all the lines that are wrong; or the directory is none
   */
  public static ConfigurationText read(Path file, Optional<Path> directory)
      throws ConfigurationException {
    var text = new ConfigurationText();
    var files = new ArrayList<>(List.of(file));
    if (directory.isPresent()) {
      files.addAll(filesOf(directory.get()));
    }
    var problems = new ArrayList<Problem>();
    for (Path each : files) {
      try {
        text.add(each);
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return text;
  }

  /** The built-in values alone. */
  static ConfigurationText builtIn() {
    return new ConfigurationText();
  }

  private static List<Path> filesOf(Path directory) throws ConfigurationException {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(directory, "*.conf")) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          files.add(entry);
        }
      }
    } catch (DirectoryIteratorException | IOException e) {
      throw new ConfigurationException(
          new Origin(directory.toString(), 0),
          "the directory cannot be read (%s); give a directory with files *.conf"
              .formatted(reason(e)));
    }
    Collections.sort(files);
    return files;
  }

  private void add(Path file) throws ConfigurationException {
    String content;
    try {
      content = decode(Files.readAllBytes(file), file);
    } catch (IOException e) {
      warnings.add(
          new Problem(
              new Origin(file.toString(), 0),
              "the file cannot be read (%s) and is left out".formatted(reason(e))));
      return;
    }
    IniFile.parse(file.toString(), content)
        .sections()
        .forEach(
            (name, section) -> {
              origins.putIfAbsent(name, section.origin());
              sections.computeIfAbsent(name, _ -> new LinkedHashMap<>());
              section.options().forEach((option, setting) -> set(name, option, setting));
            });
  }

  private static String reason(Exception e) {
    return e instanceof NoSuchFileException
        ? "no such file or directory"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static String decode(byte[] bytes, Path file) throws ConfigurationException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    if (decoder.decode(in, out, true).isError()) {
      out.flip();
      long line = 1 + out.chars().filter(c -> c == '\n').count();
      throw new ConfigurationException(
          new Origin(file.toString(), (int) line), "the line is not UTF-8; convert the file");
    }
    out.flip();
    String text = out.toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private void set(String section, String option, Setting setting) {
    sections.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(option, setting);
  }

  /**
   * The names of all sections that exist, {@code DEFAULT} among them, in the order of the files.
   */
  List<String> sections() {
    return List.copyOf(sections.keySet());
  }

  /** Where a section was first opened. */
  public Origin origin(String section) {
    return origins.getOrDefault(section, Origin.BUILT_IN);
  }

  public boolean has(String section) {
    return sections.containsKey(section);
  }

  /** What the section itself sets, in the order of the files. */
  Map<String, Setting> own(String section) {
    return Collections.unmodifiableMap(sections.getOrDefault(section, Map.of()));
  }

  /** The option as it was written, in its section or else in {@code [DEFAULT]}. */
  Optional<Setting> raw(String section, String option) {
    if (!has(section)) {
      return Optional.empty();
    }
    Setting setting = own(section).get(option);
    return Optional.ofNullable(setting == null ? own(DEFAULT).get(option) : setting);
  }

  /** A value with its references replaced. */
  String resolve(String section, String value) throws Interpolation.Failure {
    return Interpolation.resolve(this::raw, section, value);
  }

  /** What was left out while reading. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** The built-in values that {@code --print} shows, in its layout. */
  public static String printBuiltIn(Program program) {
    var text = new StringBuilder();
    for (String section : program.builtInSections()) {
      var values = new TreeMap<String, String>();
      for (Option option : OptionCatalog.options(section).values()) {
        if (option.listed()) {
          values.put(option.name(), option.builtIn().orElseThrow());
        }
      }
      print(text, section, values);
    }
    return text.toString();
  }

  /**
   * The effective values that {@code --print-conf} shows, in its layout. They are not checked.
   *
   * @throws ConfigurationException with all references that cannot be replaced
   */
  public String print(Program program) throws ConfigurationException {
    var text = new StringBuilder();
    var problems = new ArrayList<Problem>();
    for (String section : sections.keySet().stream().filter(program::prints).sorted().toList()) {
      var settings = new TreeMap<>(own(DEFAULT));
      settings.putAll(own(section));
      var values = new TreeMap<String, String>();
      settings.forEach(
          (option, setting) -> {
            try {
              values.put(option, resolve(section, setting.value()));
            } catch (Interpolation.Failure e) {
              problems.add(unresolved(section, option, setting, e));
            }
          });
      print(text, section, values);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return text.toString();
  }

  static Problem unresolved(
      String section, String option, Setting setting, Interpolation.Failure failure) {
    return Problem.ofValue(
        setting,
        section,
        option,
        setting.value(),
        failure.reason(),
        "${option} or ${section:option} that exists, and $$ for a dollar sign");
  }

  private static void print(StringBuilder text, String section, Map<String, String> values) {
    text.append('[').append(section).append("]\n");
    values.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
    text.append('\n');
  }
}
