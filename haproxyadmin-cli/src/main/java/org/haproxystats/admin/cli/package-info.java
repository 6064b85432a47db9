/**
 * The {@code haproxyadmin} command: one class a group of commands, over the objects of {@link
 * org.haproxystats.admin}. {@code Targets} says which processes are meant, {@code Output} renders
 * rows, {@code Change} is the only place that changes anything.
 */
@NullMarked
package org.haproxystats.admin.cli;

import org.jspecify.annotations.NullMarked;
