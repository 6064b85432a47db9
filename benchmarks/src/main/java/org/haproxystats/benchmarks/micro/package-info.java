/** JMH benchmarks of single stages: parsing, aggregation, and the writing of lines. */
@NullMarked
package org.haproxystats.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
