/// What a connector's own tests build on.
@org.jspecify.annotations.NullMarked
package io.interline.connector.testkit;
