package io.sunpress.bench.baseline;

import io.sunpress.code.PictureUrlBuilder;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.CodeEventCodec;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import io.sunpress.message.TraceContext;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.RequestValidator;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import java.net.URI;
import java.time.Instant;
import me.chanjar.weixin.common.error.WxErrorException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/** Request in, picture stored, event out; one after the other on each of the threads. */
class BaselineWorker {
  private final BaselineSettings settings;
  private final KafkaTemplate<String, byte[]> kafka;
  private final RequestValidator requestValidator;
  private final ImageStore images;
  private final WxJavaClient weChat;
  private final PictureUrlBuilder urls = new PictureUrlBuilder(URI.create("http://localhost:8080"));

  BaselineWorker(BaselineSettings settings, KafkaTemplate<String, byte[]> kafka) {
    this.settings = settings;
    this.kafka = kafka;
    this.requestValidator = settings.judge();
    this.images = settings.images();
    this.weChat = new WxJavaClient(settings);
  }

  @KafkaListener(
      topics = "${baseline.topic}",
      groupId = "baseline",
      concurrency = "${baseline.threads}")
  void print(ConsumerRecord<String, byte[]> record) throws WxErrorException {
    CodeRequest codeRequest = question(record.value());
    byte[] bytes = weChat.draw(codeRequest.spec(), codeRequest.checkPath());
    Picture picture = Picture.of(codeRequest.spec().format(), bytes);
    images.create(codeRequest.picture(), picture);
    CodeEvent event =
        new CodeEvent.Ready(
            codeRequest.asked(Instant.ofEpochMilli(record.timestamp())),
            urls.of(codeRequest.picture()),
            picture.format(),
            bytes.length,
            picture.sha256(),
            false,
            1,
            Instant.now());
    kafka.send(CodeEventCodec.record(settings.events(), event, TraceContext.NONE));
  }

  private CodeRequest question(byte[] value) {
    if (CodeRequestMessageCodec.read(value) instanceof DecodeResult.Message message) {
      return requestValidator
          .judge(message.value())
          .fold(
              valid -> valid,
              refused -> {
                throw new IllegalArgumentException("refused: " + refused.refusal());
              });
    }
    throw new IllegalArgumentException("not a request");
  }
}
