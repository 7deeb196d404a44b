package io.sunpress.api.testing;

import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.intake.Intake;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Lane;
import io.sunpress.intake.Publication;
import io.sunpress.intake.Question;
import io.sunpress.message.Answer;
import io.sunpress.message.AnswerCodec;
import io.sunpress.message.AskedAt;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.message.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes questions and answers to an installation's topics, as a door and a worker would. */
public final class TopicWriter implements AutoCloseable {
  private final Installation installation;
  private final Judge judge;
  private final Producer<String, byte[]> producer;
  private final Intake intake;

  public TopicWriter(Installation installation) {
    this.installation = installation;
    this.judge = Installation.judge();
    this.producer = installation.producer();
    this.intake = new Intake(judge, () -> producer, installation.topics());
  }

  /** The question for a scene, not asked yet. */
  public Question question(String scene) {
    return judge
        .judge(GenerateCode.of("pages/index/index", scene))
        .fold(
            valid -> valid,
            refused -> {
              throw new IllegalArgumentException(refused.refusal().detail());
            });
  }

  /** The message as its topic has it; request ids differ each time. */
  public Predicate<GenerateCode> asks(String scene) {
    GenerateCode asked = question(scene).message().withAsker(null, null);
    return message -> message.withAsker(null, null).equals(asked);
  }

  /** Asks, and returns when the broker has it: the question's append time. */
  public Instant ask(String scene) {
    return ask(scene, Lane.INTERACTIVE);
  }

  public Instant ask(String scene, Lane lane) {
    return askLater(scene, lane)
        .join()
        .fold(
            acknowledged -> acknowledged.askedAt(),
            unacknowledged -> {
              throw new IllegalStateException(unacknowledged.cause());
            });
  }

  /** Puts a question back that was put aside, as a worker does. */
  public void putBack(String scene, Instant askedAt) {
    Question question = question(scene);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            installation.topics().bulkRequests(),
            installation.topics().partition(question.id()),
            question.id().value(),
            GenerateCodeCodec.write(question.message()));
    AskedAt.keep(askedAt, record.headers());
    producer.send(record);
  }

  /** The same, with how often it had been put aside. */
  public void putBack(String scene, Instant askedAt, int turns) {
    Question question = question(scene);
    ProducerRecord<String, byte[]> record =
        record(installation.topics().requests(), question.id().value(), question);
    AskedAt.keep(askedAt, record.headers());
    header(record, "sunpress-turns", turns);
    producer.send(record);
  }

  /** Puts a question aside for a while, as a worker does. */
  public void putAside(String scene, Instant askedAt, int turns, Duration wait) {
    Question question = question(scene);
    ProducerRecord<String, byte[]> record =
        record(installation.topics().retries().get(1), question.id().value(), question);
    journey(record, askedAt, turns);
    header(record, "sunpress-wait", wait);
    producer.send(record);
  }

  /** Parks a question until its app may call again, as a worker does. */
  public void park(String scene, Instant askedAt, int turns, Instant until) {
    Question question = question(scene);
    ProducerRecord<String, byte[]> record =
        record(installation.topics().parked(), Installation.APP.value(), question);
    journey(record, askedAt, turns);
    header(record, "sunpress-key", question.id());
    header(record, "sunpress-until", until);
    producer.send(record);
  }

  private ProducerRecord<String, byte[]> record(String topic, String key, Question question) {
    return new ProducerRecord<>(
        topic,
        installation.topics().partition(question.id()),
        key,
        GenerateCodeCodec.write(question.message()));
  }

  private static void journey(ProducerRecord<String, byte[]> record, Instant askedAt, int turns) {
    AskedAt.keep(askedAt, record.headers());
    header(record, "sunpress-turns", turns);
    header(record, "sunpress-attempts", 5);
    header(record, "sunpress-cause", "busy: system error: busy");
    header(record, "sunpress-errcode", -1);
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, Object value) {
    record.headers().add(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  public CompletableFuture<Publication> askLater(String scene, Lane lane) {
    return intake.publish(question(scene), lane, Trace.NONE);
  }

  public Answer.Ready ready(String scene, Instant askedAt) {
    Answer.Ready answer = readyAnswer(question(scene).id(), askedAt);
    write(answer);
    return answer;
  }

  public static Answer.Ready readyAnswer(CodeId id, Instant askedAt) {
    return new Answer.Ready(
        id,
        Installation.APP,
        PictureFormat.JPEG,
        200_000,
        "ab".repeat(32),
        1,
        askedAt,
        askedAt.plusMillis(1234));
  }

  public Answer.Failed failed(String scene, Instant askedAt) {
    return failed(scene, askedAt, "system error");
  }

  public Answer.Failed failed(String scene, Instant askedAt, String errmsg) {
    Answer.Failed answer =
        new Answer.Failed(
            question(scene).id(),
            Installation.APP,
            CodeError.of(ErrorClass.BUSY, errmsg),
            5,
            askedAt,
            askedAt.plusSeconds(60));
    write(answer);
    return answer;
  }

  /** Writes an answer without waiting for the ack. */
  public void write(Answer answer) {
    write(answer.id(), AnswerCodec.key(answer), AnswerCodec.write(answer));
  }

  /** Writes any record to the answers. */
  public void write(CodeId id, String key, byte @Nullable [] value) {
    producer.send(
        new ProducerRecord<>(
            installation.topics().answers(), installation.topics().partition(id), key, value));
  }

  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
