package io.sunpress.message;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sunpress.code.CodeId;
import io.sunpress.json.StrictJson;
import java.net.URI;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.ObjectNode;

/** Events as CloudEvents 1.0 in Kafka's binary mode: attributes as headers, JSON as the value. */
public final class CodeEventCodec {
  private CodeEventCodec() {}

  /** The record for the events topic; its key is the code, or none where there is no code. */
  public static ProducerRecord<String, byte[]> record(
      String topic, CodeEvent event, TraceContext traceContext) {
    String key = event.asked().id().map(CodeId::value).orElse(null);
    ProducerRecord<String, byte[]> record =
        KafkaMessageFactory.<String>createWriter(topic, null, null, key)
            .writeBinary(cloudEvent(event));
    traceContext.addTo(record.headers());
    return record;
  }

  private static CloudEvent cloudEvent(CodeEvent event) {
    RequestDetails requestDetails = event.asked();
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(event.eventId())
            .withType(event.type())
            .withSource(
                URI.create(requestDetails.app().map(app -> "/sunpress/" + app).orElse("/sunpress")))
            .withTime(event.at().atOffset(ZoneOffset.UTC))
            .withData("application/json", StrictJson.MAPPER.writeValueAsBytes(data(event)));
    requestDetails.id().ifPresent(id -> builder.withSubject(id.value()));
    requestDetails
        .reference()
        .ifPresent(reference -> builder.withExtension("reference", reference));
    return builder.build();
  }

  private static ObjectNode data(CodeEvent event) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    putAsked(json, event.asked());
    if (event instanceof CodeEvent.Ready ready) {
      json.put("status", "ready");
      json.put("url", ready.url());
      json.put("contentType", ready.format().contentType());
      json.put("bytes", ready.bytes());
      json.put("sha256", ready.sha256());
      json.put("cached", ready.cached());
      putEnd(json, ready.attempts(), event);
    } else if (event instanceof CodeEvent.Failed failed) {
      json.put("status", "failed");
      json.set("error", CodeAnswerCodec.ErrorJson.write(failed.error()));
      putEnd(json, failed.attempts(), event);
    } else if (event instanceof CodeEvent.Delayed delayed) {
      json.put("status", "delayed");
      json.set("error", CodeAnswerCodec.ErrorJson.write(delayed.error()));
      json.put("attempts", delayed.attempts());
      json.put("until", delayed.until().toString());
    }
    return json;
  }

  private static void putEnd(ObjectNode json, int attempts, CodeEvent event) {
    json.put("attempts", attempts);
    json.put("finishedAt", event.at().toString());
  }

  private static void putAsked(ObjectNode json, RequestDetails requestDetails) {
    requestDetails.id().ifPresent(id -> json.put("codeId", id.value()));
    json.put("requestId", requestDetails.requestId());
    requestDetails.reference().ifPresent(reference -> json.put("reference", reference));
    requestDetails
        .campaign()
        .ifPresent(row -> json.set("campaign", StrictJson.MAPPER.valueToTree(row)));
    requestDetails.app().ifPresent(app -> json.put("app", app.value()));
    requestDetails.page().ifPresent(page -> json.put("page", page));
    requestDetails.scene().ifPresent(scene -> json.put("scene", scene));
    json.put("askedAt", requestDetails.askedAt().toString());
  }
}
