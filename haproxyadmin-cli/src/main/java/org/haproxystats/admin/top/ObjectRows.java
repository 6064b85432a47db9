package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * Frontends, backends and servers as a table: those that the filter lets through, in order, the
 * servers below their backends where all kinds are shown.
 */
final class ObjectRows implements Rows {

  private final List<Item> items = new ArrayList<>();
  private final Sample sample;
  private final ViewState state;
  private final Glyphs glyphs;
  private final List<Column> columns = List.of(Column.values());
  private final Filter filter;
  private final Set<String> folded;

  private ObjectRows(Sample sample, ViewState state, Glyphs glyphs) {
    this.sample = sample;
    this.state = state;
    this.glyphs = glyphs;
    folded = state.folded();
    filter = new Filter(state.pane().filter());
  }

  static ObjectRows of(Sample sample, ViewState state, Glyphs glyphs) {
    var rows = new ObjectRows(sample, state, glyphs);
    if (state.view() == View.ALL) {
      rows.addTree();
    } else {
      rows.addAll(rows.ordered(rows.kept(rows.itemsOf(state.view().kinds().getFirst()))));
    }
    return rows;
  }

  private void addAll(List<Item> more) {
    items.addAll(more);
  }

  private void addTree() {
    addAll(ordered(kept(itemsOf(ObjectKind.FRONTEND))));
    var servers = new HashMap<String, List<Item>>();
    for (var server : kept(itemsOf(ObjectKind.SERVER))) {
      servers.computeIfAbsent(server.proxy(), _ -> new ArrayList<>()).add(server);
    }
    var backends = new ArrayList<Item>();
    for (var backend : itemsOf(ObjectKind.BACKEND)) {
      if (isKept(backend) || servers.containsKey(backend.proxy())) {
        backends.add(backend);
      }
    }
    var inOrder = ordered(backends);
    for (int i = 0; i < inOrder.size(); i++) {
      var backend = inOrder.get(i);
      items.add(backend);
      // Where processes are apart, the servers follow the last row of their backend next to it.
      boolean isLast = i + 1 == inOrder.size() || !inOrder.get(i + 1).name().equals(backend.name());
      var below = isLast ? servers.remove(backend.name()) : null;
      if (below != null && !folded.contains(backend.name())) {
        addAll(ordered(below));
      }
    }
  }

  private List<Item> itemsOf(ObjectKind kind) {
    if (!state.apart()) {
      return items(sample.all(), kind);
    }
    // The rows of one object are next to each other, one for each process that has it.
    Map<String, List<Item>> byName = new LinkedHashMap<>();
    for (var figures : sample.each()) {
      for (var item : items(figures, kind)) {
        byName.computeIfAbsent(item.fullName(), _ -> new ArrayList<>()).add(item);
      }
    }
    return byName.values().stream().flatMap(List::stream).toList();
  }

  private static List<Item> items(Figures figures, ObjectKind kind) {
    var items = new ArrayList<Item>();
    for (int row = 0; row < figures.of(kind).size(); row++) {
      items.add(figures.item(kind, row));
    }
    return items;
  }

  private List<Item> kept(List<Item> all) {
    return all.stream().filter(this::isKept).toList();
  }

  private boolean isKept(Item item) {
    return filter.test(item.fullName()) && (!state.pane().alarmsOnly() || isOutOfOrder(item));
  }

  /** Not well, or taken out of the traffic. */
  private static boolean isOutOfOrder(Item item) {
    var standing = Standing.of(item);
    return standing.isAlarm() || standing == Tone.NOTE;
  }

  private List<Item> ordered(List<Item> some) {
    var sorting = state.pane().sorting();
    if (sorting.isNone() || sorting.column() >= columns.size()) {
      return some;
    }
    var column = columns.get(sorting.column());
    return column.sortsByText()
        ? byText(some, column, sorting.descending())
        : byValue(some, column, sorting.descending());
  }

  private static List<Item> byText(List<Item> some, Column column, boolean descending) {
    Comparator<Item> order = Comparator.comparing(column::text);
    return some.stream().sorted(descending ? order.reversed() : order).toList();
  }

  /** What is unknown comes last, whatever the order. */
  private static List<Item> byValue(List<Item> some, Column column, boolean descending) {
    record Ranked(Item item, double rank) {}
    var ranked = new ArrayList<Ranked>(some.size());
    for (var item : some) {
      double value = column.value(item);
      ranked.add(new Ranked(item, descending ? -value : value)); // NaN ranks last
    }
    ranked.sort(Comparator.comparingDouble(Ranked::rank));
    return ranked.stream().map(Ranked::item).toList();
  }

  @Override
  public List<Heading> headings() {
    return columns.stream()
        .map(
            column ->
                column == Column.PROCESS && !state.apart()
                    ? column.heading().hidden()
                    : column.heading())
        .toList();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Object key(int row) {
    return items.get(row).key();
  }

  @Override
  public List<Cell> cells(int row) {
    var item = items.get(row);
    var cells = new ArrayList<Cell>(columns.size());
    for (var column : columns) {
      cells.add(
          switch (column) {
            case NAME -> new Cell(label(item), Tone.PLAIN);
            case COURSE -> new Cell(glyphs.trend(item.course()), Tone.NOTE);
            default -> column.cell(item);
          });
    }
    return cells;
  }

  @Override
  public String subject(int row) {
    return items.get(row).fullName();
  }

  /** These are more than lines: see {@link Detail}. */
  @Override
  public List<String> details(Object key) {
    return List.of();
  }

  /** The name, with what tells the kinds apart where there are several. */
  private String label(Item item) {
    if (state.view() != View.ALL) {
      return item.fullName();
    }
    return switch (item.kind()) {
      case FRONTEND -> "F " + item.name();
      case BACKEND -> "B" + glyphs.fold(folded.contains(item.name())) + item.name();
      default -> "    " + item.name();
    };
  }

  @Override
  public String emptiness() {
    boolean narrowed = !state.pane().filter().isEmpty() || state.pane().alarmsOnly();
    return narrowed ? "Nothing matches. Esc shows all again." : "HAProxy has none.";
  }
}
