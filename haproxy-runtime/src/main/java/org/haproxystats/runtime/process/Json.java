package org.haproxystats.runtime.process;

import java.io.IOException;
import org.haproxystats.runtime.Reply;

/** Checks that an answer is a document in JSON as a whole, which it is when all is well. */
final class Json {
  private Json() {}

  static String read(Reply reply) throws IOException {
    var text = reply.message();
    boolean whole =
        (text.startsWith("[") && text.endsWith("]"))
            || (text.startsWith("{") && text.endsWith("}"));
    // HAProxy breaks off like this where an object does not fit into its buffer.
    if (!whole || text.contains("{\"errorStr\":\"")) {
      throw reply.failed(text);
    }
    return text;
  }
}
