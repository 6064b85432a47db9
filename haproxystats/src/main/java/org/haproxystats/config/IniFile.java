package org.haproxystats.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One INI file in the dialect of Python's {@code ConfigParser} (strict mode), as it is written:
 * nothing is interpolated and no default is known here.
 *
 * <ul>
 *   <li>Names of sections keep their case; names of options are lower-cased.
 *   <li>The first {@code =} or {@code :} ends the option's name. A line without one is an error.
 *   <li>A comment is a whole line that starts with {@code #} or {@code ;}, indented or not.
 *   <li>A line indented deeper than its option continues the value. Empty lines inside a value are
 *       part of it, comment lines are not.
 *   <li>A section or an option that comes twice is an error; only {@code [DEFAULT]} may be
 *       reopened.
 * </ul>
 */
final class IniFile {
  static final String DEFAULT = "DEFAULT";

  private final Map<String, Section> sections = new LinkedHashMap<>();

  private IniFile() {}

  /**
   * One section.
   *
   * @param origin its first header
   * @param options in the file's order
   */
  record Section(Origin origin, Map<String, Setting> options) {}

  /**
   * Reads the text of a file.
   *
   * @param name the file's name, for messages
   * @throws ConfigurationException with every line that is wrong
   */
  static IniFile parse(String name, String text) throws ConfigurationException {
    var file = new IniFile();
    var parser = file.new Parser(name);
    text.lines().forEach(parser::line);
    parser.endOfOption();
    if (!parser.problems.isEmpty()) {
      throw new ConfigurationException(parser.problems);
    }
    return file;
  }

  /** The sections by name, in the file's order. */
  Map<String, Section> sections() {
    return Collections.unmodifiableMap(sections);
  }

  /** What is known of the file while its lines go by. */
  private final class Parser {
    private final String name;
    private final List<Problem> problems = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private int lineNumber;
    private int indent;
    private String sectionName = "";
    private @Nullable Section section;
    private @Nullable String option;
    private int optionLine;

    Parser(String name) {
      this.name = name;
    }

    void line(String line) {
      lineNumber++;
      String content = Text.strip(line);
      if (content.startsWith("#") || content.startsWith(";")) {
        return;
      }
      if (content.isEmpty()) {
        value.append('\n');
        return;
      }
      int lineIndent = Text.indent(line);
      if (option != null && lineIndent > indent) {
        value.append('\n').append(content);
        return;
      }
      endOfOption();
      indent = lineIndent;
      int bracket = content.lastIndexOf(']');
      if (content.startsWith("[") && bracket > 1) {
        openSection(content.substring(1, bracket));
      } else if (section == null) {
        fail(
            "'%s' stands before the first section; begin with a line such as [pull]"
                .formatted(Problem.shown(content)));
      } else {
        openOption(content);
      }
    }

    private void openSection(String header) {
      var before = sections.get(header);
      if (before != null && !header.equals(DEFAULT)) {
        fail(
            "section:'%s' is here for the second time, first in line %d; put its options into one"
                .formatted(header, before.origin().line()));
      }
      sectionName = header;
      section =
          sections.computeIfAbsent(
              header, _ -> new Section(new Origin(name, lineNumber), new LinkedHashMap<>()));
    }

    private void openOption(String content) {
      int delimiter = delimiter(content);
      if (delimiter <= 0) {
        fail("'%s' is neither [section] nor option = value".formatted(Problem.shown(content)));
        return;
      }
      option = Text.stripEnd(content.substring(0, delimiter)).toLowerCase(Locale.ROOT);
      optionLine = lineNumber;
      value.append(Text.strip(content.substring(delimiter + 1)));
    }

    private static int delimiter(String content) {
      for (int i = 0; i < content.length(); i++) {
        if (content.charAt(i) == '=' || content.charAt(i) == ':') {
          return i;
        }
      }
      return -1;
    }

    void endOfOption() {
      if (section != null && option != null) {
        var setting = new Setting(Text.stripEnd(value.toString()), new Origin(name, optionLine));
        Setting before = section.options().putIfAbsent(option, setting);
        if (before != null) {
          problems.add(
              new Problem(
                  setting.origin(),
                  "section:'%s' option:'%s' is here for the second time, first in line %d; remove one"
                      .formatted(sectionName, option, before.origin().line())));
        }
      }
      option = null;
      value.setLength(0);
    }

    private void fail(String text) {
      problems.add(new Problem(new Origin(name, lineNumber), text));
    }
  }
}
