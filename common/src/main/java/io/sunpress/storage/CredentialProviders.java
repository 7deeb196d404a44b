package io.sunpress.storage;

import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import okhttp3.OkHttpClient;

/** The client library's ways to credentials, and the files that it has none for. */
final class CredentialProviders {
  private CredentialProviders() {}

  static Provider of(StoreCredentials credentials, OkHttpClient http) {
    if (credentials instanceof StoreCredentials.Keys keys) {
      return new StaticProvider(keys.accessKey().reveal(), keys.secretKey().reveal(), null);
    }
    if (credentials instanceof StoreCredentials.KeyFiles files) {
      return new KeyFilesProvider(files);
    }
    return credentials instanceof StoreCredentials.Environment
        ? new AwsEnvironmentProvider()
        : new IamAwsProvider(null, http);
  }
}
