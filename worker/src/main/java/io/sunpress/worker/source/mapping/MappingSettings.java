package io.sunpress.worker.source.mapping;

import java.util.Map;

/**
 * How a source's records become requests, as it was configured.
 *
 * @param when a boolean expression: whether a record is of interest; empty: every record is
 * @param each an expression for the list whose elements become requests; empty: the record does
 * @param ask a template for each member of the request, by the member's name
 */
public record MappingSettings(String when, String each, Map<String, String> ask) {
  public MappingSettings {
    ask = Map.copyOf(ask);
  }
}
