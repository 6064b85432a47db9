package org.haproxystats.admin.top;

/**
 * What has to be fetched for a view beside the statistics.
 *
 * @param subject the table or sink that it is about; empty where the view is about all
 */
record Feed(View view, String subject) {}
