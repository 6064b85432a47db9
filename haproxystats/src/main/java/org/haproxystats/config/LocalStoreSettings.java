package org.haproxystats.config;

import java.nio.file.Path;

/**
 * The section {@code [local-store]}, which turns the local store on.
 *
 * @param dir below which each snapshot's metrics are written as {@code <seconds>/stats}
 */
public record LocalStoreSettings(Path dir) {}
