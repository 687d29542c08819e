package io.interline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;

/// The work "order" as Camel's users write it: its components servlet, JSLT and HTTP as they come,
/// with the settings of the hub's HTTP client. Nothing is stored. Only the check against the schema
/// is a processor: Camel's own component needs another version of the same library.
final class CamelComponents extends RouteBuilder {

  static final String SERVLET = "CamelServlet";

  private final ObjectMapper json = new ObjectMapper();
  private final String receiver;
  private final Schema schema;
  private final Path mapping;

  /// @param receiver host and port
  CamelComponents(String receiver, Map<String, Object> document) throws IOException {
    this.receiver = receiver;
    JsonNode flow = json.valueToTree(document);
    this.schema = CamelRoute.schema(flow);
    this.mapping = Files.createTempFile("order-", ".jslt");
    mapping.toFile().deleteOnExit();
    // The message is the component's input itself; the hub's has a name.
    Files.writeString(mapping, CamelRoute.mapping(flow).replace(".order.", "."));
  }

  @Override
  public void configure() {
    var http = getContext().getComponent("http", HttpComponent.class);
    http.setClientConnectionManager(CamelRoute.connections());
    http.setHttpClientConfigurer(CamelRoute::settle);
    onException(IOException.class)
        .handled(true)
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(422))
        .setBody(simple("${exception.message}"));
    from("servlet:order?httpMethodRestrict=POST&servletName=" + SERVLET)
        .convertBodyTo(byte[].class)
        .process(this::check)
        .to("seda:taken?blockWhenFull=true&waitForTaskToComplete=Never&size=" + CamelRoute.BACKLOG)
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .setHeader(Exchange.HTTP_CHUNKED, constant(false))
        .setBody(constant(CamelRoute.ANSWER));
    from("seda:taken?size=" + CamelRoute.BACKLOG + "&concurrentConsumers=" + CamelRoute.AT_ONCE)
        .to("jslt:file:" + mapping + "?contentCache=true")
        .removeHeaders("*")
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .setHeader("Idempotency-Key", () -> UUID.randomUUID().toString())
        .choice()
        .when(exchangeProperty("country").isEqualTo("GB"))
        .to("http:" + receiver + "/gb/orders")
        .when(exchangeProperty("country").isEqualTo("DE"))
        .to("http:" + receiver + "/de/orders")
        .otherwise()
        .to("http:" + receiver + "/orders")
        .end()
        .process(answer());
  }

  private void check(Exchange exchange) throws IOException {
    var order = CamelRoute.check(json, schema, exchange);
    exchange.setProperty("country", order.at("/customer/address/country").asText());
  }

  private Processor answer() {
    return exchange -> json.readTree(exchange.getMessage().getBody(byte[].class));
  }
}
