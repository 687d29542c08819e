package io.interline;

import io.interline.bench.Bench;
import io.interline.chaos.Chaos;
import io.interline.postgres.PostgresUnavailable;
import io.interline.sample.Sample;
import io.interline.startup.Installation;
import io.interline.startup.PrivateNetworks;
import io.interline.startup.StartRefused;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.env.MapPropertySource;

/// The hub. Its parts are named by their full names: two packages may each have a class of one
/// name.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class InterlineApplication {

  /// Starts the hub and its database; both stop in the right order when the process is asked to
  /// end.
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("bench")) {
      Bench.main(Arrays.copyOfRange(arguments, 1, arguments.length), InterlineApplication::start);
      return;
    }
    if (arguments.length > 0 && arguments[0].equals("chaos")) {
      Chaos.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      return;
    }
    Thread.setDefaultUncaughtExceptionHandler(new LastResort());
    try {
      var installation = Installation.prepare(System.getenv());
      announce(start(installation, arguments), List.of(arguments));
    } catch (StartRefused | PostgresUnavailable e) {
      System.err.println("Interline does not start: " + e.getMessage());
      System.exit(1);
    }
  }

  /// Starts the hub of an installation; it is closed with the application.
  private static ConfigurableApplicationContext start(
      Installation installation, String... arguments) {
    var application = new SpringApplication(InterlineApplication.class);
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("installation", installation.properties())),
        new PrivateNetworks());
    // Runs after the application is closed, whatever ends it.
    SpringApplication.getShutdownHandlers().add(installation::close);
    return application.run(arguments);
  }

  private static void announce(ConfigurableApplicationContext context, List<String> arguments) {
    var announcement = context.getBean(Announcement.class);
    System.out.println(announcement.text());
    if (arguments.contains("--sample"))
      System.out.println(context.getBean(Sample.class).begin(announcement.address()));
  }
}
