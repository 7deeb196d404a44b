package io.sunpress.api.testing;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.ErrorClass;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Answers requests by their scene: one that begins with {@code hold} is never answered, {@code
 * fail-41030} fails with that errcode, {@code expire} fails without one, all others are ready.
 */
public final class TestWorker implements AutoCloseable {
  private final Installation installation;
  private final ImageStore pictures;
  private final Producer<String, byte[]> producer;
  private final List<CodeRequestMessage> seen = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "test-worker");
  private volatile boolean closed;

  private TestWorker(Installation installation) {
    this.installation = installation;
    this.pictures = installation.pictures();
    this.producer = installation.producer();
  }

  /** Starts to answer; the topics must be there. */
  public static TestWorker start(Installation installation) {
    TestWorker worker = new TestWorker(installation);
    worker.thread.start();
    return worker;
  }

  /** What was asked. */
  public List<CodeRequestMessage> seen() {
    return seen;
  }

  private void run() {
    String requests = installation.topics().requests();
    List<TopicPartition> partitions =
        IntStream.range(0, installation.topics().partitions())
            .mapToObj(number -> new TopicPartition(requests, number))
            .toList();
    try (Consumer<String, byte[]> consumer = installation.consumer()) {
      consumer.assign(partitions);
      while (!closed) {
        consumer.poll(Duration.ofMillis(50)).forEach(this::answer);
      }
    }
  }

  private void answer(ConsumerRecord<String, byte[]> record) {
    CodeRequestMessage message =
        CodeRequestMessageCodec.read(record.value())
            .fold(
                read -> read.value(),
                invalid -> CodeRequestMessage.of(null, "hold"),
                undecodable -> CodeRequestMessage.of(null, "hold"));
    seen.add(message);
    String scene = String.valueOf(message.scene());
    if (scene.startsWith("hold")) {
      return;
    }
    CodeId id = new CodeId(record.key());
    AppId app = new AppId(String.valueOf(message.app()));
    Instant askedAt = Instant.ofEpochMilli(record.timestamp());
    if (scene.startsWith("fail-")) {
      fail(
          id,
          app,
          new CodeError(
              ErrorClass.REQUEST,
              OptionalInt.of(Integer.parseInt(scene.substring(5))),
              "invalid page rid: 66a0f3c1-1d2e3f40",
              Optional.of("66a0f3c1-1d2e3f40")),
          askedAt);
    } else if (scene.startsWith("expire")) {
      fail(id, app, CodeError.of(ErrorClass.EXPIRED, "nothing answered"), askedAt);
    } else {
      PictureFormat format =
          Boolean.TRUE.equals(message.hyaline()) ? PictureFormat.PNG : PictureFormat.JPEG;
      ready(new PictureKey(app, id, format), "picture of " + id, askedAt);
    }
  }

  /** Stores a picture and says that it is ready. */
  public CodeAnswer.Ready ready(PictureKey name, String content, Instant askedAt) {
    Picture picture = Picture.of(name.format(), content.getBytes(StandardCharsets.UTF_8));
    pictures.create(name, picture);
    CodeAnswer.Ready codeAnswer =
        new CodeAnswer.Ready(
            name.id(),
            name.app(),
            name.format(),
            picture.bytes().length,
            picture.sha256(),
            1,
            askedAt,
            Instant.now());
    send(codeAnswer);
    return codeAnswer;
  }

  private void fail(CodeId id, AppId app, CodeError error, Instant askedAt) {
    send(new CodeAnswer.Failed(id, app, error, 1, askedAt, Instant.now()));
  }

  /** Writes an answer to its topic. */
  public void send(CodeAnswer codeAnswer) {
    producer.send(
        new ProducerRecord<>(
            installation.topics().answers(),
            installation.topics().partition(codeAnswer.id()),
            CodeAnswerCodec.key(codeAnswer),
            CodeAnswerCodec.write(codeAnswer)));
    producer.flush();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(1));
  }
}
