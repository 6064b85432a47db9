package org.haproxystats.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.haproxystats.runtime.AnswerSink;
import org.haproxystats.runtime.Endpoint;

/**
 * Parts the answer to {@code show info;show stat} into the two answers while it streams by. The
 * first empty line is the border. Checks both parts on the way.
 */
final class DumpSplitter implements AnswerSink {
  static final List<String> COMMANDS = List.of(InfoAnswer.COMMAND, StatAnswer.COMMAND);

  private final InfoAnswer info;
  private final StatAnswer stat;
  private final AnswerSink infoSink;
  private final AnswerSink statSink;

  DumpSplitter(Endpoint endpoint, AnswerSink infoSink, AnswerSink statSink) {
    this.info = new InfoAnswer(endpoint);
    this.stat = new StatAnswer(endpoint);
    this.infoSink = infoSink;
    this.statSink = statSink;
  }

  @Override
  public void accept(ByteBuffer bytes) throws IOException {
    if (stat.isEmpty()) {
      int border = info.take(bytes);
      infoSink.accept(bytes.slice(bytes.position(), border - bytes.position()));
      bytes.position(border);
    }
    if (bytes.hasRemaining()) {
      stat.take(bytes);
      statSink.accept(bytes);
    }
  }

  /**
   * Checks that both answers came to their end.
   *
   * @throws BadAnswerException if not
   */
  void finish() throws BadAnswerException {
    info.finish();
    stat.finish();
  }

  /** Whether HAProxy may be one that takes a single command a line. */
  boolean looksLikeOneCommandOnly() {
    return info.isOther() || (info.isComplete() && stat.isEmpty());
  }
}
