package io.sunpress.bench.baseline;

import io.sunpress.code.PictureUrls;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Question;
import io.sunpress.message.CodeEvent;
import io.sunpress.message.Decoded;
import io.sunpress.message.EventCodec;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.message.Trace;
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
  private final Judge judge;
  private final ImageStore images;
  private final WxJavaClient weChat;
  private final PictureUrls urls = new PictureUrls(URI.create("http://localhost:8080"));

  BaselineWorker(BaselineSettings settings, KafkaTemplate<String, byte[]> kafka) {
    this.settings = settings;
    this.kafka = kafka;
    this.judge = settings.judge();
    this.images = settings.images();
    this.weChat = new WxJavaClient(settings);
  }

  @KafkaListener(
      topics = "${baseline.topic}",
      groupId = "baseline",
      concurrency = "${baseline.threads}")
  void print(ConsumerRecord<String, byte[]> record) throws WxErrorException {
    Question question = question(record.value());
    byte[] bytes = weChat.draw(question.spec(), question.checkPath());
    Picture picture = Picture.of(question.spec().format(), bytes);
    images.create(question.picture(), picture);
    CodeEvent event =
        new CodeEvent.Ready(
            question.asked(Instant.ofEpochMilli(record.timestamp())),
            urls.of(question.picture()),
            picture.format(),
            bytes.length,
            picture.sha256(),
            false,
            1,
            Instant.now());
    kafka.send(EventCodec.record(settings.events(), event, Trace.NONE));
  }

  private Question question(byte[] value) {
    if (GenerateCodeCodec.read(value) instanceof Decoded.Message<GenerateCode> message) {
      return judge
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
