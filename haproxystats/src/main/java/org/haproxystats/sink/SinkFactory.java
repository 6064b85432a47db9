package org.haproxystats.sink;

import java.io.IOException;
import java.util.List;
import org.haproxystats.config.Option;
import org.haproxystats.config.SectionReader;

/**
 * Makes a sink out of its section of the configuration. A sink that comes in a jar of its own has a
 * factory with a public constructor without arguments, named in the jar's file {@code
 * META-INF/services/org.haproxystats.sink.SinkFactory}.
 *
 * <p>A sink is on where its section is there, unless {@code enabled = false} stands in it.
 *
 * <p>Every program makes the factory and asks for its section and options, also those that never
 * deliver anything. So nothing large should be loaded before {@link #configure}.
 */
public interface SinkFactory {

  /**
   * The name of the section: lower-case letters, digits and hyphens. The sink has the same {@link
   * Sink#name}.
   */
  String section();

  /**
   * The options of the section, but for {@code enabled}, which all sinks have. One whose name ends
   * with an asterisk stands for all that begin like it; {@link SectionReader#startingWith} reads
   * them.
   */
  List<Option> options();

  /**
   * Reads and checks the section. What is wrong with it is noted by the reader, and told with all
   * other errors of the configuration; then the result is not used. Nothing is opened yet.
   */
  Configured configure(SectionReader section);

  /** A sink whose section is right. */
  @FunctionalInterface
  interface Configured {
    /**
     * Opens the sink, once, at the start of the program. A receiver that is away is no error here:
     * deliveries fail until it is there.
     *
     * @throws IOException it cannot work, such as a port to listen on that is taken; the message
     *     says what to do
     */
    Sink open(SinkContext context) throws IOException;
  }
}
