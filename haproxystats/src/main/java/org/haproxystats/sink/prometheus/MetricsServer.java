package org.haproxystats.sink.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.TlsSettings;

/** Serves the page at {@code /metrics}, and {@code /healthz} and {@code /readyz} beside it. */
final class MetricsServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MetricsServer.class.getName());
  private static final String REALM = "haproxystats";
  private static final int NO_BODY = -1;
  private static final int CHUNKED = 0;

  private final MetricsPage page;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private MetricsServer(MetricsPage page, HttpServer server) {
    this.page = page;
    this.server = server;
  }

  /**
   * Listens and serves.
   *
   * @throws IOException the address is taken or no address, or a file cannot be used; the message
   *     says what to do
   */
  static MetricsServer start(PrometheusSettings settings, MetricsPage page) throws IOException {
    var login = settings.login();
    var password = login.isPresent() ? password(login.get().passwordFile()) : new byte[0];
    var server = new MetricsServer(page, bind(settings));
    var metrics = server.server.createContext("/metrics", only("/metrics", server::metrics));
    login.ifPresent(it -> metrics.setAuthenticator(new Gate(it.user(), password)));
    server.server.createContext(
        "/healthz", only("/healthz", exchange -> say(exchange, 200, "well")));
    server.server.createContext("/readyz", only("/readyz", server::readiness));
    server.server.setExecutor(server.executor);
    server.server.start();
    LOG.log(
        Level.INFO,
        "prometheus: listening at %s://%s:%d/metrics"
            .formatted(
                settings.certificate().isPresent() ? "https" : "http",
                settings.address(),
                server.port()));
    return server;
  }

  private static byte[] password(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .findFirst()
          .filter(line -> !line.isEmpty())
          .orElseThrow(() -> new IOException("the first line is empty; it must be the password"))
          .getBytes(UTF_8);
    } catch (IOException e) {
      throw new IOException("password-file " + file + ": " + FileTrouble.reason(e), e);
    }
  }

  private static HttpServer bind(PrometheusSettings settings) throws IOException {
    var place = settings.address() + ":" + settings.port();
    try {
      var address =
          new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port());
      if (settings.certificate().isEmpty()) {
        return HttpServer.create(address, 0);
      }
      var tls = new TlsSettings(Optional.empty(), settings.certificate(), true).context();
      var server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return server;
    } catch (UnknownHostException e) {
      throw new IOException("there is no address " + settings.address() + "; set address", e);
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s: %s; set address and port to what is free on this machine"
              .formatted(place, e.getMessage()),
          e);
    }
  }

  /** Lets one user in. */
  private static final class Gate extends BasicAuthenticator {
    private final byte[] user;
    private final byte[] password;

    Gate(String user, byte[] password) {
      super(REALM, UTF_8);
      this.user = user.getBytes(UTF_8);
      this.password = password;
    }

    @Override
    public boolean checkCredentials(String name, String secret) {
      // Both are compared in a time that tells nothing of where they differ.
      boolean sameUser = MessageDigest.isEqual(user, name.getBytes(UTF_8));
      boolean samePassword = MessageDigest.isEqual(password, secret.getBytes(UTF_8));
      return sameUser && samePassword;
    }
  }

  /** The port that it listens on. */
  int port() {
    return server.getAddress().getPort();
  }

  /** A handler of one path and no other below it, for GET and HEAD. */
  private static HttpHandler only(String path, HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (!exchange.getRequestURI().getPath().equals(path)) {
          say(exchange, 404, "there is /metrics, /healthz and /readyz");
        } else if (exchange.getRequestMethod().equals("GET")
            || exchange.getRequestMethod().equals("HEAD")) {
          handler.handle(exchange);
        } else {
          exchange.getResponseHeaders().set("Allow", "GET, HEAD");
          say(exchange, 405, "only GET and HEAD");
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, exchange.getRemoteAddress() + " went away: " + e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "prometheus: " + path + " failed", e);
      }
    };
  }

  private void readiness(HttpExchange exchange) throws IOException {
    var trouble = page.trouble();
    if (trouble == null) {
      say(exchange, 200, "ready");
    } else {
      say(exchange, 503, trouble);
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    ScrapeRequest request;
    try {
      request = ScrapeRequest.parse(exchange.getRequestURI().getRawQuery());
    } catch (IllegalArgumentException e) {
      say(exchange, 400, String.valueOf(e.getMessage()));
      return;
    }
    var format = Format.accepted(header(exchange, "Accept"));
    boolean zipped = acceptsGzip(header(exchange, "Accept-Encoding"));
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", format.contentType());
    headers.set("Cache-Control", "no-cache");
    headers.set("Vary", "Accept, Accept-Encoding");
    if (zipped) {
      headers.set("Content-Encoding", "gzip");
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, NO_BODY);
      return;
    }
    exchange.sendResponseHeaders(200, CHUNKED);
    try (var body =
        zipped ? new QuickGzip(exchange.getResponseBody()) : exchange.getResponseBody()) {
      page.write(request, format, body);
    }
  }

  /** The lines are so alike that more effort saves little. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream out) throws IOException {
      super(out, 16 * 1024);
      def.setLevel(1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    var values = exchange.getRequestHeaders().get(name);
    return values == null ? "" : String.join(",", values);
  }

  private static boolean acceptsGzip(String header) {
    for (var coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = coding.replace(" ", "").split(";", -1);
      if (parts.length > 0 && parts[0].equals("gzip")) {
        return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    var body = (text + "\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
