package io.interline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The hub.
@SpringBootApplication
public class InterlineApplication {

  /// Starts the hub.
  public static void main(String[] arguments) {
    SpringApplication.run(InterlineApplication.class, arguments);
  }
}
