package org.haproxystats.admin.top;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haproxystats.admin.top.Pane.Cursor;
import org.haproxystats.admin.top.Pane.Sorting;
import org.haproxystats.admin.top.ViewState.Notice;
import org.haproxystats.admin.top.ViewState.Prompt;
import org.haproxystats.runtime.stats.ObjectKind;
import org.jspecify.annotations.Nullable;

/**
 * What keys do: each makes another state of the one before, and may ask for something beside it.
 */
final class Controls {
  /** What a key asks for that is more than to look at things in another way. */
  sealed interface Request {
    /** What needs no more to be said. */
    enum Plain implements Request {
      NOTHING,
      QUIT,
      REFRESH,
      REDRAW
    }

    /** To do what was confirmed. */
    record Perform(Action action) implements Request {}
  }

  /** What comes of a key. */
  record Step(ViewState state, Request request) {}

  private static final List<Duration> INTERVALS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));
  private static final int LONGEST_INPUT = 60;

  private final Sample sample;
  private final Rows rows;
  private final int height;

  /**
   * @param rows what the table of the state shows
   * @param height how many rows of it are on the screen
   */
  Controls(Sample sample, Rows rows, int height) {
    this.sample = sample;
    this.rows = rows;
    this.height = Math.max(1, height);
  }

  Step press(Key key, ViewState state) {
    if (key == Key.Named.INTERRUPT) {
      return new Step(state, Request.Plain.QUIT);
    }
    if (key == Key.Named.REDRAW) {
      return new Step(state, Request.Plain.REDRAW);
    }
    if (state.prompt() != null) {
      return answer(key, state, state.prompt());
    }
    if (state.help()) {
      return just(state.showingHelp(false));
    }
    var quiet = state.telling(null);
    return switch (key) {
      case Key.Typed(char c) -> typed(c, quiet);
      case Key.Named named -> just(named(named, quiet));
    };
  }

  private static Step just(ViewState state) {
    return new Step(state, Request.Plain.NOTHING);
  }

  private static Step told(ViewState state, String text) {
    return just(state.telling(new Notice(text, Tone.WARN)));
  }

  private ViewState named(Key.Named key, ViewState state) {
    var pane = state.pane();
    if (pane.opened() != null) {
      return switch (key) {
        case UP -> state.with(pane.scrolled(pane.scroll() - 1));
        case DOWN -> state.with(pane.scrolled(pane.scroll() + 1));
        case PAGE_UP -> state.with(pane.scrolled(pane.scroll() - height));
        case PAGE_DOWN -> state.with(pane.scrolled(pane.scroll() + height));
        case HOME -> state.with(pane.scrolled(0));
        case ESCAPE, BACKSPACE, LEFT -> state.with(pane.open(null));
        case TAB -> state.in(state.view().next());
        default -> state;
      };
    }
    int at = pane.cursor().at(rows);
    return switch (key) {
      case UP -> moved(state, at - 1);
      case DOWN -> moved(state, at + 1);
      case PAGE_UP -> moved(state, at - height);
      case PAGE_DOWN -> moved(state, at + height);
      case HOME -> moved(state, 0);
      case END -> moved(state, rows.size() - 1);
      case LEFT -> state.view() == View.ALL ? fold(state, true) : back(state);
      case RIGHT -> fold(state, false);
      case ENTER -> rows.size() == 0 ? state : open(moved(state, at), at);
      case ESCAPE, BACKSPACE -> back(state);
      case TAB -> state.in(state.view().next());
      default -> state;
    };
  }

  private ViewState open(ViewState state, int at) {
    return state
        .view()
        .child()
        .map(child -> state.in(child).with(Pane.about(rows.subject(at))))
        .orElseGet(() -> state.with(state.pane().open(rows.key(at))));
  }

  /** Shows all again; where all is shown already, goes to where one came from. */
  private static ViewState back(ViewState state) {
    var pane = state.pane();
    return pane.filter().isEmpty() && !pane.alarmsOnly()
        ? state.in(state.view().parent().orElse(state.view()))
        : state.with(pane.filteredBy("").withAlarmsOnly(false));
  }

  private ViewState moved(ViewState state, int row) {
    var pane = state.pane();
    return state.with(pane.at(pane.cursor().on(rows, row, height)));
  }

  private Step typed(char c, ViewState state) {
    var view = View.of(c);
    if (view.isPresent()) {
      return just(state.in(view.get()));
    }
    var pane = state.pane();
    return switch (c) {
      case 'q' -> new Step(state, Request.Plain.QUIT);
      case '?', 'h' -> just(state.showingHelp(true));
      case '/' -> just(state.with(pane.open(null)).asking(new Prompt.FilterText(pane.filter())));
      case '!' -> just(state.with(pane.withAlarmsOnly(!pane.alarmsOnly())));
      case '<' -> just(sorted(state, -1));
      case '>' -> just(sorted(state, 1));
      case 'r' ->
          just(
              state.with(
                  pane.sortedBy(
                      new Sorting(pane.sorting().column(), !pane.sorting().descending()))));
      case 'p' -> just(state.showingApart(!state.apart()));
      case 'k' -> just(named(Key.Named.UP, state));
      case 'j' -> just(named(Key.Named.DOWN, state));
      case 'g' -> just(named(Key.Named.HOME, state));
      case 'G' -> just(named(Key.Named.END, state));
      case 'z' -> just(foldAll(state));
      case '+' -> just(every(state, 1));
      case '-' -> just(every(state, -1));
      case ' ' -> new Step(state, Request.Plain.REFRESH);
      case 's' -> just(sessions(state));
      case 'W' -> askWeight(state);
      default ->
          ObjectChange.of(c)
              .map(change -> ask(state, change))
              .orElseGet(() -> told(state, "No such key. ? shows the keys."));
    };
  }

  /** Goes through the columns; before the first is HAProxy's own order. */
  private ViewState sorted(ViewState state, int steps) {
    var headings = rows.headings();
    int next = state.pane().sorting().column();
    do {
      next = Math.floorMod(next + 1 + steps, headings.size() + 1) - 1;
    } while (next >= 0 && headings.get(next).isHidden());
    boolean numbers = next >= 0 && isOfNumbers(headings.get(next).align());
    return state.with(state.pane().sortedBy(new Sorting(next, numbers)));
  }

  private static boolean isOfNumbers(Rows.Align align) {
    return align == Rows.Align.RIGHT || align == Rows.Align.LATEST;
  }

  private static ViewState every(ViewState state, int steps) {
    int now = INTERVALS.indexOf(state.interval());
    int next = Math.clamp((now < 0 ? 1 : now) + steps, 0, INTERVALS.size() - 1);
    return state.every(INTERVALS.get(next));
  }

  private ViewState fold(ViewState state, boolean folded) {
    if (state.view() != View.ALL
        || !(selected(state) instanceof Item.Key key)
        || key.kind() == ObjectKind.FRONTEND) {
      return state;
    }
    var backend = key.kind() == ObjectKind.SERVER ? key.proxy() : key.name();
    var next = state.folding(backend, folded);
    if (key.kind() == ObjectKind.SERVER && folded) {
      // The row of the server goes, so its backend is selected.
      var parent = new Item.Key(key.process(), ObjectKind.BACKEND, "", backend);
      var cursor = new Cursor(parent, state.pane().cursor().index(), state.pane().cursor().top());
      return next.with(next.pane().at(cursor));
    }
    return moved(next, state.pane().cursor().at(rows));
  }

  private ViewState foldAll(ViewState state) {
    if (!state.folded().isEmpty()) {
      return state.folding(Set.of());
    }
    var backends = sample.all().of(ObjectKind.BACKEND);
    var names = new HashSet<String>();
    for (int row = 0; row < backends.size(); row++) {
      names.add(backends.object(row).name());
    }
    return state.folding(names);
  }

  /** What keys act on: what is open, or the selected row; null if there is neither. */
  private @Nullable Object selected(ViewState state) {
    var pane = state.pane();
    return pane.opened() != null
        ? pane.opened()
        : rows.size() > 0 ? rows.key(pane.cursor().at(rows)) : null;
  }

  private Step ask(ViewState state, ObjectChange change) {
    return asked(
        state,
        () ->
            new Prompt.Confirm(
                switch (selected(state)) {
                  case Item.Key key -> change.on(sample, key);
                  case Listings.SessionKey session when change == ObjectChange.KILL ->
                      SessionKill.of(session);
                  case null, default -> throw new ImpossibleException("no server is selected");
                }));
  }

  private Step askWeight(ViewState state) {
    return asked(
        state,
        () -> {
          if (selected(state) instanceof Item.Key key) {
            return new Prompt.Weight(key, "");
          }
          throw new ImpossibleException("no server is selected");
        });
  }

  /** Makes a question. */
  @FunctionalInterface
  private interface Asking {
    Prompt question() throws ImpossibleException;
  }

  private static Step asked(ViewState state, Asking asking) {
    if (state.readOnly()) {
      return told(state, "Nothing can be changed: this was started with --read-only.");
    }
    try {
      return just(state.asking(asking.question()));
    } catch (ImpossibleException e) {
      return told(state, "Not done: " + e.getMessage());
    }
  }

  /** Shows the sessions of the selected object. */
  private ViewState sessions(ViewState state) {
    if (!(selected(state) instanceof Item.Key key)) {
      return state;
    }
    var name = key.kind() == ObjectKind.SERVER ? key.proxy() + "/" + key.name() : key.name();
    return state.in(View.SESSIONS).with(Pane.INITIAL.filteredBy(name));
  }

  private Step answer(Key key, ViewState state, Prompt prompt) {
    return switch (prompt) {
      case Prompt.Confirm(var action) -> confirmed(key, state, action);
      case Prompt.FilterText(var text) -> filter(key, state, text);
      case Prompt.Weight(var target, var text) -> weight(key, state, target, text);
    };
  }

  private static Step confirmed(Key key, ViewState state, Action action) {
    var asked = state.asking(null);
    if (key instanceof Key.Typed(char c) && (c == 'y' || c == 'Y')) {
      return new Step(asked, new Request.Perform(action));
    }
    return told(asked, "Not done: " + action.what());
  }

  /** The filter works while it is typed. */
  private static Step filter(Key key, ViewState state, String text) {
    if (key == Key.Named.ENTER) {
      return just(state.asking(null));
    }
    if (key == Key.Named.ESCAPE) {
      return just(state.with(state.pane().filteredBy("")).asking(null));
    }
    var next = edited(key, text);
    return just(state.with(state.pane().filteredBy(next)).asking(new Prompt.FilterText(next)));
  }

  private Step weight(Key key, ViewState state, Item.Key target, String text) {
    if (key == Key.Named.ESCAPE || (key == Key.Named.ENTER && text.isEmpty())) {
      return told(state.asking(null), "Not done: no weight was given.");
    }
    if (key != Key.Named.ENTER) {
      return just(state.asking(new Prompt.Weight(target, edited(key, text))));
    }
    return asked(
        state.asking(null), () -> new Prompt.Confirm(ObjectChange.weight(sample, target, text)));
  }

  private static String edited(Key key, String text) {
    return switch (key) {
      case Key.Typed(char c) -> text.length() < LONGEST_INPUT ? text + c : text;
      case Key.Named named ->
          named == Key.Named.BACKSPACE && !text.isEmpty()
              ? text.substring(0, text.length() - 1)
              : text;
    };
  }
}
