package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternContents;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.StoredEntry;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.session.SessionFilter;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableFilter;
import org.haproxystats.runtime.table.TableKey;
import org.haproxystats.runtime.tls.CaFileCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CrlFileCommands;
import org.haproxystats.runtime.tls.CrtListEntry;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.TlsCommands;

/**
 * Every public method that makes a command, found by its class's name: whatever text it is given,
 * HAProxy reads the same words as with a harmless one, but for that text, or it is refused.
 */
class EveryCommandProperties {
  private static final String HARMLESS = "harmless";
  private static final Endpoint ENDPOINT = new Endpoint.Unix(Path.of("/s"));

  /** Payloads of these are PEM texts. */
  private static final List<Class<?>> PEM =
      List.of(
          CertificateCommands.class,
          CaFileCommands.class,
          CrlFileCommands.class,
          TlsCommands.class);

  /** What one request is for HAProxy. */
  private record Understood(List<String> words, List<String> payload) {}

  @Provide
  Arbitrary<Method> factories() {
    return Arbitraries.of(allFactories());
  }

  private static List<Method> allFactories() {
    try {
      var root = Path.of(Command.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (var files = Files.walk(root)) {
        return files
            .map(file -> root.relativize(file).toString().replace('/', '.'))
            .filter(name -> name.matches(".*(Commands|Views)\\.class"))
            .map(name -> name.substring(0, name.length() - ".class".length()))
            .flatMap(EveryCommandProperties::factories)
            .sorted(Comparator.comparing(Method::toString))
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Method> factories(String className) {
    try {
      var type = Class.forName(className);
      return Stream.of(type.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(type.getModifiers()))
          .filter(method -> Modifier.isPublic(method.getModifiers()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Provide
  Arbitrary<HaproxyVersion> versions() {
    return Arbitraries.of("1.5", "1.9", "2.2", "2.8", "2.9", "3.0", "3.2", "3.4")
        .map(HaproxyVersion::parse);
  }

  @Provide
  Arbitrary<String> texts() {
    var parts =
        Arbitraries.of(
            ";",
            "\n",
            "\r",
            "\0",
            "\\",
            " ",
            "\t",
            "<<",
            "<<END0",
            "END0",
            "#",
            "@1",
            "*",
            "%",
            "set weight b/s 1",
            "a",
            "1",
            "/",
            ":",
            "[",
            "]",
            ".key",
            "\ud83d",
            "é");
    return Arbitraries.oneOf(
        parts.list().ofMinSize(1).ofMaxSize(4).map(some -> String.join("", some)),
        Arbitraries.strings().ofMaxLength(12));
  }

  @Property(tries = 5000)
  void noTextIsMoreThanAPartOfOneWord(
      @ForAll("factories") Method factory,
      @ForAll("texts") String text,
      @ForAll("versions") HaproxyVersion version)
      throws ReflectiveOperationException {
    List<Understood> requests;
    try {
      requests = requests(factory, text, version);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
      return;
    } catch (UnsendableValueException _) {
      return;
    }
    if (factory.getReturnType() == List.class) {
      return; // A payload carries some texts, and words others; the requests are whole.
    }
    var harmless = requests(factory, HARMLESS, version);
    assertThat(requests).hasSameSizeAs(harmless);
    boolean isFormat = factory.getName().equals("setText"); // where a '%' must be doubled
    boolean isPem = PEM.contains(factory.getDeclaringClass()); // which is divided into lines
    for (int i = 0; i < requests.size(); i++) {
      var words = with(isFormat ? text.replace("%", "%%") : text, harmless.get(i).words);
      assertThat(requests.get(i).words).isEqualTo(words);
      if (!isPem) {
        assertThat(requests.get(i).payload).isEqualTo(with(text, harmless.get(i).payload));
      }
    }
  }

  private static List<String> with(String text, List<String> words) {
    return words.stream().map(word -> word.replace(HARMLESS, text)).toList();
  }

  private static List<Understood> requests(Method factory, String text, HaproxyVersion version)
      throws ReflectiveOperationException {
    var types = factory.getGenericParameterTypes();
    var arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(factory.getParameterTypes()[i], types[i].getTypeName(), text);
    }
    var made = factory.invoke(null, arguments);
    var commands = made instanceof List<?> several ? several : List.of(made);
    var understood = new ArrayList<Understood>();
    for (var command : commands) {
      for (var request : ((Command<?>) command).requests(version)) {
        var bytes = new ByteArrayOutputStream();
        request.writeTo(bytes, ENDPOINT, List.of());
        var read = HaproxyParser.of(version).read(bytes.toString(UTF_8));
        assertThat(read.commands()).hasSize(1);
        assertThat(read.rest()).isEmpty();
        understood.add(new Understood(read.commands().getFirst(), read.payload()));
      }
    }
    return understood;
  }

  private static Object argument(Class<?> type, String fullType, String text) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    var pattern = new PatternEntry(text, text);
    var filter = new TableFilter("gpc0", TableFilter.Operator.EQ, 1);
    return switch (type.getSimpleName()) {
      case "String" -> text;
      case "String[]" -> new String[] {text, text};
      case "int" -> 1;
      case "long" -> 1L;
      case "boolean" -> true;
      case "byte[]" -> new byte[] {1};
      case "Duration" -> Duration.ofSeconds(1);
      case "InetAddress" -> InetAddress.getLoopbackAddress();
      case "Secret" -> new Secret(text);
      case "ServerName" -> new ServerName("b" + text, text);
      case "MapRef", "PatternRef" -> MapRef.file(text);
      case "AclRef" -> AclRef.file(text);
      case "StoredEntry" -> new StoredEntry("0x1", pattern);
      case "PatternContents" -> PatternContents.of(MapRef.file(text), List.of(pattern));
      case "TableKey" -> TableKey.of(text);
      case "TableEntry" -> new TableEntry("0x1", text, 0, Duration.ZERO, Map.of());
      case "TableFilter[]" -> new TableFilter[] {filter};
      case "CrtListEntry" -> CrtListEntry.of(text, text, List.of(text));
      case "StatQuery" -> StatQuery.ALL.ofProxy(text);
      case "StatCsvReader" -> new StatCsvReader(List.of(text));
      case "SessionFilter" -> new SessionFilter.OfFrontend(text);
      case "Collector" -> (Collector<?, ?, ?>) Collectors.counting();
      case "Map" -> Map.of(text, 1L);
      case "List", "Collection" ->
          fullType.contains("TableFilter")
              ? List.of(filter)
              : fullType.contains("PatternEntry") ? List.of(pattern) : List.of(text, text);
      default ->
          type.isArray() && type.componentType().isEnum()
              ? Array.newInstance(type.componentType(), 0)
              : unknown(fullType);
    };
  }

  private static Object unknown(String type) {
    throw new IllegalStateException("this test has to learn how a " + type + " is made of a text");
  }
}
