package io.sunpress.api.ledger.feed;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/** Where the ledger gets its Kafka clients; it closes them itself. */
public interface LedgerClients {
  /** A consumer with these settings over all others. */
  Consumer<String, byte[]> consumer(Map<String, Object> own);

  /** A client that asks for topics and offsets. */
  Admin admin();
}
