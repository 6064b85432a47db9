package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code haproxyadmin completion}. */
final class CompletionCommand {
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");
  private static final String SHELL = "SHELL";

  private CompletionCommand() {}

  static CliCommand build() {
    return CliCommand.named(
            "completion", "Writes what lets a shell complete commands, options and HAProxy's names")
        .takes(SHELL, "bash, zsh or fish")
        .notes("Packages and the archive have the same below share/, where shells look for it.")
        .example(
            "haproxyadmin completion bash > ~/.local/share/bash-completion/completions/haproxyadmin",
            "for bash, where bash-completion looks; without it, source such a file in ~/.bashrc")
        .example(
            "haproxyadmin completion zsh > ~/.zfunc/_haproxyadmin",
            "for zsh, in a folder of its fpath")
        .example(
            "haproxyadmin completion fish > ~/.config/fish/completions/haproxyadmin.fish",
            "for fish")
        .runs(
            invocation -> {
              var shell = invocation.arguments().word(SHELL);
              if (!SHELLS.contains(shell)) {
                throw new UsageException(
                    "there is no completion for '" + shell + "'" + Names.suggestion(shell, SHELLS));
              }
              invocation.shell().out().print(script(shell));
            });
  }

  private static String script(String shell) throws IOException {
    var name = "haproxyadmin." + shell;
    try (var in = CompletionCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing beside " + CompletionCommand.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
