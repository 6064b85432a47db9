package org.haproxystats.runtime.tls;

/** What of a certificate is set. */
public enum CertificatePart {
  /** The certificate, its chain and its key, in one PEM text. */
  ALL(""),
  /** The certificate of the issuer, PEM. */
  ISSUER(".issuer"),
  /** The OCSP response, in base64. */
  OCSP(".ocsp"),
  /** Signed certificate timestamps (RFC 6962), as HAProxy reads them from a file. */
  SCTL(".sctl"),
  /** The private key alone, PEM. */
  KEY(".key");

  private final String suffix;

  CertificatePart(String suffix) {
    this.suffix = suffix;
  }

  /** What HAProxy wants after the certificate's name. */
  String suffix() {
    return suffix;
  }
}
