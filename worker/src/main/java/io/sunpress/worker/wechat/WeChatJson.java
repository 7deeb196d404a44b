package io.sunpress.worker.wechat;

import tools.jackson.databind.json.JsonMapper;

/** Reads and writes WeChat's JSON. */
final class WeChatJson {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private WeChatJson() {}
}
