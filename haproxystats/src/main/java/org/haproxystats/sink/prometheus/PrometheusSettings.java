package org.haproxystats.sink.prometheus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code [prometheus]}.
 *
 * @param address the address to listen on
 * @param port the port to listen on; 0: any that is free
 * @param names whose names the metrics have
 * @param quirks whether metrics that HAProxy's exporter has wrong are there too, as it has them
 * @param eachProcess whether each process has its own values, in place of those over all
 * @param rates whether each counter has what it grows by in a second beside it
 * @param maxAge how old a snapshot may be that is still shown; zero: any age
 * @param certificate the certificate, its chain and its private key, PEM; empty: no TLS
 * @param login who may read the page; empty: everybody
 */
record PrometheusSettings(
    String address,
    int port,
    NameStyle names,
    boolean quirks,
    boolean eachProcess,
    boolean rates,
    Duration maxAge,
    Optional<Path> certificate,
    Optional<Login> login) {

  /**
   * A user with a password.
   *
   * @param passwordFile the file whose first line is the password
   */
  record Login(String user, Path passwordFile) {}
}
