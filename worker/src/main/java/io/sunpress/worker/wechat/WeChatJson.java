package io.sunpress.worker.wechat;

import tools.jackson.databind.json.JsonMapper;

/** Reads and writes WeChat's JSON. */
public final class WeChatJson {
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private WeChatJson() {}
}
