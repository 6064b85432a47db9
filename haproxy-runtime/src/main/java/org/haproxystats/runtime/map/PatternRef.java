package org.haproxystats.runtime.map;

/**
 * A map or an ACL, which HAProxy calls a reference of patterns: by its file, or by its number.
 *
 * <p>A number is HAProxy's own and may be another after a reload, and in another process. HAProxy
 * does not always notice the number of an ACL where it expects that of a map: {@code add map} adds
 * to the ACL. Files are safe.
 */
public sealed interface PatternRef permits MapRef, AclRef {

  /** {@return what commands call it: {@code #} and a number, or a file} */
  String id();

  /** {@return HAProxy's word for what this is, {@code map} or {@code acl}} */
  String keyword();
}
