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
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes questions and answers to an installation's topics, as a door and a worker would. */
public final class Scribe implements AutoCloseable {
  private final Installation installation;
  private final Judge judge;
  private final Producer<String, byte[]> producer;
  private final Intake intake;

  public Scribe(Installation installation) {
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
    Answer.Failed answer =
        new Answer.Failed(
            question(scene).id(),
            Installation.APP,
            CodeError.of(ErrorClass.BUSY, "system error"),
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
