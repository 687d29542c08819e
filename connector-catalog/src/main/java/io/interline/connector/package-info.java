/// The catalogue of connectors, and the connections of tenants to other systems.
@org.jspecify.annotations.NullMarked
package io.interline.connector;
