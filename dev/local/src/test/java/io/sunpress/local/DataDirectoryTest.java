package io.sunpress.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temp;

  @Test
  void belongsToOneProcessAtATime() {
    try (DataDirectory first = DataDirectory.take(temp.resolve("data"))) {
      assertThat(first.root()).isDirectory();
      assertThatThrownBy(() -> DataDirectory.take(temp.resolve("data")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another Sunpress");
    }
    DataDirectory.take(temp.resolve("data")).close();
  }

  @Test
  void isNobodyElses() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (Path data : List.of(open, temp.resolve("new"))) {
      DataDirectory.take(data).close();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void keepsItsKeysToItselfAndForEver() throws Exception {
    Path file = temp.resolve("keys.properties");
    LocalCredentials made = LocalCredentials.in(file);
    assertThat(LocalCredentials.in(file)).isEqualTo(made);
    assertThat(made.idKey().reveal()).hasSize(64);
    assertThat(made.toString()).doesNotContain(made.idKey().reveal());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void hasOtherKeysInAnotherDirectory() {
    assertThat(LocalCredentials.in(temp.resolve("a")).idKey())
        .isNotEqualTo(LocalCredentials.in(temp.resolve("b")).idKey());
  }
}
