package io.sunpress.local;

import io.sunpress.NeedsDocker;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** On a broker and an S3 server in containers. */
@NeedsDocker(ranOn = "the broker and the S3 server inside this JVM")
@Testcontainers
class FirstLightOnContainersTest extends WholeSystemContract {
  @Container
  private static final KafkaContainer KAFKA =
      new KafkaContainer(DockerImageName.parse("apache/kafka:4.2.0"));

  @Container
  private static final MinIOContainer S3 =
      new MinIOContainer(
          DockerImageName.parse("quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z")
              .asCompatibleSubstituteFor("minio/minio"));

  @TempDir static Path data;

  @Override
  LocalSunpress start() {
    return LocalSunpress.start(
        LocalOptions.at(data)
            .with("spring.kafka.bootstrap-servers", KAFKA.getBootstrapServers())
            .with("sunpress.storage.endpoint", S3.getS3URL())
            .with("sunpress.storage.access-key", S3.getUserName())
            .with("sunpress.storage.secret-key", S3.getPassword()));
  }

  @Override
  String bootstrapServers() {
    return KAFKA.getBootstrapServers();
  }
}
