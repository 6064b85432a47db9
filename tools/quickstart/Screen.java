/** Where the table is shown: drawn over and over in a terminal, printed line by line elsewhere. */
final class Screen {
  private static final String OTHER_SCREEN_WITHOUT_CURSOR = "\033[?1049h\033[?25l";
  private static final String BACK = "\033[?25h\033[?1049l";

  private final boolean terminal;
  private boolean entered;

  Screen(boolean terminal) {
    this.terminal = terminal;
  }

  boolean isTerminal() {
    return terminal;
  }

  synchronized void enter() {
    if (terminal) {
      entered = true;
      System.out.print(OTHER_SCREEN_WITHOUT_CURSOR);
      System.out.flush();
    }
  }

  synchronized void leave() {
    if (entered) {
      entered = false;
      System.out.print(BACK);
      System.out.flush();
    }
  }

  synchronized void show(String text) {
    if (!terminal) {
      System.out.println(text);
    } else if (entered) {
      // Home, each line cleared to its end, the rest of the screen cleared.
      System.out.print("\033[H" + text.replace("\n", "\033[K\n") + "\033[J");
      System.out.flush();
    }
  }
}
