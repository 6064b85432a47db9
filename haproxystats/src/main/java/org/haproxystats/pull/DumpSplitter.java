package org.haproxystats.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.haproxystats.runtime.AnswerSink;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.spool.StagedFile;

/**
 * Parts the answer to {@code show info;show stat} into its two files while it streams by. The first
 * empty line is the border. Checks both parts on the way.
 */
final class DumpSplitter implements AnswerSink {
  static final String COMMANDS = InfoAnswer.COMMAND + ";" + StatAnswer.COMMAND;

  private final InfoAnswer info;
  private final StatAnswer stat;
  private final StagedFile infoFile;
  private final StagedFile statFile;

  DumpSplitter(Endpoint endpoint, StagedFile infoFile, StagedFile statFile) {
    this.info = new InfoAnswer(endpoint);
    this.stat = new StatAnswer(endpoint);
    this.infoFile = infoFile;
    this.statFile = statFile;
  }

  @Override
  public void accept(ByteBuffer bytes) throws IOException {
    if (stat.isEmpty()) {
      int border = info.take(bytes);
      infoFile.write(bytes.slice(bytes.position(), border - bytes.position()));
      bytes.position(border);
    }
    if (bytes.hasRemaining()) {
      stat.take(bytes);
      statFile.write(bytes);
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
