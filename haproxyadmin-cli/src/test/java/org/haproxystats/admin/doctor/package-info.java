@NullMarked
package org.haproxystats.admin.doctor;

import org.jspecify.annotations.NullMarked;
