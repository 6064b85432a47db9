@NullMarked
package org.haproxystats.admin.cli;

import org.jspecify.annotations.NullMarked;
