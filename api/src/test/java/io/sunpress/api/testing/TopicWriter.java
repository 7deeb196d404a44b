package io.sunpress.api.testing;

import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestTime;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.Priority;
import io.sunpress.request.PublishResult;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
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
  private final RequestValidator requestValidator;
  private final Producer<String, byte[]> producer;
  private final RequestPublisher intake;

  public TopicWriter(Installation installation) {
    this.installation = installation;
    this.requestValidator = Installation.judge();
    this.producer = installation.producer();
    this.intake = new RequestPublisher(requestValidator, producer::send, installation.topics());
  }

  /** The question for a scene, not asked yet. */
  public CodeRequest question(String scene) {
    return requestValidator
        .judge(CodeRequestMessage.of("pages/index/index", scene))
        .fold(
            valid -> valid,
            refused -> {
              throw new IllegalArgumentException(refused.refusal().detail());
            });
  }

  /** The message as its topic has it; request ids differ each time. */
  public Predicate<CodeRequestMessage> asks(String scene) {
    CodeRequestMessage asked = question(scene).message().withAsker(null, null);
    return message -> message.withAsker(null, null).equals(asked);
  }

  /** Asks, and returns when the broker has it: the question's append time. */
  public Instant ask(String scene) {
    return ask(scene, Priority.INTERACTIVE);
  }

  public Instant ask(String scene, Priority priority) {
    return askLater(scene, priority)
        .join()
        .fold(
            acknowledged -> acknowledged.askedAt(),
            unacknowledged -> {
              throw new IllegalStateException(unacknowledged.cause());
            });
  }

  /** Puts a question back that was put aside, as a worker does. */
  public void putBack(String scene, Instant askedAt) {
    CodeRequest codeRequest = question(scene);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            installation.topics().bulkRequests(),
            installation.topics().partition(codeRequest.id()),
            codeRequest.id().value(),
            CodeRequestMessageCodec.write(codeRequest.message()));
    RequestTime.keep(askedAt, record.headers());
    producer.send(record);
  }

  /** The same, with how often it had been put aside. */
  public void putBack(String scene, Instant askedAt, int turns) {
    CodeRequest codeRequest = question(scene);
    ProducerRecord<String, byte[]> record =
        record(installation.topics().requests(), codeRequest.id().value(), codeRequest);
    RequestTime.keep(askedAt, record.headers());
    header(record, "sunpress-turns", turns);
    producer.send(record);
  }

  /** Puts a question aside for a while, as a worker does. */
  public void putAside(String scene, Instant askedAt, int turns, Duration wait) {
    CodeRequest codeRequest = question(scene);
    ProducerRecord<String, byte[]> record =
        record(installation.topics().retries().get(1), codeRequest.id().value(), codeRequest);
    journey(record, askedAt, turns);
    header(record, "sunpress-wait", wait);
    producer.send(record);
  }

  /** Parks a question until its app may call again, as a worker does. */
  public void park(String scene, Instant askedAt, int turns, Instant until) {
    CodeRequest codeRequest = question(scene);
    ProducerRecord<String, byte[]> record =
        record(installation.topics().parked(), Installation.APP.value(), codeRequest);
    journey(record, askedAt, turns);
    header(record, "sunpress-key", codeRequest.id());
    header(record, "sunpress-until", until);
    producer.send(record);
  }

  private ProducerRecord<String, byte[]> record(String topic, String key, CodeRequest codeRequest) {
    return new ProducerRecord<>(
        topic,
        installation.topics().partition(codeRequest.id()),
        key,
        CodeRequestMessageCodec.write(codeRequest.message()));
  }

  private static void journey(ProducerRecord<String, byte[]> record, Instant askedAt, int turns) {
    RequestTime.keep(askedAt, record.headers());
    header(record, "sunpress-turns", turns);
    header(record, "sunpress-attempts", 5);
    header(record, "sunpress-cause", "busy: system error: busy");
    header(record, "sunpress-errcode", -1);
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, Object value) {
    record.headers().add(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  public CompletableFuture<PublishResult> askLater(String scene, Priority priority) {
    return intake.publish(question(scene), priority, TraceContext.NONE);
  }

  public CodeAnswer.Ready ready(String scene, Instant askedAt) {
    CodeAnswer.Ready codeAnswer = readyAnswer(question(scene).id(), askedAt);
    write(codeAnswer);
    return codeAnswer;
  }

  public static CodeAnswer.Ready readyAnswer(CodeId id, Instant askedAt) {
    return new CodeAnswer.Ready(
        id,
        Installation.APP,
        PictureFormat.JPEG,
        200_000,
        "ab".repeat(32),
        1,
        askedAt,
        askedAt.plusMillis(1234));
  }

  public CodeAnswer.Failed failed(String scene, Instant askedAt) {
    return failed(scene, askedAt, "system error");
  }

  public CodeAnswer.Failed failed(String scene, Instant askedAt, String errmsg) {
    CodeAnswer.Failed codeAnswer =
        new CodeAnswer.Failed(
            question(scene).id(),
            Installation.APP,
            CodeError.of(ErrorClass.BUSY, errmsg),
            5,
            askedAt,
            askedAt.plusSeconds(60));
    write(codeAnswer);
    return codeAnswer;
  }

  /** Writes an answer without waiting for the ack. */
  public void write(CodeAnswer codeAnswer) {
    write(codeAnswer.id(), CodeAnswerCodec.key(codeAnswer), CodeAnswerCodec.write(codeAnswer));
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
