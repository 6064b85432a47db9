import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A small site on the loopback address: the servers behind HAProxy, and visitors in front of it.
 */
final class Site {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int VISITORS = 5;

  private final Map<String, List<Integer>> ports = new LinkedHashMap<>();
  private final Socket down = new Socket();
  private volatile boolean stopped;

  /**
   * How the servers of a backend behave: how long an answer takes, and how many in a thousand fail.
   */
  private record Manner(int fewestMillis, int mostMillis, int failures) {}

  void start() throws IOException {
    // A port that is taken but not listened on: a server that is down.
    down.bind(new InetSocketAddress(LOOPBACK, 0));
    startServers("app", 2, new Manner(5, 40, 5));
    startServers("static", 2, new Manner(0, 3, 0));
    startServers("api", 3, new Manner(40, 300, 30));
  }

  private void startServers(String backend, int count, Manner manner) throws IOException {
    var own = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", exchange -> answer(exchange, manner));
      server.start();
      own.add(server.getAddress().getPort());
    }
    ports.put(backend, own);
  }

  private static void answer(HttpExchange exchange, Manner manner) throws IOException {
    String path = exchange.getRequestURI().getPath();
    var random = ThreadLocalRandom.current();
    int status = 200;
    if (!path.equals("/health")) {
      pause(random.nextInt(manner.fewestMillis, manner.mostMillis + 1));
      if (path.endsWith("/missing")) {
        status = 404;
      } else if (random.nextInt(1000) < manner.failures) {
        status = 500;
      }
    }
    byte[] body =
        "%d %s%n"
            .formatted(status, path)
            .repeat(random.nextInt(1, 40))
            .getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The ports of each backend's live servers. */
  Map<String, List<Integer>> backendPorts() {
    return ports;
  }

  /** The port of a server that is down. */
  int downPort() {
    return down.getLocalPort();
  }

  /** Lets some visitors in, who come and go in waves. */
  void startTraffic(int wwwPort, int apiPort) {
    for (int i = 0; i < VISITORS; i++) {
      int visitor = i;
      Thread.ofVirtual().start(() -> visit(visitor, wwwPort, apiPort));
    }
  }

  private void visit(int visitor, int wwwPort, int apiPort) {
    var random = ThreadLocalRandom.current();
    while (!stopped) {
      int dice = random.nextInt(100);
      if (dice < 20) {
        request(apiPort, "/orders/" + dice);
      } else if (dice < 24) {
        request(wwwPort, "/missing");
      } else if (dice < 60) {
        request(wwwPort, "/static/" + dice + ".css");
      } else {
        request(wwwPort, "/page/" + dice);
      }
      double wave = Math.sin(System.currentTimeMillis() / 10_000.0 + visitor);
      pause((int) (110 + 70 * wave) + random.nextInt(60));
    }
  }

  private static void request(int port, String path) {
    try (var socket = new Socket(LOOPBACK, port)) {
      socket.setSoTimeout(5000);
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      pause(500); // HAProxy counts what went wrong
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the traffic. The servers end with this program. */
  void stop() {
    stopped = true;
  }
}
