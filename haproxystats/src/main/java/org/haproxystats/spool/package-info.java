/**
 * The folder between pull and process, and the only queue: snapshots are put together beside it,
 * renamed into it, read from it, and removed when every sink has confirmed them. What HAProxy says
 * of its own fields lies beside it. Nothing here asks HAProxy or delivers.
 */
@NullMarked
package org.haproxystats.spool;

import org.jspecify.annotations.NullMarked;
