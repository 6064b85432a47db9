package org.haproxystats.admin.top;

import java.util.Comparator;
import java.util.List;

/** A listing as a table: the entries that the filter lets through, in order. */
final class ListingRows implements Rows {
  private static final Heading NOTHING = new Heading("", 10, Align.REST, 0);

  private final List<Heading> headings;
  private final List<Listing.Entry> entries;
  private final String emptiness;

  private ListingRows(List<Heading> headings, List<Listing.Entry> entries, String emptiness) {
    this.headings = headings;
    this.entries = entries;
    this.emptiness = emptiness;
  }

  /** While nothing has been fetched yet. */
  static ListingRows waiting() {
    return new ListingRows(List.of(NOTHING), List.of(), "Asking HAProxy ...");
  }

  static ListingRows of(Listing listing, Pane pane) {
    var filter = new Filter(pane.filter());
    var kept =
        listing.entries().stream()
            .filter(entry -> entry.values().stream().anyMatch(value -> filter.test(value.text())));
    int column = pane.sorting().column();
    if (column >= 0 && column < listing.headings().size()) {
      var order = order(column);
      kept = kept.sorted(pane.sorting().descending() ? order.reversed() : order);
    }
    var emptiness =
        pane.filter().isEmpty() ? "HAProxy has none." : "Nothing matches. Esc shows all again.";
    return new ListingRows(listing.headings(), kept.toList(), emptiness);
  }

  private static Comparator<Listing.Entry> order(int column) {
    Comparator<Listing.Value> byRank = Comparator.comparingDouble(Listing.Value::rank);
    return Comparator.comparing(
        entry -> entry.values().get(column), byRank.thenComparing(Listing.Value::text));
  }

  @Override
  public List<Heading> headings() {
    return headings;
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Object key(int row) {
    return entries.get(row).key();
  }

  @Override
  public List<Cell> cells(int row) {
    return entries.get(row).values().stream()
        .map(value -> new Cell(value.text(), value.tone()))
        .toList();
  }

  @Override
  public String subject(int row) {
    return entries.get(row).values().getFirst().text();
  }

  @Override
  public List<String> details(Object key) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .map(Listing.Entry::details)
        .orElse(List.of("It is there no more. Esc goes back."));
  }

  @Override
  public String emptiness() {
    return emptiness;
  }
}
