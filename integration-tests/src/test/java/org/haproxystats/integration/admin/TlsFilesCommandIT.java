package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxystats.integration.admin.AdminCommand.assertDone;

import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.TestCertificate;
import org.haproxystats.integration.admin.AdminCommand.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code haproxyadmin} does with the files of TLS in the memory of real HAProxys. */
class TlsFilesCommandIT {
  private static final String PROXIES =
      """
      frontend tls
        bind unix@{dir}/tls.sock ssl crt {files}/site.pem ca-file {files}/ca.pem {crl} verify optional
      frontend other
        bind unix@{dir}/other.sock ssl crt {files}/site.pem ca-file {files}/otherca.pem verify optional
      frontend listed
        bind unix@{dir}/listed.sock ssl crt-list {files}/list.txt
      """;

  @TempDir private static Path files;
  @TempDir private Path directory;

  @BeforeAll
  static void writeFiles() throws Exception {
    var old = TestCertificate.make(files, "old.example.org");
    var fresh = TestCertificate.make(files, "new.example.org");
    write("site.pem", old.pemWithKey());
    write("new.pem", fresh.pemWithKey());
    write("ca.pem", old.pem());
    write("otherca.pem", old.pem());
    write("newca.pem", fresh.pem());
    write("crl.pem", old.revocationList(4711));
    write("newcrl.pem", old.revocationList(4711, 4712));
    write("none.pem", "no PEM\n");
    write("list.txt", files.resolve("site.pem") + " *.example.org\n");
  }

  private static void write(String name, String text) throws Exception {
    Files.writeString(files.resolve(name), text);
  }

  private static String file(String name) {
    return files.resolve(name).toString();
  }

  /** HAProxy 2.2 has no CRL files in memory. */
  private RealHaproxy start(HaproxyLine line) {
    var crl = line.hasNbproc() ? "" : "crl-file {files}/crl.pem";
    return RealHaproxy.start(
        line, directory, 2, PROXIES.replace("{crl}", crl).replace("{files}", files.toString()));
  }

  private static String authorities(AdminCommand typed) {
    return typed.run("ca", "show", "ca.pem", "--csv", "--fields", "subject,processes").out();
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aCaFileIsChangedInAllProcessesOrInNone(HaproxyLine line) throws Exception {
    try (var site = start(line)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertThat(authorities(typed)).isEqualTo("subject,processes\n/CN=old.example.org,2\n");

      // Somebody else is about to change another file in the second process.
      var others = Files.readString(files.resolve("newca.pem")).strip();
      var second = site.sockets().get(1);
      assertThat(second.ask("set ssl ca-file " + file("otherca.pem") + " <<\n" + others + "\n"))
          .contains("ransaction created");
      var refused = typed.run("ca", "update", "ca.pem", "--input", file("newca.pem"));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out())
          .isEqualTo(
              "CA file %s: update: unchanged in 1 of 2 processes, failed in 1 of 2 processes\n"
                  .formatted(file("ca.pem")));
      assertThat(refused.err())
          .contains("admin1.sock: another process could not take it")
          .contains("The ongoing transaction is about");
      assertThat(authorities(typed)).isEqualTo("subject,processes\n/CN=old.example.org,2\n");
      assertThat(site.sockets().getFirst().ask("show ssl ca-file")).doesNotContain("*");
      assertThat(second.ask("show ssl ca-file")).contains("*" + file("otherca.pem"));

      assertThat(typed.run("ca", "abort", "otherca.pem", "--json").out())
          .contains("\"result\": \"failed\"", "\"result\": \"done\"");
      assertDone(
          typed.run("ca", "update", "ca.pem", "--input", file("newca.pem")),
          "CA file %s: update: done in 2 processes\n".formatted(file("ca.pem")));
      assertThat(authorities(typed)).isEqualTo("subject,processes\n/CN=new.example.org,2\n");
      if (line != HaproxyLine.V2_6) {
        assertThat(typed.run("ca", "add", "ca.pem", "--input", file("otherca.pem")).code())
            .isZero();
        assertThat(authorities(typed)).contains("/CN=old.example.org,2", "/CN=new.example.org,2");
      }
      assertThat(typed.run("ca", "show", "cs.pem").err())
          .contains("HAProxy has no CA file 'cs.pem'");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aCrlFileIsReplaced(HaproxyLine line) {
    try (var site = start(line)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertThat(typed.run("crl", "show", "crl.pem", "--csv", "--fields", "revoked").out())
          .isEqualTo("revoked\n1267\n");
      assertDone(
          typed.run("crl", "update", "crl.pem", "--input", file("newcrl.pem")),
          "CRL file %s: update: done in 2 processes\n".formatted(file("crl.pem")));
      assertThat(typed.run("crl", "show", "crl.pem", "--json").out())
          .contains("\"issuer\": \"/CN=old.example.org\"", "\"revoked\": \"1267 1268\"");
      assertThat(typed.run("crl", "list", "-q").out()).contains(file("crl.pem"));
    }
  }

  @EachHaproxy
  void aNewCertificateIsBroughtInListedAndTakenOut(HaproxyLine line) {
    try (var site = start(line)) {
      var typed = new AdminCommand(site.socketDirectory());
      var name = file("new.pem");
      var list = file("list.txt");
      assertDone(
          typed.run("cert", "new", name, "--input", name),
          "certificate %s: new: done in 2 processes\n".formatted(name));
      assertThat(typed.run("cert", "show", "new.pem").out()).contains("CN=new.example.org");

      // One that is there already stays as it is.
      var again = typed.run("cert", "new", name, "--input", file("site.pem"));
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.out()).contains("failed in 2 processes");
      assertThat(typed.run("cert", "show", "new.pem").out()).contains("CN=new.example.org");

      assertThat(
              typed.run("crt-list", "add", list, name, "www.example.net", "--options", "alpn h2"))
          .extracting(Result::code, result -> result.out().lines().findFirst().orElse(""))
          .containsExactly(0, "crt-list %s: add %s: done in 2 processes".formatted(list, name));
      assertThat(typed.run("crt-list", "show", list, "--csv", "--fields", "filters").out())
          .contains("www.example.net\n");
      assertThat(typed.run("cert", "del", "new.pem").err()).contains("in use");
      assertThat(typed.run("crt-list", "del", list, name, "--json").out())
          .contains("\"change\": \"del " + name + "\", \"result\": \"done\"");
      assertDone(
          typed.run("cert", "del", "new.pem"),
          "certificate %1$s: del: done in 2 processes\n  Certificate '%1$s' deleted!\n"
              .formatted(name));
      assertThat(typed.run("cert", "list", "-q").out()).doesNotContain("new.pem");
      assertThat(typed.run("crt-list", "show", list + "x").err())
          .contains("there is no crt-list '" + list + "x'; did you mean '" + list + "'?");
    }
  }

  @EachHaproxy
  void aNewCertificateThatIsNoneLeavesNothingBehind(HaproxyLine line) {
    try (var site = start(line)) {
      var typed = new AdminCommand(site.socketDirectory());
      var name = file("none.pem");
      var result = typed.run("cert", "new", name, "--input", name);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains("failed in 2 processes");
      assertThat(typed.run("cert", "list", "-q").out()).doesNotContain("none.pem");
    }
  }
}
