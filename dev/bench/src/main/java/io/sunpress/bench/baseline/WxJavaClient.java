package io.sunpress.bench.baseline;

import cn.binarywang.wx.miniapp.api.WxMaService;
import cn.binarywang.wx.miniapp.api.impl.WxMaServiceImpl;
import cn.binarywang.wx.miniapp.config.impl.WxMaDefaultConfigImpl;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.Scene;
import java.util.concurrent.TimeUnit;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.apache.DefaultApacheHttpClientBuilder;

/** The SDK as its documentation shows it, with as many connections as there are threads. */
final class WxJavaClient {
  private static final int TIMEOUT = (int) TimeUnit.SECONDS.toMillis(15);

  private final WxMaService service = new WxMaServiceImpl();

  WxJavaClient(BaselineSettings settings) {
    DefaultApacheHttpClientBuilder client = DefaultApacheHttpClientBuilder.get();
    client.setMaxConnPerHost(settings.threads());
    client.setMaxTotalConn(settings.threads());
    client.setConnectionTimeout(TIMEOUT);
    client.setSoTimeout(TIMEOUT);
    WxMaDefaultConfigImpl config = new WxMaDefaultConfigImpl();
    config.setAppid(settings.appId().value());
    config.setSecret(settings.appSecret().reveal());
    config.setApiHostUrl(settings.wechat().toString());
    config.setApacheHttpClientBuilder(client);
    service.setWxMaConfig(config);
  }

  /** The picture's bytes. Its colour is left to WeChat: the SDK sends one in another form. */
  byte[] draw(CodeSpec spec, boolean checkPath) throws WxErrorException {
    return service
        .getQrcodeService()
        .createWxaCodeUnlimitBytes(
            spec.scene().map(Scene::value).orElse(""),
            spec.page().value(),
            checkPath,
            spec.env().wireName(),
            spec.style().width().pixels(),
            spec.style().autoColor(),
            null,
            spec.style().hyaline());
  }
}
