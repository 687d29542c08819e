package io.interline.connector.internal.schedule;

import io.interline.connector.Cron;
import io.interline.connector.MalformedCron;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.Field;
import io.interline.connector.spi.Trigger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

/// Fires as a cron expression says.
final class CronTrigger implements Trigger.Schedule<CronTrigger.Config> {

  private static final Duration LONGEST_SPREAD = Duration.ofHours(24);

  record Config(
      @Field(
              label = "Cron expression",
              help =
                  "Five fields (minute, hour, day of month, month, day of week), or Quartz's form"
                      + " with seconds first.",
              example = "0 7 * * MON-FRI",
              literal = true)
          String cron,
      @Field(
              label = "Time zone",
              help = "Whose clock counts, by its tz database name.",
              def = "UTC",
              example = "Europe/Berlin",
              literal = true)
          String zone,
      @Field(
              label = "Missed times",
              help =
                  "What becomes of times that passed while the hub was down: left out, one run for"
                      + " all of them, or one run for each.",
              def = "once",
              advanced = true,
              literal = true)
          Missed missed,
      @Field(
              label = "Spread",
              help =
                  "Puts each firing off by a part of this, always the same for one flow, so that"
                      + " not everything begins in the same second.",
              def = "PT0S",
              example = "PT5M",
              advanced = true,
              literal = true)
          Duration spread) {

    Config {
      if (spread.isNegative() || spread.compareTo(LONGEST_SPREAD) > 0)
        throw new IllegalArgumentException("spread must be between PT0S and PT24H");
    }
  }

  @Override
  public String id() {
    return "cron";
  }

  @Override
  public String title() {
    return "Schedule";
  }

  @Override
  public String description() {
    return "Starts a run at the times that a cron expression names.";
  }

  @Override
  public Class<Config> config() {
    return Config.class;
  }

  @Override
  public Timetable timetable(Config config) throws Permanent {
    return new Timetable(
        cron(config.cron()), zone(config.zone()), config.missed(), config.spread());
  }

  private static String cron(String text) throws Permanent {
    try {
      return Cron.parse(text).quartz();
    } catch (MalformedCron e) {
      throw new Permanent("'cron' is not a valid cron expression: " + e.getMessage(), null);
    }
  }

  private static ZoneId zone(String text) throws Permanent {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new Permanent(
          "'zone' is not a time zone; write for example Europe/Berlin or UTC", null);
    }
  }
}
