package io.sunpress.api.ledger.feed;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/** Where the ledger gets its Kafka clients. */
public interface LedgerClients {
  /** A consumer with these settings over all others; the ledger closes it. */
  Consumer<String, byte[]> consumer(Map<String, Object> own);

  /** The client that asks for topics and offsets; others use it as well. */
  Admin admin();
}
