package io.sunpress.worker.wechat;

import tools.jackson.databind.json.JsonMapper;

/** Reads and writes WeChat's JSON. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}
}
