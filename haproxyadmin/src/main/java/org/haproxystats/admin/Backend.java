package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.stats.ObjectKind;

/** A backend in all processes that have it. */
public final class Backend extends ProxyObject {
  Backend(ObjectName name, RowSource source) {
    super(name, ObjectKind.BACKEND, source);
  }

  @Override
  public String name() {
    return objectName().proxy();
  }

  /**
   * {@return sessions so far, over all processes ({@code stot})}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble requests() throws IOException, InterruptedException {
    return metric("stot");
  }

  /**
   * {@return its servers, in HAProxy's order: those of the configuration, and those that were
   * added}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Server> servers() throws IOException, InterruptedException {
    var all =
        switch (source()) {
          case Statistics statistics -> statistics;
          case LiveRows live -> Statistics.of(live.processes(), StatQuery.ALL);
        };
    return all.servers(name()).stream()
        .map(server -> new Server(server.objectName(), source()))
        .toList();
  }

  /**
   * {@return its server of that name}
   *
   * @param server the server's own name
   * @throws NoSuchObjectException if it has none
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Server server(String server) throws IOException, InterruptedException {
    var found = ObjectName.server(name(), server);
    source().rows(found);
    return new Server(found, source());
  }

  /**
   * {@link #addServer(String, String, List)} with the keywords one by one.
   *
   * @param server its name, without the backend's
   * @param address as in the configuration
   * @param keywords what comes after it, word by word
   * @return what became of each process
   * @throws IOException as the other method does
   * @throws InterruptedException if the thread is interrupted before all have it; it was taken back
   *     then
   */
  public DynamicChange addServer(String server, String address, String... keywords)
      throws IOException, InterruptedException {
    return addServer(server, address, List.of(keywords));
  }

  /**
   * Adds a server in every process that has the backend, or in none ({@code add server}, 2.4). It
   * takes traffic nowhere before it is everywhere. Its health and agent checks run if the keywords
   * have {@code check} and {@code agent-check}. It lasts until a reload.
   *
   * @param server its name, without the backend's
   * @param address as in the configuration: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}, {@code
   *     unix@/path}
   * @param keywords what comes after it, word by word, such as {@code check}, {@code weight},
   *     {@code 10}; {@link org.haproxystats.runtime.server.ServerCommands#keywords} lists them
   * @return what became of each process
   * @throws NoSuchObjectException if no process has the backend
   * @throws InterruptedException if the thread is interrupted before all have it; it was taken back
   *     then
   * @throws OperationFailedException if it cannot be found out which processes have the backend;
   *     nothing was changed
   */
  public DynamicChange addServer(String server, String address, List<String> keywords)
      throws IOException, InterruptedException {
    var added = new ServerName(name(), server);
    var settings = new DynamicServer.Settings(address, keywords);
    return new DynamicOperation(
            having().clients(), process -> DynamicServer.toAdd(process, added, settings))
        .add();
  }

  /**
   * Deletes it from every process that has it, or from none, as far as HAProxy permits ({@code
   * unpublish backend}, {@code del backend}, 3.4). It must have no servers. If the time is over
   * before its sessions have ended, or a process fails, it is left unpublished: HAProxy does not
   * tell if it was published before.
   *
   * @param limit how long at most to wait for sessions to end; what is sent has the clients'
   *     time-outs beside
   * @return what became of each process
   * @throws NoSuchObjectException if no process has it
   * @throws InterruptedException if the thread is interrupted; it may be left unpublished then
   * @throws OperationFailedException if it cannot be found out which processes have it; nothing was
   *     changed
   */
  public DynamicChange delete(Duration limit) throws IOException, InterruptedException {
    return new DynamicOperation(
            having().clients(), process -> DynamicBackend.toDelete(process, name(), limit))
        .delete();
  }

  /**
   * Lets servers be chosen by a cookie that is made from their address ({@code enable
   * dynamic-cookie backend}). Since HAProxy 1.8.
   *
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> enableDynamicCookie() throws IOException, InterruptedException {
    return run(BackendCommands.enableDynamicCookie(name())).orThrow();
  }

  /**
   * The reverse of {@link #enableDynamicCookie} ({@code disable dynamic-cookie backend}). Since
   * HAProxy 1.8.
   *
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> disableDynamicCookie() throws IOException, InterruptedException {
    return run(BackendCommands.disableDynamicCookie(name())).orThrow();
  }

  /**
   * Sets the secret that dynamic cookies are made with ({@code set dynamic-cookie-key backend}).
   * Since HAProxy 1.8.
   *
   * @param key the secret, the same on all load balancers; in no message
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setDynamicCookieKey(String key) throws IOException, InterruptedException {
    return run(BackendCommands.setDynamicCookieKey(name(), key)).orThrow();
  }
}
