package org.haproxystats.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A receiver of Graphite's lines that is a program of its own, so that a test can kill it: it
 * writes what a connection brings into a file of its own, as it comes, and closes the connection
 * after its end.
 */
final class ReceiverProgram {
  private ReceiverProgram() {}

  /** Arguments: the port, and the folder of the files. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    try (var server =
        new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
      while (true) {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> keep(connection, folder));
      }
    }
  }

  private static void keep(Socket connection, Path folder) {
    try (connection;
        var file = Files.newOutputStream(Files.createTempFile(folder, "connection", ".lines"))) {
      connection.getInputStream().transferTo(file);
    } catch (IOException e) {
      System.err.println("connection broken: " + e.getMessage());
    }
  }

  /** Starts it. */
  static Program start(Path directory, int port, Path folder) {
    return Program.start(
        directory,
        java.util.Map.of(),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        "-XX:+UseSerialGC",
        "-Xmx32m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        ReceiverProgram.class.getName(),
        Integer.toString(port),
        folder.toString());
  }

  /** All whole lines that it has received. */
  static List<String> lines(Path folder) throws IOException {
    var lines = new ArrayList<String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        // What follows the last line feed is a line cut short.
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
      }
    }
    return lines;
  }
}
