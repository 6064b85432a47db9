/**
 * Finds out why HAProxy cannot be asked, or not everything, and what mends it: {@code Probe} asks
 * one socket, {@code LocalHaproxys} knows what runs on this machine, {@code Doctor} brings both
 * together. Nothing here changes anything.
 */
@NullMarked
package org.haproxystats.admin.doctor;

import org.jspecify.annotations.NullMarked;
