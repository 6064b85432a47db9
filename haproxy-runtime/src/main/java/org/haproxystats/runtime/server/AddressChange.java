package org.haproxystats.runtime.server;

import java.io.IOException;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * What setting a server's address came to.
 *
 * @param address whether the address is another one than before
 * @param port whether the port is another one than before
 * @param text what HAProxy said, with the old and new values
 */
public record AddressChange(boolean address, boolean port, String text) {
  // Up to 2.9 HAProxy also says what it did not need to change; failures end in the same 'by'.
  private static final Pattern ADDRESS = Pattern.compile("\\bIP changed from '.*' to '.*'");
  private static final Pattern PORT = Pattern.compile("\\bport changed from '.*' to '.*'");
  private static final Pattern SUCCESS =
      Pattern.compile(
          "(IP changed from '|port changed from '|no need to change the addr|nothing changed).*");

  static AddressChange read(Reply reply) throws IOException {
    var text = reply.text();
    if (reply.isError() || !SUCCESS.matcher(text).matches()) {
      throw reply.failed(text);
    }
    return new AddressChange(ADDRESS.matcher(text).find(), PORT.matcher(text).find(), text);
  }
}
