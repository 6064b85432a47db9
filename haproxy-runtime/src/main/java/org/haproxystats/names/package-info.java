/** Names that people mistype. For the programs; not part of the library's API. */
@NullMarked
package org.haproxystats.names;

import org.jspecify.annotations.NullMarked;
