package io.sunpress.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.Examples;
import io.sunpress.code.IdKey;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.secret.Secret;
import io.sunpress.storage.StubS3Server.Habit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that can't create without overwriting, or are of two minds about it. */
class OddServerTest {
  private static final Picture FIRST = PictureExamples.picture(PictureFormat.JPEG, 1);
  private static final Picture SECOND = PictureExamples.picture(PictureFormat.JPEG, 2);

  private final PictureKey name = PictureExamples.name(PictureFormat.JPEG);

  @ParameterizedTest
  @EnumSource(
      value = Habit.class,
      names = {"IGNORES", "ANSWERS_501"})
  void isNotOverwrittenWhereTheServerWouldDoIt(Habit habit) throws Exception {
    try (StubS3Server server = new StubS3Server(habit)) {
      ImageStore images = storage(server).images();

      assertThat(images.create(name, FIRST)).isInstanceOf(CreateResult.Created.class);
      assertThat(images.create(name, SECOND)).isInstanceOf(CreateResult.Existed.class);

      assertThat(images.read(name).orElseThrow().sha256()).isEqualTo(FIRST.sha256());
      assertThat(server.plain).as("plain PUTs").hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Habit.class,
      names = {"IGNORES", "ANSWERS_501"})
  void saysAtEveryCheckThatTheServerCannotCreateOnly(Habit habit) throws Exception {
    try (StubS3Server server = new StubS3Server(habit)) {
      ImageStore images = storage(server).images();

      assertThat(images.check()).isEqualTo(new StoreCheckResult.Ready(false));
      images.create(name, FIRST);
      assertThat(images.check()).isEqualTo(new StoreCheckResult.Ready(false));
      assertThat(images.create(name, SECOND)).isInstanceOf(CreateResult.Existed.class);
      assertThat(images.read(name).orElseThrow().sha256()).isEqualTo(FIRST.sha256());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Habit.class,
      names = {"IGNORES", "ANSWERS_501"})
  void marksABucketThere(Habit habit) throws Exception {
    IdKey other = IdKey.of(Secret.of("another-test-key-0123456789-abcdefghij"));
    try (StubS3Server server = new StubS3Server(habit)) {
      assertThat(storage(server).checkIdKey(Examples.KEY)).isEqualTo(new IdKeyCheckResult.Same());
      assertThat(storage(server).checkIdKey(other)).isInstanceOf(IdKeyCheckResult.Other.class);
    }
  }

  @Test
  void tellsAPicturesHashWithoutReadingThePicture() throws Exception {
    try (StubS3Server server = new StubS3Server(Habit.OBEYS)) {
      ImageStore images = storage(server).images();
      images.create(name, FIRST);

      assertThat(images.find(name).orElseThrow().sha256()).isEqualTo(FIRST.sha256());
      assertThat(images.create(name, SECOND).stored().sha256()).isEqualTo(FIRST.sha256());
      assertThat(server.reads).as("reads").hasValue(0);
    }
  }

  @Test
  void takesABucketThatAnotherStarterMadeThisMoment() throws Exception {
    try (StubS3Server server = new StubS3Server(Habit.BUCKET_MADE_BY_ANOTHER)) {
      assertThat(storage(server).images().check()).isEqualTo(new StoreCheckResult.Ready(true));
    }
  }

  @Test
  void asksAgainWhenAnotherWriterIsAtIt() throws Exception {
    try (StubS3Server server = new StubS3Server(Habit.ANSWERS_409_TWICE)) {
      ImageStore images = storage(server).images();

      assertThat(images.create(name, FIRST)).isInstanceOf(CreateResult.Created.class);
      assertThat(images.create(name, SECOND)).isInstanceOf(CreateResult.Existed.class);
      assertThat(images.check()).isEqualTo(new StoreCheckResult.Ready(true));
      assertThat(server.plain).as("plain PUTs").hasValue(0);
    }
  }

  @Test
  void givesUpWhenItIsAlwaysInConflict() throws Exception {
    try (StubS3Server server = new StubS3Server(Habit.ANSWERS_409_ALWAYS)) {
      ImageStore images = storage(server).images();

      assertThatThrownBy(() -> images.create(name, FIRST))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("409");
      assertThat(images.find(name)).isEmpty();
      assertThat(server.plain).as("plain PUTs").hasValue(0);
    }
  }

  @Test
  void alwaysCreatesWithTheConditionWhereTheServerObeysIt() throws Exception {
    try (StubS3Server server = new StubS3Server(Habit.OBEYS)) {
      ImageStore images = storage(server).images();

      images.create(name, FIRST);
      images.create(name, SECOND);

      assertThat(server.plain).as("plain PUTs").hasValue(0);
      assertThat(images.read(name).orElseThrow().sha256()).isEqualTo(FIRST.sha256());
    }
  }

  private static S3Storage storage(StubS3Server server) {
    return S3Storage.at(
        new S3ConnectionSettings(
            server.endpoint(),
            Optional.of("us-east-1"),
            "sunpress",
            Secret.of("access"),
            Secret.of("secret-0123456789"),
            Duration.ofSeconds(5),
            true));
  }
}
