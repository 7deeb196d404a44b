package io.sunpress.storage;

import io.sunpress.NeedsDocker;
import java.net.URI;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** On a MinIO server in a container. */
@NeedsDocker(ranOn = "the in-process S3 server")
@Testcontainers
class MinioContainerImageStoreTest extends ImageStoreContract {
  @Container
  private static final MinIOContainer SERVER =
      new MinIOContainer(
          DockerImageName.parse("quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z")
              .asCompatibleSubstituteFor("minio/minio"));

  @Override
  URI endpoint() {
    return URI.create(SERVER.getS3URL());
  }

  @Override
  String accessKey() {
    return SERVER.getUserName();
  }

  @Override
  String secretKey() {
    return SERVER.getPassword();
  }
}
