/**
 * {@code haproxyadmin top}: HAProxy live, on a whole screen. Data goes one way: {@code Poller} asks
 * the processes, {@code Sampler} makes a {@code Sample} of what they say, {@code Controls} turns
 * keys into a {@code ViewState}, {@code Screen} makes lines of both, and {@code Painter} writes
 * what has changed of them to the terminal. All but the first and the last are without side
 * effects.
 */
@org.jspecify.annotations.NullMarked
package org.haproxystats.admin.top;
