package io.sunpress.parts;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** A program for {@link ChildJvmTest}: says hello, then works or waits until it is ended. */
final class ChildMain {
  private ChildMain() {}

  public static void main(String... args) throws InterruptedException, IOException {
    System.out.println("hello " + Arrays.toString(args) + " " + System.getenv("CHILD_NAME"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("tidied up")));
    if (args.length > 0 && args[0].equals("fail")) {
      throw new IllegalStateException("as told");
    }
    if (args.length > 0 && args[0].equals("talk")) {
      System.out.print("a word\n".repeat(100_000));
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
    if (args.length > 0 && args[0].equals("leave-an-heir")) {
      new ProcessBuilder("sh", "-c", "read until_it_ends; sleep 0.5; echo last words")
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .start();
      Runtime.getRuntime().halt(0);
    }
    for (int tick = 0; args.length > 0 && args[0].equals("count"); tick++) {
      System.out.println("tick " + tick);
    }
    System.err.println("waiting");
    new CountDownLatch(1).await();
  }
}
