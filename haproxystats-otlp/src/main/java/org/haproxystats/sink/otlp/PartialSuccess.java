package org.haproxystats.sink.otlp;

import io.opentelemetry.exporter.internal.marshal.CodedInputStream;
import java.io.IOException;

/**
 * What a collector says that has accepted a request, but maybe not all values in it.
 *
 * @param rejected how many values it has not accepted
 * @param message why, or what else it has to say; empty: nothing
 */
record PartialSuccess(int rejected, String message) {
  static final PartialSuccess NONE = new PartialSuccess(0, "");

  /* Tags of protobuf: the number of the field times 8, plus how its value is written. */
  private static final int PARTIAL_SUCCESS = 1 << 3 | 2;
  private static final int REJECTED = 1 << 3;
  private static final int MESSAGE = 2 << 3 | 2;

  /**
   * Reads an {@code ExportMetricsServiceResponse}. Its only field is a message of two, so that the
   * fields of both can be read in one go.
   *
   * @param body in protobuf; what is none counts as empty, since the request is accepted anyway
   */
  static PartialSuccess in(byte[] body) {
    int rejected = 0;
    var message = "";
    try {
      var in = CodedInputStream.newInstance(body);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case PARTIAL_SUCCESS -> in.readRawVarint32(); // Its length; its fields follow.
          case REJECTED -> rejected = in.readRawVarint32();
          case MESSAGE -> message = in.readStringRequireUtf8();
          default -> in.skipField(tag);
        }
      }
    } catch (IOException e) {
      return NONE;
    }
    return new PartialSuccess(rejected, message);
  }
}
