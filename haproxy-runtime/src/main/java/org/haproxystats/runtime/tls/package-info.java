/**
 * Certificates and what else TLS needs, in one process (management guide, section 9.3): commands as
 * values, and what their answers become. Needs {@link org.haproxystats.runtime} alone.
 *
 * <p>Changes to certificates, CA files and CRL files are transactions: nothing is used before a
 * commit. A process has one transaction for each of the three kinds, whoever began it. What is
 * changed lives in the process's memory, not in its files, and is gone after a reload.
 */
@NullMarked
package org.haproxystats.runtime.tls;

import org.jspecify.annotations.NullMarked;
