package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One command that can be typed: what it takes, what it does, and examples. The parser, the help,
 * the completion and the man pages read the same.
 *
 * @param name the last word of it; for a command that is in no group the only one
 * @param summary what it does, in a line
 * @param parameters the words that it takes, in order
 * @param options its own options, beside those that all have
 * @param notes what else is to be said, empty if nothing
 * @param examples at least one
 * @param action what runs it
 */
record CliCommand(
    String name,
    String summary,
    List<Parameter> parameters,
    List<Option> options,
    String notes,
    List<Example> examples,
    Action action)
    implements Entry {

  /** A line to type, and what it is for. */
  record Example(String line, String purpose) {}

  /** What a command does. */
  @FunctionalInterface
  interface Action {
    /**
     * Does it. What goes wrong with one process or object is told with {@link Invocation#trouble}.
     *
     * @throws IOException if it failed as a whole; the message says how
     */
    void run(Invocation invocation) throws UsageException, IOException, InterruptedException;
  }

  CliCommand {
    parameters = List.copyOf(parameters);
    options = List.copyOf(options);
    examples = List.copyOf(examples);
  }

  static Builder named(String name, String summary) {
    return new Builder(name, summary);
  }

  /** Puts a command together. */
  static final class Builder {
    private final String name;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private String notes = "";

    private Builder(String name, String summary) {
      this.name = name;
      this.summary = summary;
    }

    /** Takes a word. */
    Builder takes(String parameter, String help) {
      parameters.add(new Parameter(parameter, true, false, help));
      return this;
    }

    /** Takes a word or none. */
    Builder mayTake(String parameter, String help) {
      parameters.add(new Parameter(parameter, false, false, help));
      return this;
    }

    /** Takes one word or more. */
    Builder takesMany(String parameter, String help) {
      parameters.add(new Parameter(parameter, true, true, help));
      return this;
    }

    /** Takes any number of words. */
    Builder mayTakeMany(String parameter, String help) {
      parameters.add(new Parameter(parameter, false, true, help));
      return this;
    }

    Builder with(Option... some) {
      options.addAll(List.of(some));
      return this;
    }

    /** Says that it changes something, so that it can be tried out and asks before much changes. */
    Builder changes() {
      options.addAll(GlobalOptions.CHANGE);
      return this;
    }

    Builder notes(String text) {
      notes = text;
      return this;
    }

    Builder example(String line, String purpose) {
      examples.add(new Example(line, purpose));
      return this;
    }

    CliCommand runs(Action action) {
      return new CliCommand(name, summary, parameters, options, notes, examples, action);
    }
  }
}
