package org.haproxystats.admin.top;

import static org.haproxystats.admin.top.Rows.Align.LATEST;
import static org.haproxystats.admin.top.Rows.Align.LEFT;
import static org.haproxystats.admin.top.Rows.Align.RIGHT;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * The columns of the table of objects, in their order on the screen. Which of them are shown is a
 * matter of the screen's width.
 */
enum Column {
  /** Its cell is made by the table, which knows what is below what. */
  NAME(18, 0, Content.text(Rows.Align.NAME, Item::fullName, _ -> Tone.PLAIN)),
  /** Shown only where processes are shown apart. */
  PROCESS(
      12,
      0,
      Content.text(
          LEFT, item -> item.process().map(Endpoint::shortName).orElse(""), _ -> Tone.PLAIN)),
  STATUS(10, 0, Content.text(LEFT, Standing::status, Standing::ofStatus)),
  SESS(5, 1, Content.number(item -> item.number("scur"), Standing::ofSessions)),
  LIMIT(5, 4, Content.number(item -> item.number("slim") > 0 ? item.number("slim") : Double.NaN)),
  QUEUE(5, 2, Content.number(item -> item.number("qcur"), Standing::ofQueue)),
  REQ_S(5, 1, Content.number(Item::traffic)),
  IN_S(5, 7, Content.number(item -> item.rate("bin"))),
  OUT_S(5, 5, Content.number(item -> item.rate("bout"))),
  ERR_S(5, 3, Content.trouble(item -> item.rates("ereq", "econ", "eresp", "eint"))),
  _5XX_S(5, 6, Content.trouble(item -> item.rate("hrsp_5xx"))),
  _4XX_S(5, 12, Content.number(item -> item.rate("hrsp_4xx"))),
  DENY_S(6, 14, Content.number(item -> item.rates("dreq", "dresp"))),
  RETRY_S(7, 13, Content.trouble(item -> item.rates("wretr", "wredis"))),
  RESP(5, 8, Content.measure(item -> item.number("rtime"), Amounts::milliseconds)),
  WGHT(4, 9, Content.number(item -> item.number("weight"))),
  CHECK(
      10,
      10,
      Content.text(
          LEFT,
          item -> item.kind() == ObjectKind.SERVER ? Checks.result(item) : "",
          _ -> Tone.PLAIN)),
  SINCE(6, 11, Content.measure(item -> item.number("lastchg"), Amounts::duration)),
  /** The course of {@link #REQ_S}; its cell is made by the table. */
  COURSE(8, 3, new Content(LATEST, _ -> "", _ -> Tone.PLAIN, Item::traffic, false));

  /**
   * What is in a column.
   *
   * @param value what rows are put in order by, unless that is the text
   */
  private record Content(
      Rows.Align align,
      Function<Item, String> text,
      Function<Item, Tone> tone,
      ToDoubleFunction<Item> value,
      boolean sortsByText) {

    static Content text(Rows.Align align, Function<Item, String> text, Function<Item, Tone> tone) {
      return new Content(align, text, tone, _ -> Double.NaN, true);
    }

    static Content number(ToDoubleFunction<Item> value, Function<Item, Tone> tone) {
      return new Content(
          RIGHT, item -> Amounts.count(value.applyAsDouble(item)), tone, value, false);
    }

    static Content number(ToDoubleFunction<Item> value) {
      return number(value, _ -> Tone.PLAIN);
    }

    /** What ought to be zero. */
    static Content trouble(ToDoubleFunction<Item> value) {
      return number(value, item -> value.applyAsDouble(item) > 0 ? Tone.WARN : Tone.PLAIN);
    }

    static Content measure(ToDoubleFunction<Item> value, Function<Double, String> text) {
      return new Content(
          RIGHT, item -> text.apply(value.applyAsDouble(item)), _ -> Tone.PLAIN, value, false);
    }
  }

  private final int width;
  private final int priority;

  @SuppressWarnings("ImmutableEnumChecker") // its functions keep no state
  private final Content content;

  Column(int width, int priority, Content content) {
    this.width = width;
    this.priority = priority;
    this.content = content;
  }

  Rows.Heading heading() {
    var title = name().startsWith("_") ? name().substring(1) : name();
    return new Rows.Heading(title.replace('_', '/'), width, content.align(), priority);
  }

  /** What it says of an object; nothing and unknown are shown calmly. */
  Rows.Cell cell(Item item) {
    var shown = content.text().apply(item);
    var tone = content.tone().apply(item);
    boolean calm = tone == Tone.PLAIN && (shown.equals("0") || shown.equals(Amounts.UNKNOWN));
    return new Rows.Cell(shown, calm ? Tone.DIM : tone);
  }

  /** Whether rows are put in the order of {@link #text}, and not of {@link #value}. */
  boolean sortsByText() {
    return content.sortsByText();
  }

  String text(Item item) {
    return content.text().apply(item);
  }

  double value(Item item) {
    return content.value().applyAsDouble(item);
  }
}
