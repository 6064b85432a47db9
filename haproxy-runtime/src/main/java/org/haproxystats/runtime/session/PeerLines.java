package org.haproxystats.runtime.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.session.PeerSection.Peer;
import org.haproxystats.runtime.session.PeerSection.SharedTable;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code show peers}: sections, in them peers, in these tables, each further to the right.
 */
final class PeerLines {
  private static final Pattern SECTION =
      Pattern.compile("0x[0-9a-f]+: \\[[^]]*] id=(?<name>\\S+)(?<fields> .*)?");
  private static final Pattern PEER =
      Pattern.compile(
          " {2}0x[0-9a-f]+: id=(?<name>.+)\\((?<place>local|remote),(?<state>(?:in)?active)\\)"
              + "(?<fields> .*)");
  private static final Pattern EXCHANGE =
      Pattern.compile(" {10}0x[0-9a-f]+ (?<fields>local_id=.*)");
  private static final Pattern TABLE =
      Pattern.compile(" +table:0x[0-9a-f]+ id=(?<name>\\S+)(?<fields> .*)?");

  /** What is said again at its own place, titles, and the dictionaries of names. */
  private static final Pattern SKIPPED =
      Pattern.compile(
          " +(?:(?:last_local|remote)_table:.*|shared tables:|Dictionary cache not dumped.*"
              + "|[TR]X dictionary cache:|\\d+ -> .*)");

  private static final Pattern DETAILS = Pattern.compile(" {8}.*");
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");

  private final Reply reply;
  private final List<PeerSection> sections = new ArrayList<>();
  private final List<String> text = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private final List<SharedTable> tables = new ArrayList<>();
  private @Nullable Matcher section;
  private @Nullable Matcher peer;
  private Map<String, String> peerFields = new LinkedHashMap<>();
  private Map<String, String> exchange = new LinkedHashMap<>();

  private PeerLines(Reply reply) {
    this.reply = reply;
  }

  static List<PeerSection> readAll(Reply reply) throws IOException {
    var lines = new PeerLines(reply);
    reply.forEachLine(lines::take);
    lines.endSection();
    return List.copyOf(lines.sections);
  }

  private void take(String line) throws IOException {
    var first = SECTION.matcher(line);
    if (first.matches()) {
      endSection();
      section = first;
    } else if (section == null || !isTaken(line)) {
      throw reply.failed(line);
    }
    text.add(line);
  }

  private boolean isTaken(String line) {
    var first = PEER.matcher(line);
    if (first.matches()) {
      endPeer();
      peer = first;
      put(peerFields, first.group("fields"));
      return true;
    }
    if (peer == null || !DETAILS.matcher(line).matches()) {
      return false;
    }
    var begun = EXCHANGE.matcher(line);
    var own = TABLE.matcher(line);
    if (begun.matches()) {
      put(exchange, begun.group("fields"));
    } else if (own.matches()) {
      var fields = new LinkedHashMap<String, String>();
      put(fields, own.group("fields"));
      tables.add(new SharedTable(own.group("name"), exchange, fields));
      exchange = new LinkedHashMap<>();
    } else if (!SKIPPED.matcher(line).matches()) {
      put(exchange.isEmpty() ? peerFields : exchange, line);
    }
    return true;
  }

  /** The first of two that have one name is the peer's; the other is its connection's. */
  private static void put(Map<String, String> fields, @Nullable String text) {
    if (text != null) {
      FIELD
          .matcher(text)
          .results()
          .forEach(field -> fields.putIfAbsent(field.group(1), field.group(2)));
    }
  }

  private void endPeer() {
    if (peer != null) {
      peers.add(
          new Peer(
              peer.group("name"),
              peer.group("place").equals("local"),
              peer.group("state").equals("active"),
              peerFields.getOrDefault("last_status", ""),
              peerFields.getOrDefault("addr", ""),
              peerFields,
              tables));
    }
    peer = null;
    peerFields = new LinkedHashMap<>();
    exchange = new LinkedHashMap<>();
    tables.clear();
  }

  private void endSection() {
    endPeer();
    if (section != null) {
      var fields = new LinkedHashMap<String, String>();
      put(fields, section.group("fields"));
      sections.add(new PeerSection(section.group("name"), fields, peers, String.join("\n", text)));
    }
    section = null;
    text.clear();
    peers.clear();
  }
}
