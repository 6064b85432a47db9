package org.haproxystats.admin.top;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * {@code haproxyadmin top}. Other threads ask HAProxy and wait for keys; what they have to tell
 * goes into one queue, and one thread takes it from there, makes the next state of it, and draws.
 */
public final class Top {
  /** A process that does not answer must not stop the picture of the others for long. */
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10));

  /**
   * What the user may choose at the start.
   *
   * @param interval between two passes, more than zero
   * @param readOnly whether nothing can be changed
   * @param colours whether colours are used
   */
  public record Options(Duration interval, boolean readOnly, boolean colours) {}

  /** What has happened. */
  private sealed interface Event {
    record Pressed(Key key) implements Event {}

    record Sampled(Sample sample) implements Event {}

    record Fetched(Feed feed, Listing listing) implements Event {}

    record Told(ViewState.Notice notice) implements Event {}

    record Resized() implements Event {}

    /** There are no more keys: the terminal is gone. */
    record InputEnded() implements Event {}

    record Failed(RuntimeException reason) implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Processes processes;
  private final ActionRunner actions;
  private final Poller poller;
  private final Fetcher fetcher;
  private final TerminalScreen terminal;
  private final Glyphs glyphs;
  private ViewState state;
  private @Nullable Sample sample;

  /** What was typed before there was anything to see. */
  private final List<Key> early = new ArrayList<>();

  /** The last of each view, so that something is there when one comes back to it. */
  private final Map<View, Event.Fetched> fetched = new EnumMap<>(View.class);

  private Top(List<Endpoint> endpoints, Options options) throws IOException {
    processes = new Processes(clients(endpoints, SHORT, Retries.NONE));
    actions = new ActionRunner(new Processes(clients(endpoints, Timeouts.USUAL, Retries.USUAL)));
    poller = new Poller(processes, options.interval(), next -> events.add(new Event.Sampled(next)));
    fetcher =
        new Fetcher(
            processes,
            options.interval(),
            (feed, listing) -> events.add(new Event.Fetched(feed, listing)));
    state = ViewState.initial(View.ALL, options.interval(), options.readOnly());
    terminal = TerminalScreen.open(options.colours(), () -> events.add(new Event.Resized()));
    glyphs = terminal.glyphs();
  }

  private static List<RuntimeClient> clients(
      List<Endpoint> endpoints, Timeouts timeouts, Retries retries) {
    return endpoints.stream()
        .map(endpoint -> new RuntimeClient(endpoint, timeouts, retries))
        .toList();
  }

  /**
   * Shows HAProxy until the user has enough of it.
   *
   * @param endpoints the processes of one load balancer, at least one; those that do not answer are
   *     shown so, and asked again and again
   * @throws IOException if this is no terminal
   */
  public static void run(List<Endpoint> endpoints, Options options)
      throws IOException, InterruptedException {
    var top = new Top(endpoints, options);
    try {
      top.loop();
    } finally {
      top.terminal.close();
    }
  }

  private void loop() throws InterruptedException {
    var polling = start("poller", poller);
    var fetching = start("fetcher", fetcher);
    start("keys", this::readKeys);
    terminal.draw(Screen.waiting(whom()));
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = take(events.take());
        // What came meanwhile is taken too, so that only the latest picture is drawn.
        for (var next = events.poll(); goesOn && next != null; next = events.poll()) {
          goesOn = take(next);
        }
        draw();
      }
    } finally {
      polling.interrupt();
      fetching.interrupt();
    }
  }

  private String whom() {
    var all = processes.clients();
    return all.size() == 1 ? all.getFirst().endpoint().toString() : all.size() + " processes";
  }

  /** Whether the program goes on. */
  private boolean take(Event event) {
    switch (event) {
      case Event.Sampled(var next) -> {
        sample = next;
        boolean goesOn = early.stream().allMatch(this::press);
        early.clear();
        return goesOn;
      }
      case Event.Fetched next -> fetched.put(next.feed().view(), next);
      case Event.Told(var notice) -> {
        state = state.telling(notice);
        refresh(); // so that it can be seen what has changed
      }
      case Event.Resized() -> terminal.forget();
      case Event.Failed(var reason) -> throw reason;
      case Event.InputEnded() -> {
        return false;
      }
      case Event.Pressed(var key) -> {
        return press(key);
      }
    }
    return true;
  }

  private boolean press(Key key) {
    if (sample == null) {
      early.add(key);
      return key != Key.Named.INTERRUPT && !key.equals(new Key.Typed('q'));
    }
    var rows = rows(sample);
    var screen = screen(sample, rows);
    var step = new Controls(sample, rows, screen.tableHeight()).press(key, state);
    follow(step.state());
    switch (step.request()) {
      case Controls.Request.Perform(var action) -> perform(action);
      case Controls.Request.Plain.QUIT -> {
        return false;
      }
      case Controls.Request.Plain.REFRESH -> refresh();
      case Controls.Request.Plain.REDRAW -> terminal.forget();
      case Controls.Request.Plain.NOTHING -> {}
    }
    return true;
  }

  /** Has those who ask HAProxy do what another state needs. */
  private void follow(ViewState next) {
    boolean newInterval = !next.interval().equals(state.interval());
    if (newInterval) {
      poller.setInterval(next.interval());
    }
    if (newInterval || !next.feed().equals(state.feed())) {
      fetcher.want(next.feed(), next.interval());
    }
    state = next;
  }

  private void refresh() {
    poller.refresh();
    fetcher.want(state.feed(), state.interval());
  }

  private Rows rows(Sample now) {
    if (state.view().showsObjects()) {
      return ObjectRows.of(now, state, glyphs);
    }
    return listing()
        .map(listing -> ListingRows.of(listing, state.pane()))
        .orElseGet(ListingRows::waiting);
  }

  /** What was fetched for the view on the screen; empty if it has not come yet. */
  private Optional<Listing> listing() {
    return Optional.ofNullable(fetched.get(state.view()))
        .filter(last -> state.feed().equals(Optional.of(last.feed())))
        .map(Event.Fetched::listing);
  }

  private Screen screen(Sample now, Rows rows) {
    var note = listing().map(Listing::note).orElse("");
    return new Screen(now, state, rows, note, glyphs, terminal.size());
  }

  private void perform(Action action) {
    state = state.telling(new ViewState.Notice("Working: " + action.what() + " ...", Tone.NOTE));
    start(
        "action",
        () -> {
          try {
            events.add(new Event.Told(actions.run(action)));
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the end of the program
          }
        });
  }

  private void draw() {
    if (sample != null) {
      terminal.draw(screen(sample, rows(sample)).lines());
    }
  }

  private void readKeys() {
    try {
      var keys = terminal.keys();
      for (var key = keys.next(); key.isPresent(); key = keys.next()) {
        events.add(new Event.Pressed(key.get()));
      }
      events.add(new Event.InputEnded());
    } catch (IOException _) {
      events.add(new Event.InputEnded()); // the terminal was closed
    }
  }

  /** A thread that does not keep the program from ending; what it throws ends the program. */
  private Thread start(String name, Runnable task) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                events.add(new Event.Failed(e));
              }
            });
  }
}
