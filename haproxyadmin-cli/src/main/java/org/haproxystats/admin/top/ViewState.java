package org.haproxystats.admin.top;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the user has chosen to see. Immutable; {@link Controls} makes the next one of a key.
 *
 * @param folded the backends whose servers are not shown
 * @param apart whether each process is shown by itself
 * @param interval between two passes
 * @param readOnly whether nothing may be changed
 * @param help whether the help is shown
 * @param prompt what the user is asked; null for nothing
 * @param notice what the user is told; null for nothing
 */
record ViewState(
    View view,
    Map<View, Pane> panes,
    Set<String> folded,
    boolean apart,
    Duration interval,
    boolean readOnly,
    boolean help,
    @Nullable Prompt prompt,
    @Nullable Notice notice) {

  /** What the user is asked. */
  sealed interface Prompt {
    /** Whether to do something: yes or no. */
    record Confirm(Action action) implements Prompt {}

    /** The text of the filter. */
    record FilterText(String text) implements Prompt {}

    /** A weight for the servers of an action that is still to be made. */
    record Weight(Item.Key target, String text) implements Prompt {}
  }

  /** What the user is told until the next key. */
  record Notice(String text, Tone tone) {}

  ViewState {
    panes = Map.copyOf(panes);
    folded = Set.copyOf(folded);
  }

  static ViewState initial(View view, Duration interval, boolean readOnly) {
    return new ViewState(view, Map.of(), Set.of(), false, interval, readOnly, false, null, null);
  }

  Pane pane() {
    return panes.getOrDefault(view, Pane.INITIAL);
  }

  /** What has to be fetched for the view beside the statistics; empty if nothing has. */
  Optional<Feed> feed() {
    return view.showsObjects() ? Optional.empty() : Optional.of(new Feed(view, pane().subject()));
  }

  ViewState with(Pane next) {
    var changed = new EnumMap<View, Pane>(View.class);
    changed.putAll(panes);
    changed.put(view, next);
    return new ViewState(view, changed, folded, apart, interval, readOnly, help, prompt, notice);
  }

  ViewState in(View next) {
    return new ViewState(next, panes, folded, apart, interval, readOnly, help, prompt, notice);
  }

  ViewState folding(Set<String> backends) {
    return new ViewState(view, panes, backends, apart, interval, readOnly, help, prompt, notice);
  }

  /** Folds a backend, or shows its servers again. */
  ViewState folding(String backend, boolean fold) {
    var changed = new HashSet<>(folded);
    boolean _ = fold ? changed.add(backend) : changed.remove(backend);
    return folding(changed);
  }

  ViewState showingApart(boolean each) {
    return new ViewState(view, panes, folded, each, interval, readOnly, help, prompt, notice);
  }

  ViewState every(Duration next) {
    return new ViewState(view, panes, folded, apart, next, readOnly, help, prompt, notice);
  }

  ViewState showingHelp(boolean shown) {
    return new ViewState(view, panes, folded, apart, interval, readOnly, shown, prompt, notice);
  }

  ViewState asking(@Nullable Prompt question) {
    return new ViewState(view, panes, folded, apart, interval, readOnly, help, question, notice);
  }

  ViewState telling(@Nullable Notice text) {
    return new ViewState(view, panes, folded, apart, interval, readOnly, help, prompt, text);
  }
}
