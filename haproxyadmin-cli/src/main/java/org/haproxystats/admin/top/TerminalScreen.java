package org.haproxystats.admin.top;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal that the program was started in: it is switched to a screen of its own while this is
 * open, and is as it was before when this is closed, however the program ends.
 */
final class TerminalScreen implements AutoCloseable {
  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[0m\033[?25h\033[?1049l";

  private final Terminal terminal;
  private final PrintWriter out;
  private final Painter painter;
  private final Attributes before;
  private final Thread restorer = new Thread(this::restore, "restore-terminal");
  private boolean closed;

  private TerminalScreen(Terminal terminal, boolean colours, Runnable onResize) {
    this.terminal = terminal;
    out = terminal.writer();
    painter = new Painter(colours);
    before = terminal.enterRawMode();
    // Keys that would end or suspend the program are keys like others.
    var raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    Runtime.getRuntime().addShutdownHook(restorer);
    terminal.handle(Terminal.Signal.WINCH, _ -> onResize.run());
    out.write(ENTER);
    out.flush();
  }

  /**
   * Takes the terminal over.
   *
   * @param colours whether colours are wanted
   * @param onResize is called by another thread when the size has changed
   * @throws IOException if input or output is no terminal
   */
  static TerminalScreen open(boolean colours, Runnable onResize) throws IOException {
    var terminal = TerminalBuilder.builder().system(true).dumb(false).build();
    return new TerminalScreen(terminal, colours, onResize);
  }

  Glyphs glyphs() {
    return StandardCharsets.UTF_8.equals(terminal.encoding()) ? Glyphs.UNICODE : Glyphs.ASCII;
  }

  Size size() {
    var size = terminal.getSize();
    return new Size(size.getColumns(), size.getRows());
  }

  /** The keys that are pressed. */
  KeyReader keys() {
    return new KeyReader(terminal.reader()::read);
  }

  synchronized void draw(List<Line> lines) {
    if (!closed) {
      out.write(painter.paint(lines, size()));
      out.flush();
    }
  }

  /** Has everything be drawn anew the next time. */
  synchronized void forget() {
    painter.forget();
  }

  private synchronized void restore() {
    if (!closed) {
      closed = true;
      out.write(LEAVE);
      out.flush();
      terminal.setAttributes(before);
    }
  }

  @Override
  public void close() throws IOException {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException _) {
      // The program is ending: the hook has done its work, or will find it done.
    }
    terminal.close();
  }
}
