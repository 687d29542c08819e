package io.interline.flow.internal.journal;

import com.zaxxer.hikari.HikariDataSource;
import io.interline.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Journal and shards of one node over PostgreSQL, which can die: nothing of it reaches the
/// database from then on, and its sessions are gone.
public final class JournalNode implements AutoCloseable {

  private final HikariDataSource pool = new HikariDataSource();
  private final Presence presence;
  private final Journal journal;
  private final Shards shards;
  private final Journal mortalJournal;
  private final Shards mortalShards;
  private volatile boolean dead;

  public JournalNode(TestDatabase database) throws SQLException {
    pool.setJdbcUrl(database.url());
    pool.setUsername("interline_system");
    pool.setPassword("test");
    pool.setMaximumPoolSize(4);
    var jdbc = JdbcClient.create(pool);
    var transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    var source = WriterConnection.like(pool);
    presence = new Presence(source);
    journal = new PostgresJournal(source, jdbc, transactions, new SimpleMeterRegistry());
    shards = new PostgresShards(jdbc, transactions, presence);
    mortalJournal = mortal(Journal.class, journal);
    mortalShards = mortal(Shards.class, shards);
  }

  public Journal journal() {
    return mortalJournal;
  }

  public Shards shards() {
    return mortalShards;
  }

  public void die() {
    dead = true;
    presence.close();
  }

  private <T> T mortal(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (dead) return afterDeath(method);
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  private static @Nullable Object afterDeath(Method method) {
    var why = new JournalUnavailable("the node is dead");
    if (method.getName().equals("submit")) return CompletableFuture.failedFuture(why);
    if (method.getReturnType() == void.class) return null;
    if (method.getName().equals("pending")) return 0;
    throw why;
  }

  @Override
  public void close() {
    journal.close();
    pool.close();
  }
}
