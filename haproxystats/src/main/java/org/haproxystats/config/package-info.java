/**
 * The configuration: the INI dialect of the original, read with line numbers, checked as a whole,
 * and turned into one record a section. Every error and warning names file, line, section and
 * option. Of the rest it knows endpoints, kinds of object and rules of aggregation by name only.
 */
@NullMarked
package org.haproxystats.config;

import org.jspecify.annotations.NullMarked;
