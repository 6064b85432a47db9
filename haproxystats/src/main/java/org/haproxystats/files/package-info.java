/** What every package that works with files says about them; it uses nothing but the JDK. */
@NullMarked
package org.haproxystats.files;

import org.jspecify.annotations.NullMarked;
