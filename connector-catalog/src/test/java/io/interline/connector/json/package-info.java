@org.jspecify.annotations.NullMarked
package io.interline.connector.json;
