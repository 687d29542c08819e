/// Connector http: any system that speaks HTTP.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.http;
