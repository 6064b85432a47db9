package org.haproxystats.runtime.tls;

import java.util.Map;

/**
 * A certificate that has an OCSP response.
 *
 * @param key HAProxy's id of it, in hexadecimal digits
 * @param path the certificate's name; empty before 2.8
 * @param more the parts of the id, by name
 */
public record OcspId(String key, String path, Map<String, String> more) {}
