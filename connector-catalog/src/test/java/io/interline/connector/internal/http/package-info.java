/// Tests of connector http.
@org.jspecify.annotations.NullMarked
package io.interline.connector.internal.http;
