package io.interline.connector.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.interline.connector.internal.http.PollTrigger.Position;
import io.interline.connector.internal.schema.BindException;
import io.interline.connector.internal.schema.RecordBinder;
import io.interline.connector.internal.schema.TreeValue;
import io.interline.connector.spi.Call;
import io.interline.connector.spi.ConnectorException.Permanent;
import io.interline.connector.spi.JsonValue;
import io.interline.connector.spi.Trigger.Item;
import io.interline.connector.spi.Trigger.Polled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a system that answers each address as a table says.
class PollTriggerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PollTrigger trigger = new PollTrigger();
  private final System system = new System();

  @Test
  void pagesFollowTheHeaderLink() throws Exception {
    system
        .answer("/o", "[1,2]", Map.of("link", "</o?p=2>; title=\"a, b\"; rel=\"next\""))
        .answer("https://api.test/o?p=2", "[3]", Map.of("link", "</o>; rel=\"prev\""));

    assertThat(all("'id':''")).containsExactly("1", "2", "3");
  }

  @Test
  void headerGoesIntoAParameter() throws Exception {
    system
        .answer("/o", "[1]", Map.of("x-next-page", "2"))
        .answer("/o?page=2", "[2]", Map.of("x-next-page", ""));

    assertThat(all("'id':'','paging':'header','header':'X-Next-Page','parameter':'page'"))
        .containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "''", "' '", "-"})
  void tokenGoesIntoAParameterUntilThereIsNone(String end) throws Exception {
    String last = end.equals("-") ? "" : ",'next':" + end;
    system
        .answer("/o?since=0", "{'data':[1],'next':'a b/c'}")
        .answer("/o?since=0&token=a b/c", "{'data':[2],'next':17}")
        .answer("/o?since=0&token=17", "{'data':[3]" + last + "}");

    assertThat(
            all(
                "'id':'','items':'/data','since':'since','position':'','begin':'0',"
                    + "'paging':'token','next':'/next','parameter':'token'"))
        .containsExactly("1", "2", "3");
    assertThat(system.cursor).isEqualTo(new Position("3", null, null, null, null, null, true));
  }

  @Test
  void cursorIsTheIdOfTheLastItem() throws Exception {
    system
        .answer("/o", "{'data':[{'id':'a'},{'id':'b'}],'has_more':true}")
        .answer("/o?starting_after=b", "{'data':[{'id':'c'}],'has_more':false}");

    assertThat(
            all(
                "'items':'/data','paging':'cursor','next':'/has_more','parameter':'starting_after'"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void pagesAndItemsAreCountedUpToAnEmptyPage() throws Exception {
    system.answer("/o", "[1,2]").answer("/o?p=2", "[3]").answer("/o?p=3", "[]");
    assertThat(all("'id':'','paging':'page','parameter':'p'")).containsExactly("1", "2", "3");

    system.answer("/o", "[1,2]").answer("/o?skip=2", "[3]").answer("/o?skip=3", "[]");
    assertThat(all("'id':'','paging':'offset','parameter':'skip'")).containsExactly("1", "2", "3");
  }

  @Test
  void parameterThatIsNotKnownIsNoticed() {
    system.answer("/o", "[1,2]").answer("/o?p=2", "[1,2]");

    assertThatThrownBy(() -> all("'id':'','paging':'page','parameter':'p'"))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("'p'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'next':'/next' | {'data':[],'next':2} | no address",
        "'next':'/next' | {'data':[],'next':true} | no address",
        "'next':'/next' | {'data':[],'next':'dG9rZW4='} | no address",
        "'next':'/next' | {'data':[],'next':{'href':'/o'}} | no address",
        "'paging':'token','next':'/next','parameter':'t' | {'data':[],'next':{'a':1}} | no token",
        "'paging':'token','next':'/next','parameter':'t' | {'data':[],'next':true} | no token",
        "'paging':'cursor','next':'/more','parameter':'t' | {'data':[1],'more':'yes'} | true or false",
      })
  void whatIsNotUnderstoodIsNoEnd(String config, String answer, String says) {
    system.answer("/o", answer);

    assertThatThrownBy(() -> all("'id':'','items':'/data'," + config))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining(says);
  }

  @Test
  void linkThatIsNotUnderstoodIsNoEnd() {
    system.answer("/o", "[]", Map.of("link", "</o; rel=next"));

    assertThatThrownBy(() -> all("'id':''"))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("Link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "''", "-"})
  void addressInTheAnswerEndsToo(String end) throws Exception {
    system
        .answer("/o", "{'data':[1],'next':'?p=2'}")
        .answer(
            "https://api.test/o?p=2",
            "{'data':[2]" + (end.equals("-") ? "" : ",'next':" + end) + "}");

    assertThat(all("'id':'','items':'/data','next':'/next'")).containsExactly("1", "2");
  }

  @Test
  void pageThatIsGoneBeginsTheListAgain() throws Exception {
    String config =
        "'id':'','items':'/data','since':'since','position':'','begin':'0',"
            + "'paging':'token','next':'/next','parameter':'token'";
    system
        .answer("/o?since=0", "{'data':[1],'next':'old'}")
        .status("/o?since=0&token=old", 410)
        .status("/o?since=0&token=new", 500);

    assertThat(poll(config).more()).isTrue();
    var gone = poll(config);

    assertThat(gone.items()).isEmpty();
    assertThat(gone.more()).isFalse();
    assertThat(system.log).singleElement().asString().contains("410").contains("beginning");
    system.answer("/o?since=0", "{'data':[1,2],'next':''}");
    assertThat(poll(config).items()).extracting(Item::id).containsExactly("1", "2");
    assertThat(system.cursor).isEqualTo(new Position("2", null, null, null, null, null, true));
  }

  @Test
  void pageThatIsGoneAgainAndAgainIsAFailure() throws Exception {
    String config = "'id':'','paging':'token','items':'/data','next':'/next','parameter':'token'";
    system.answer("/o", "{'data':[1],'next':'old'}").status("/o?token=old", 410);
    for (int i = 0; i < 3; i++) {
      poll(config);
      poll(config);
    }
    poll(config);

    assertThatThrownBy(() -> poll(config))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("410");
  }

  @Test
  void goneWithoutAPageIsAFailure() {
    system.status("/o", 410);

    assertThatThrownBy(() -> poll("'id':''")).isInstanceOf(Permanent.class);
  }

  @Test
  void changedItemStartsARunWhenTheTriggerSaysSo() throws Exception {
    system.answer("/o", "[{'id':1,'at':'10:00'},{'id':1,'at':'10:05'}]");

    assertThat(all("'position':'/at'")).containsExactly("1", "1");
    assertThat(all("'position':'/at','startsOn':'updated'")).containsExactly("1@10:00", "1@10:05");
    system.answer("/o", "[{'id':1}]");
    assertThatThrownBy(() -> all("'position':'/at','startsOn':'updated'"))
        .hasMessageContaining("'/at'");
  }

  @Test
  void numberAndTextAreTwoIds() throws Exception {
    system.answer("/o", "[1,'1','a','1.5e3','true','007','\\u00221\\u0022']");

    assertThat(all("'id':''"))
        .containsExactly("1", "\"1\"", "a", "\"1.5e3\"", "\"true\"", "\"007\"", "\"\"1\"\"");
  }

  @Test
  void triggersThatBeganBeforeKeepTheirIds() throws Exception {
    system.answer("/o", "['1']");
    system.cursor = new Position("5", null, null, null, null, null, null);

    assertThat(poll("'id':''").items()).extracting(Item::id).containsExactly("1");
    assertThat(system.cursor).isEqualTo(new Position("5", null, null, null, null, null, null));
  }

  @Test
  void otherPagingBeginsTheListAgain() throws Exception {
    system.answer("/o", "[]");
    system.cursor = new Position(null, "https://api.test/o?p=7", null, null, null, null, true);

    poll("'id':'','paging':'page','parameter':'p'");

    assertThat(system.asked).containsExactly("/o");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'paging':'token','next':'/n'",
        "'paging':'token','parameter':'p'",
        "'paging':'page'",
        "'paging':'page','parameter':'p','next':'/n'",
        "'paging':'header','parameter':'p'",
        "'header':'X'",
        "'parameter':'p'",
        "'next':'n'",
      })
  void configurationsThatDoNotFitAreRefused(String config) {
    assertThatThrownBy(() -> config(config)).isInstanceOf(BindException.class);
  }

  private List<String> all(String config) throws Exception {
    system.cursor = null;
    var ids = new ArrayList<String>();
    boolean more = true;
    while (more) {
      var page = poll(config);
      page.items().forEach(item -> ids.add(item.id()));
      more = page.more();
    }
    return ids;
  }

  private Polled<Position> poll(String config) throws Exception {
    var page = trigger.poll(config(config), Optional.ofNullable(system.cursor), system);
    system.cursor = page.cursor();
    return page;
  }

  private static PollConfig config(String more) throws IOException, BindException {
    String text = "{'connection':'shop','path':'/o'," + more + "}";
    return new RecordBinder<>(PollConfig.class).bind(JSON.readTree(text.replace('\'', '"')));
  }

  private static final class System implements Call {

    private final Map<String, HttpResponse> answers = new java.util.HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private @Nullable Position cursor;

    System answer(String address, String json) {
      return answer(address, json, Map.of());
    }

    System answer(String address, String json, Map<String, String> headers) {
      byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      answers.put(address, new HttpResponse(200, headers, body));
      return this;
    }

    System status(String address, int status) {
      answers.put(address, new HttpResponse(status, Map.of(), new byte[0]));
      return this;
    }

    @Override
    public HttpResponse send(HttpRequest request) {
      var address = new StringBuilder(request.url());
      request
          .query()
          .forEach(
              (name, values) ->
                  address
                      .append(address.indexOf("?") < 0 ? '?' : '&')
                      .append(name)
                      .append('=')
                      .append(String.join(",", values)));
      asked.add(address.toString());
      var answer = answers.get(address.toString());
      if (answer == null) throw new AssertionError("asked for " + address);
      return answer;
    }

    @Override
    public String idempotencyKey() {
      return "key";
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("baseUrl", "https://api.test");
    }

    @Override
    public Optional<JsonValue> json(byte[] utf8) {
      return TreeValue.parse(utf8);
    }

    @Override
    public JsonValue text(String value) {
      return TreeValue.text(value);
    }

    @Override
    public void pause(Duration duration) {
      throw new AssertionError("nothing waits here");
    }

    @Override
    public void log(String line) {
      log.add(line);
    }
  }
}
