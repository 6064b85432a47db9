package org.haproxystats.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleTest {

  @Test
  void theLibraryNeedsNothingButTheJdkAtRunTime() {
    var classes = Path.of("target", "classes");
    var module =
        ModuleFinder.of(classes).find("org.haproxystats.runtime").orElseThrow().descriptor();

    assertThat(module.requires())
        .extracting(Requires::name, required -> required.modifiers().contains(Modifier.STATIC))
        .containsExactlyInAnyOrder(tuple("java.base", false), tuple("org.jspecify", true));
  }
}
