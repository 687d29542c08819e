package io.interline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.yaml.snakeyaml.Yaml;

/// The work "order" as an Apache Camel route that stores nothing, all of it in processors: what the
/// hub is compared with. The hub's own web server, virtual threads, schema and mapping libraries,
/// and HTTP client with the hub's settings; schema and mapping are those of the flow document.
final class CamelRoute extends RouteBuilder {

  static final String ANSWER = "{\"runId\":\"00000000-0000-7000-8000-000000000000\"}";
  static final int BACKLOG = 1_000;
  static final int AT_ONCE = Math.max(64, 32 * Runtime.getRuntime().availableProcessors());

  private final ObjectMapper json = new ObjectMapper();
  private final CloseableHttpClient http = like(HttpClientBuilder.create(), connections());
  private final String receiver;
  private final Schema schema;
  private final Expression mapping;

  private CamelRoute(String receiver, Map<String, Object> document) {
    this.receiver = receiver;
    JsonNode flow = json.valueToTree(document);
    this.schema = schema(flow);
    this.mapping = Parser.compileString(mapping(flow));
  }

  static Schema schema(JsonNode flow) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(flow.at("/trigger/schema"));
  }

  static String mapping(JsonNode flow) {
    return flow.at("/steps/0/map").asText();
  }

  /// @param arguments port of the receiver; port to listen on is chosen and printed
  public static void main(String[] arguments) throws Exception {
    Bench.endWithParent();
    System.setProperty("camel.threads.virtual.enabled", "true");
    Map<String, Object> document;
    try (var in = CamelRoute.class.getResourceAsStream("/bench/order.yaml")) {
      document = new Yaml().load(in);
    }
    var camel = new DefaultCamelContext();
    var receiver = "127.0.0.1:" + arguments[0];
    camel.addRoutes(new CamelRoute("http://" + receiver, document));
    camel.addRoutes(new CamelComponents(receiver, document));
    camel.start();
    System.out.println("CAMEL " + listen(camel));
  }

  @Override
  public void configure() {
    from("direct:accept").process(this::check).to("seda:orders?size=1000&blockWhenFull=true");
    from("seda:orders?size=" + BACKLOG + "&concurrentConsumers=" + AT_ONCE)
        .process(this::map)
        .choice()
        .when(exchange -> country(exchange).equals("GB"))
        .process(post("/gb/orders"))
        .when(exchange -> country(exchange).equals("DE"))
        .process(post("/de/orders"))
        .otherwise()
        .process(post("/orders"));
  }

  private void check(Exchange exchange) throws IOException {
    exchange.getMessage().setBody(check(json, schema, exchange));
  }

  /// @return the message as a tree
  /// @throws IOException if the schema does not hold
  static JsonNode check(ObjectMapper json, Schema schema, Exchange exchange) throws IOException {
    var order = json.readTree(exchange.getMessage().getBody(byte[].class));
    var wrong = schema.validate(order);
    if (!wrong.isEmpty()) throw new IOException("422: " + wrong);
    return order;
  }

  private void map(Exchange exchange) {
    var order = exchange.getMessage().getBody(JsonNode.class);
    exchange.setProperty("country", order.at("/customer/address/country").asText());
    var context = json.createObjectNode();
    context.set("order", order);
    exchange.getMessage().setBody(mapping.apply(context));
  }

  private static String country(Exchange exchange) {
    return exchange.getProperty("country", "", String.class);
  }

  private Processor post(String path) {
    return exchange -> {
      var request = new HttpPost(receiver + path);
      request.setHeader("Idempotency-Key", UUID.randomUUID().toString());
      byte[] body = json.writeValueAsBytes(exchange.getMessage().getBody(JsonNode.class));
      request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
      var answer =
          http.execute(
              request, response -> json.readTree(EntityUtils.toByteArray(response.getEntity())));
      exchange.getMessage().setBody(answer);
    };
  }

  /// The pool of connections, as the hub's connectors have it.
  static PoolingHttpClientConnectionManager connections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(2_048)
        .setMaxConnPerRoute(256)
        .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setTimeToLive(TimeValue.ofMinutes(5))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build())
        .build();
  }

  /// A client as the hub's connectors have it.
  private static CloseableHttpClient like(
      HttpClientBuilder client, PoolingHttpClientConnectionManager connections) {
    settle(client);
    return client.setConnectionManager(connections).build();
  }

  static void settle(HttpClientBuilder client) {
    client
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setContentCompressionEnabled(false)
                .setDefaultKeepAlive(30, TimeUnit.SECONDS)
                .build())
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling();
  }

  private static int listen(DefaultCamelContext camel) throws IOException, LifecycleException {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("camel-route-").toString());
    var connector = new Connector();
    connector.setPort(0);
    var protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    protocol.setAddress(InetAddress.getLoopbackAddress());
    protocol.setMaxKeepAliveRequests(-1);
    protocol.setExecutor(new VirtualThreadExecutor("camel-"));
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", null);
    var template = camel.createProducerTemplate();
    Tomcat.addServlet(
        context, "orders", new Orders202(template, camel.getEndpoint("direct:accept")));
    context.addServletMappingDecoded("/in/order", "orders");
    Tomcat.addServlet(context, CamelComponents.SERVLET, new CamelHttpTransportServlet())
        .setLoadOnStartup(1);
    context.addServletMappingDecoded("/components/*", CamelComponents.SERVLET);
    tomcat.start();
    return connector.getLocalPort();
  }

  /// Answers 202 once the route has taken the order.
  private static final class Orders202 extends HttpServlet {

    private final transient ProducerTemplate template;
    private final transient Endpoint accept;

    Orders202(ProducerTemplate template, Endpoint accept) {
      this.template = template;
      this.accept = accept;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readAllBytes();
      var exchange = template.send(accept, taken -> taken.getMessage().setBody(body));
      if (exchange.getException() instanceof IOException e) {
        response.setStatus(422);
        return;
      }
      if (exchange.getException() != null)
        throw new UncheckedIOException(new IOException(exchange.getException()));
      byte[] answer = ANSWER.getBytes(StandardCharsets.US_ASCII);
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      response.setContentType("application/json");
      response.setContentLength(answer.length);
      response.getOutputStream().write(answer);
    }
  }
}
