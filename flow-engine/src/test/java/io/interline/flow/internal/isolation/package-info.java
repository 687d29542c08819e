@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.isolation;
