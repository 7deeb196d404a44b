package io.sunpress.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.Http.Method;
import io.sunpress.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint's name tells, where nothing else is set. */
class S3AddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://cos.ap-guangzhou.myqcloud.com, ap-guangzhou, b.cos.ap-guangzhou.myqcloud.com/k",
    "https://s3.oss-cn-hangzhou.aliyuncs.com, cn-hangzhou, b.s3.oss-cn-hangzhou.aliyuncs.com/k",
    "https://oss-cn-hangzhou-internal.aliyuncs.com, cn-hangzhou,"
        + " b.oss-cn-hangzhou-internal.aliyuncs.com/k",
    "https://tos-s3-cn-beijing.volces.com, cn-beijing, b.tos-s3-cn-beijing.volces.com/k",
    "https://obs.cn-north-4.myhuaweicloud.com, cn-north-4, b.obs.cn-north-4.myhuaweicloud.com/k",
    "https://s3.eu-west-1.amazonaws.com, eu-west-1, b.s3.eu-west-1.amazonaws.com/k",
    "https://s3.cn-north-1.amazonaws.com.cn, cn-north-1, b.s3.cn-north-1.amazonaws.com.cn/k",
    "https://0123.r2.cloudflarestorage.com, auto, 0123.r2.cloudflarestorage.com/b/k",
    "http://localhost:9000, us-east-1, localhost:9000/b/k",
    "http://my_store:9000, us-east-1, my_store:9000/b/k",
    "http://10.0.0.1:9000, us-east-1, 10.0.0.1:9000/b/k"
  })
  void givesRegionAndStyle(String endpoint, String region, String address) throws Exception {
    S3ConnectionSettings settings =
        new S3ConnectionSettings(
            URI.create(endpoint),
            Optional.empty(),
            "b",
            Secret.of("access"),
            Secret.of("secret"),
            Duration.ofSeconds(1),
            false);

    assertThat(S3Address.region(settings)).isEqualTo(region);
    assertThat(
            S3Address.of(settings, region).buildUrl(Method.GET, "b", "k", region, null).toString())
        .endsWith("://" + address);
  }
}
