package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final CommandLine.Option FILE = new CommandLine.Option('f', "file", true);
  private static final CommandLine.Option PRINT = new CommandLine.Option('p', "print", false);
  private static final CommandLine.Option CONF = new CommandLine.Option('P', "print-conf", false);
  private static final CommandLine.Option DIR = new CommandLine.Option('d', "dir", true);
  private static final List<CommandLine.Option> OPTIONS = List.of(FILE, PRINT, CONF, DIR);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-fX",
        "-f X",
        "--file X",
        "--file=X",
        "--fil X",
        "--f=X",
        "-pfX",
        "-p -f X",
        "-pf X"
      })
  void theFileIsGivenInEveryWayOfDocopt(String line) throws UsageException {
    assertThat(parse(line).value(FILE)).contains("X");
  }

  @ParameterizedTest
  @CsvSource({"--file=, ''", "--file=a=b, a=b", "-f-p, -p", "-f -p, -p", "-f=X, =X"})
  void aValueIsTakenAsItIs(String line, String value) throws UsageException {
    assertThat(parse(line).value(FILE)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--print-conf", "--print-c", "-P"})
  void thePrefixOfOneOptionIsThatOption(String line) throws UsageException {
    assertThat(parse(line).has(CONF)).isTrue();
    assertThat(parse(line).has(PRINT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--print", "-p"})
  void aFullNameIsNoPrefix(String line) throws UsageException {
    assertThat(parse(line).has(PRINT)).isTrue();
    assertThat(parse(line).has(CONF)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pr | --pr is not a unique prefix: --print, --print-conf",
        "--file | --file requires an argument",
        "-f | -f requires an argument",
        "-f -- | -f requires an argument",
        "-pf | -f requires an argument",
        "--print=yes | --print must not have an argument",
      })
  void whatCannotBeTakenApartIsRefused(String line, String message) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> parse(line))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-x | unknown: -x",
        "-px | unknown: -x",
        "--unknown=1 | unknown: --unknown",
        "positional | unknown: positional",
        "- | unknown: -",
        "-- | unknown: --",
        "-p -- -P | unknown: --",
        "-p -p | --print is given more than once",
        "-fX --file=Y | --file is given more than once",
      })
  void whatIsUnknownOrTwiceIsRefused(String line, String message) throws UsageException {
    var parsed = parse(line);
    assertThatExceptionOfType(UsageException.class).isThrownBy(parsed::check).withMessage(message);
  }

  private static CommandLine parse(String line) throws UsageException {
    return CommandLine.parse(OPTIONS, List.of(line.split(" ", -1)));
  }
}
