package org.haproxystats.admin.top;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Presses keys one after the other, as on a terminal of 80 to 24 characters. */
final class Keyboard {
  private static final Size SIZE = new Size(80, 24);

  private final Sample sample;
  private ViewState state;
  private @Nullable Listing listing;
  private Controls.Request request = Controls.Request.Plain.NOTHING;

  private Keyboard(Sample sample, boolean readOnly) {
    this.sample = sample;
    state = ViewState.initial(View.ALL, Duration.ofSeconds(2), readOnly);
  }

  static Keyboard at(Sample sample) {
    return new Keyboard(sample, false);
  }

  static Keyboard readOnlyAt(Sample sample) {
    return new Keyboard(sample, true);
  }

  Keyboard press(Key... keys) {
    for (var key : keys) {
      var screen = new Screen(sample, state, rows(), note(), Glyphs.UNICODE, SIZE);
      var step = new Controls(sample, rows(), screen.tableHeight()).press(key, state);
      state = step.state();
      request = step.request();
    }
    return this;
  }

  Keyboard type(String text) {
    text.chars().forEach(c -> press(new Key.Typed((char) c)));
    return this;
  }

  /** Has been fetched for the view on the screen. */
  Keyboard fetched(Listing next) {
    listing = next;
    return this;
  }

  private Rows rows() {
    if (state.view().showsObjects()) {
      return ObjectRows.of(sample, state, Glyphs.UNICODE);
    }
    return listing == null ? ListingRows.waiting() : ListingRows.of(listing, state.pane());
  }

  private String note() {
    return listing == null ? "" : listing.note();
  }

  ViewState state() {
    return state;
  }

  /** What the last key has asked for. */
  Controls.Request request() {
    return request;
  }

  /** The lines of the screen without the blanks at their ends. */
  List<String> screen() {
    return screen(SIZE);
  }

  List<String> screen(Size size) {
    return new Screen(sample, state, rows(), note(), Glyphs.UNICODE, size)
        .lines().stream().map(line -> line.text().stripTrailing()).toList();
  }

  /** The rows of the table, by the beginning of each. */
  List<String> names() {
    var lines = new Screen(sample, state, rows(), note(), Glyphs.UNICODE, SIZE).lines();
    return lines.stream()
        .map(Line::text)
        .dropWhile(line -> !line.startsWith("NAME"))
        .skip(1)
        .limit(rows().size())
        .map(line -> line.substring(0, 18).strip())
        .toList();
  }

  /** The line that is marked; empty if none is. */
  String selected() {
    return new Screen(sample, state, rows(), note(), Glyphs.UNICODE, SIZE)
        .lines().stream()
            .filter(Line::selected)
            .map(line -> line.text().substring(0, 18).strip())
            .findFirst()
            .orElse("");
  }

  String lastLine() {
    return screen().getLast();
  }
}
