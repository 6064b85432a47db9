package org.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.Option;
import org.haproxystats.config.SectionReader;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SinkFactory;

/** The section {@code [influx]}: writes snapshots to InfluxDB, each in one HTTP request. */
public final class InfluxSinkFactory implements SinkFactory {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String VALID = "such as http://influx.example.com:8086/write?db=haproxy";

  @Override
  public String section() {
    return "influx";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.unset("influx", "url"), Option.added("influx", "timeout", "5"));
  }

  @Override
  public Configured configure(SectionReader section) {
    if (!section.isSet("url")) {
      section.missing("url", "the address to write to, " + VALID);
    }
    var url = section.read("url", InfluxSinkFactory::url, _ -> "not an http address", VALID);
    var timeout = section.positiveSeconds("timeout");
    return context -> new Influx(url.orElseThrow(), timeout, context.host());
  }

  private static Optional<URI> url(String text) {
    return Optional.of(text).filter(t -> t.matches("https?://[^/\\s]+/\\S*")).map(URI::create);
  }

  private record Influx(URI url, Duration retryDelay, String host) implements Sink {
    @Override
    public String name() {
      return "influx";
    }

    @Override
    public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
      var lines = new StringBuilder();
      long values = 0;
      for (var table : snapshot.tables()) {
        for (int row = 0; row < table.rows(); row++) {
          values += append(lines, table, row, snapshot.seconds());
        }
      }
      var body = BodyPublishers.ofString(lines.toString());
      var request = HttpRequest.newBuilder(url).timeout(retryDelay).POST(body).build();
      try {
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2) {
          return values;
        }
        throw new IOException(answer.statusCode() + " " + answer.body());
      } catch (IOException e) {
        throw new IOException("InfluxDB at " + url + ": " + e.getMessage(), e);
      }
    }

    private long append(StringBuilder lines, MetricTable table, int row, long seconds) {
      var object = table.objects().get(row);
      var present = table.columns().stream().filter(column -> !column.isAbsent(row)).toList();
      if (!present.isEmpty()) {
        lines.append("haproxy,host=").append(escaped(host)).append(",kind=").append(object.kind());
        lines.append(object.proxy().isEmpty() ? "" : ",proxy=" + escaped(object.proxy()));
        lines.append(object.name().isEmpty() ? "" : ",name=" + escaped(object.name()));
        for (var column : present) {
          lines.append(column == present.getFirst() ? ' ' : ',');
          lines.append(escaped(column.metric().name())).append('=').append(column.doubleValue(row));
        }
        lines.append(' ').append(seconds).append("000000000\n");
      }
      return present.size();
    }

    private static String escaped(String text) {
      return text.replaceAll("[ ,=]", "\\\\$0");
    }

    @Override
    public void close() {}
  }
}
