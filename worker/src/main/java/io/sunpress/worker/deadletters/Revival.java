package io.sunpress.worker.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.SunpressHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as the record that it was: key, bytes and headers. Of our own headers only the
 * history is left, one death longer, so that attempts are counted from nothing.
 */
final class Revival {
  /** A record that is replayed for ever must not grow for ever. */
  private static final int KEPT_DEATHS = 10;

  private Revival() {}

  static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, Letter letter, String topic) {
    ProducerRecord<byte[], byte[]> revived =
        new ProducerRecord<>(topic, record.key(), record.value());
    for (Header header : record.headers()) {
      if (!header.key().startsWith(SunpressHeaders.PREFIX)) {
        revived.headers().add(header);
      }
    }
    add(revived, SunpressHeaders.REPLAYED, Integer.toString(letter.replays() + 1));
    deaths(letter).forEach(death -> add(revived, SunpressHeaders.HISTORY, death.entry()));
    return revived;
  }

  private static List<Death> deaths(Letter letter) {
    List<Death> deaths = new ArrayList<>(letter.history());
    deaths.add(letter.death());
    return deaths.subList(Math.max(0, deaths.size() - KEPT_DEATHS), deaths.size());
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
