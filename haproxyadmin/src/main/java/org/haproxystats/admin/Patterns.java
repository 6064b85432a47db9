package org.haproxystats.admin;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collector;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.PatternContents;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternRef;
import org.haproxystats.runtime.map.StoredEntry;

/**
 * One map or one ACL as all processes hold it: compared, and replaced as a whole.
 *
 * <p>HAProxy keeps run-time changes in the memory of one process. A reload brings back what the
 * file has, so whoever wants to keep them writes the file too.
 *
 * <p>What others change in the same map or ACL meanwhile may be lost. One writer at a time is the
 * rule, which nothing here enforces.
 */
public final class Patterns {
  /** What a process holds, without the places in its memory. */
  static final Collector<StoredEntry, ?, List<PatternEntry>> ENTRIES =
      mapping(StoredEntry::entry, collectingAndThen(toList(), List::copyOf));

  private final List<RuntimeClient> processes;
  private final PatternRef ref;

  /**
   * A map or an ACL of some processes. It should be named by its file, since its number may be
   * another in each of them.
   *
   * @param processes which ones, each once
   * @param ref the map or the ACL
   * @throws IllegalArgumentException if there are no processes, or one is there twice
   */
  public Patterns(List<RuntimeClient> processes, PatternRef ref) {
    this.processes = List.copyOf(processes);
    this.ref = ref;
    var endpoints = new HashSet<>(this.processes.stream().map(RuntimeClient::endpoint).toList());
    if (endpoints.isEmpty() || endpoints.size() < this.processes.size()) {
      throw new IllegalArgumentException("there must be processes, each of them once");
    }
  }

  /** {@return what names it in each process} */
  public PatternRef ref() {
    return ref;
  }

  /**
   * {@return what each process holds ({@code show map <ref>}), or why that is not known}
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Outcome<List<PatternEntry>>> contents() throws InterruptedException {
    return run(MapCommands.show(ref, ENTRIES));
  }

  /**
   * Runs one command of {@link MapCommands} on each process.
   *
   * @param <T> what the command's answer becomes
   * @param command what to run
   * @return what came of it in each process
   * @throws InterruptedException if the thread is interrupted
   */
  public <T> List<Outcome<T>> run(Command<T> command) throws InterruptedException {
    return EachProcess.run(processes, process -> process.run(command));
  }

  /**
   * {@return what {@link #replace} would change in each process; changes nothing}
   *
   * @param wanted all entries, in the order in which HAProxy shall have them
   * @throws InterruptedException if the thread is interrupted
   * @throws UnsendableValueException if an entry cannot be sent, or could not be read back
   */
  public List<Outcome<PatternDifference>> differences(List<PatternEntry> wanted)
      throws InterruptedException {
    PatternContents.of(ref, wanted); // Refuses what cannot be had.
    return compared(contents(), wanted);
  }

  /**
   * {@return in what the processes have drifted apart: from what each holds to what the first that
   * answers holds}
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Outcome<PatternDifference>> drift() throws InterruptedException {
    var contents = contents();
    List<PatternEntry> first = List.of();
    for (var outcome : contents.reversed()) {
      if (outcome instanceof Outcome.Done<List<PatternEntry>>(var _, var entries)) {
        first = entries;
      }
    }
    return compared(contents, first);
  }

  private static List<Outcome<PatternDifference>> compared(
      List<Outcome<List<PatternEntry>>> contents, List<PatternEntry> wanted) {
    return contents.stream()
        .map(outcome -> outcome.map(entries -> PatternDifference.between(entries, wanted)))
        .toList();
  }

  /**
   * Replaces the whole contents in all processes or in none. Traffic sees the old contents or the
   * new, never a mixture, in each process; different processes change within {@link
   * Replacement#skew} of each other.
   *
   * <p>Each process is sent the contents as a new version ({@code prepare map}, {@code add
   * map @<version>}), which is read back and compared. Only when all have it, and answer still, is
   * it put in use ({@code commit map}). If a process cannot do this, those that have done it get
   * back what they had, from a copy that was read before. If anything fails before, the versions
   * that were prepared are cleared ({@code clear map @<version>}); where a process does not answer,
   * {@link Replacement.ProcessResult#cleanup} is what does it later. A replacement that succeeds
   * removes what earlier ones have left.
   *
   * <p>A process that stalls in the very moment of its commit is asked three times more, each as
   * long as its client's time-outs allow. If it still does not answer, it is left in doubt, and the
   * others keep the new contents, since it may well commit as soon as it goes on. Replacing again
   * brings it in line.
   *
   * <p>It needs HAProxy 2.4 in all processes; see {@link #replaceByDifferences} for older ones.
   *
   * @param wanted all entries, in the order in which HAProxy shall have them; nothing empties the
   *     map or the ACL
   * @return what became of each process; never more than one of old and new is in use where {@link
   *     Replacement.State} does not say otherwise
   * @throws UnsendableValueException if an entry cannot be sent, or HAProxy could not tell the key
   *     from the value when it is read back; nothing was changed
   * @throws InterruptedException if the thread is interrupted before the first commit; nothing was
   *     changed. Later interrupts come to effect after the return.
   */
  public Replacement replace(List<PatternEntry> wanted) throws InterruptedException {
    var contents = PatternContents.of(ref, wanted);
    return new AtomicChange(
            processes.stream().map(process -> new PatternChange(process, ref, contents)).toList())
        .run();
  }

  /**
   * Changes the contents in each process entry by entry to those that are wanted, for HAProxy
   * before 2.4, and for small changes to large contents. <b>This is not atomic</b>: traffic sees
   * the changes one after the other, and a failure in the middle leaves a process with a part of
   * them, which is told.
   *
   * <p>Values are changed first, then entries are added, then others deleted, so that no key that
   * is in the old and in the new contents is ever away. New entries come after the old ones: the
   * order of {@code wanted} is not kept.
   *
   * @param wanted all entries; nothing empties the map or the ACL
   * @return what became of each process
   * @throws UnsendableValueException if an entry cannot be sent; nothing was changed
   * @throws InterruptedException if the thread is interrupted; some changes may have been made then
   */
  public Replacement replaceByDifferences(List<PatternEntry> wanted) throws InterruptedException {
    PatternContents.of(ref, wanted); // Refuses what could not be read back.
    return new ReplacementByDifferences(processes, ref, List.copyOf(wanted)).run();
  }

  /**
   * The commands of {@link #replaceByDifferences} for each process, which has other entries at
   * other places; changes nothing. Entries are added by a command each here, while they are sent
   * many at once.
   *
   * @param wanted all entries
   * @return the commands in their order; none for a process that has these contents
   * @throws UnsendableValueException if an entry cannot be sent
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Outcome<List<Command<String>>>> planByDifferences(List<PatternEntry> wanted)
      throws InterruptedException {
    PatternContents.of(ref, wanted); // Refuses what could not be read back.
    return new ReplacementByDifferences(processes, ref, List.copyOf(wanted)).plan();
  }
}
