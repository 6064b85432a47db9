package org.haproxystats.runtime.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * One cache, and what it holds ({@code show cache}).
 *
 * @param name of the {@code cache} section
 * @param availableBlocks how much room it has left, in blocks of HAProxy's shared memory
 * @param objects what it holds
 */
public record Cache(String name, long availableBlocks, List<CachedObject> objects) {
  private static final Pattern CACHE =
      Pattern.compile(
          "0x[0-9a-f]+: (?<name>.+) \\(shctx:\\S+, available blocks:(?<free>\\d{1,18})\\)");
  private static final Pattern OBJECT =
      Pattern.compile("(?<pointer>0x[0-9a-f]+) (?<fields>hash:.*)");
  private static final Pattern FIELD = Pattern.compile("(\\w+):([^\\s,]+)|\\((\\d+) (blocks)\\)");

  /** Keeps a copy that nobody can change. */
  public Cache {
    objects = List.copyOf(objects);
  }

  /**
   * One response that is kept.
   *
   * @param hash of what it answers: 0 to 4294967295
   * @param bytes how large it is
   * @param references how many requests are being answered with it
   * @param expiresIn in whole seconds; zero or less if it is too old and not removed yet
   * @param fields all that HAProxy says, also the above, by its names and in its order
   */
  public record CachedObject(
      long hash, long bytes, int references, Duration expiresIn, Map<String, String> fields) {

    /** Keeps a copy of the fields that nobody can change. */
    public CachedObject {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  static List<Cache> readAll(Reply reply) throws IOException {
    var caches = new ArrayList<Cache>();
    var objects = new ArrayList<CachedObject>();
    reply.forEachLine(
        line -> {
          var cache = CACHE.matcher(line);
          if (cache.matches()) {
            endLast(caches, objects);
            caches.add(
                new Cache(cache.group("name"), Long.parseLong(cache.group("free")), List.of()));
            return;
          }
          var object = OBJECT.matcher(line);
          if (!object.matches() || caches.isEmpty()) {
            throw reply.failed(line);
          }
          objects.add(object(reply, line, object.group("fields")));
        });
    endLast(caches, objects);
    return List.copyOf(caches);
  }

  private static void endLast(List<Cache> caches, List<CachedObject> objects) {
    if (!objects.isEmpty()) {
      var last = caches.removeLast();
      caches.add(new Cache(last.name, last.availableBlocks, objects));
      objects.clear();
    }
  }

  private static CachedObject object(Reply reply, String line, String text) throws IOException {
    var fields = new LinkedHashMap<String, String>();
    FIELD.matcher(text).results().forEach(field -> put(fields, field));
    try {
      return new CachedObject(
          Long.parseLong(fields.getOrDefault("hash", "")),
          Long.parseLong(fields.getOrDefault("size", "")),
          Integer.parseInt(fields.getOrDefault("refcount", "")),
          Duration.ofSeconds(Long.parseLong(fields.getOrDefault("expire", ""))),
          fields);
    } catch (NumberFormatException _) {
      throw reply.failed(line);
    }
  }

  /** The number of blocks stands before its name. */
  private static void put(Map<String, String> fields, MatchResult field) {
    boolean isAfterItsName = field.group(1) != null;
    fields.put(field.group(isAfterItsName ? 1 : 4), field.group(isAfterItsName ? 2 : 3));
  }
}
