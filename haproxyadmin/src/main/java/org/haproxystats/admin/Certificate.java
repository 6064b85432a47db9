package org.haproxystats.admin;

import java.util.List;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;

/**
 * One certificate as all processes hold it: looked at, and replaced everywhere or nowhere.
 *
 * <p>HAProxy keeps the new one in the memory of each process. A reload brings back what the file
 * has, so whoever wants to keep it writes the file too.
 */
public final class Certificate {
  private final List<RuntimeClient> processes;
  private final String name;

  /**
   * A certificate of some processes, which must be known under one name in all of them.
   *
   * @param processes which ones, each once
   * @param name as {@code show ssl cert} lists it, usually the path of its file
   */
  public Certificate(List<RuntimeClient> processes, String name) {
    this.processes = List.copyOf(processes);
    this.name = name;
  }

  /** {@return its name in each process, usually the path of its file} */
  public String name() {
    return name;
  }

  /**
   * {@return what each process uses ({@code show ssl cert <name>}), or why that is not known}
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Outcome<CertificateDetails>> details() throws InterruptedException {
    return EachProcess.run(processes, process -> process.run(CertificateCommands.show(name)));
  }

  /**
   * Replaces certificate, chain and key ({@code set ssl cert}, then {@code commit ssl cert}). Each
   * process checks the new one before any of them uses it; if one cannot take it, none does. If a
   * process fails at the very end, those that use the new one already get the old one back where
   * HAProxy hands it out (3.1 and newer, {@code dump ssl cert}); elsewhere they keep the new one,
   * and the result says which they are.
   *
   * <p>The clients' time-outs must leave time for a commit, which takes long where there are
   * thousands of uses.
   *
   * @param pem certificate, chain and key; it is in no message
   * @return what became of each process
   * @throws org.haproxystats.runtime.UnsendableValueException if the text cannot be a PEM text
   * @throws InterruptedException if the thread is interrupted before the first commit; nothing has
   *     changed then
   */
  public Replacement replace(String pem) throws InterruptedException {
    return new AtomicChange(
            processes.stream().map(process -> new CertificateChange(process, name, pem)).toList())
        .run();
  }
}
