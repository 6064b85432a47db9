/**
 * The whole product against the real HAProxy and real receivers, as separate programs. The tests
 * know the programs, the files and the sockets, and none of the classes behind them.
 */
@NullMarked
package org.haproxystats.integration;

import org.jspecify.annotations.NullMarked;
