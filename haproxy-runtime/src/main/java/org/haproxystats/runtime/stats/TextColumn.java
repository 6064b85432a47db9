package org.haproxystats.runtime.stats;

import org.jspecify.annotations.Nullable;

/**
 * The texts of one field, one for each row of its table.
 *
 * @param name HAProxy's name of the field
 * @param values by row; null where HAProxy gives no text. The array may be longer than there are
 *     rows
 */
@SuppressWarnings("ArrayRecordComponent") // columns are compared by nobody and read in tight loops
public record TextColumn(String name, @Nullable TextValue[] values) {}
