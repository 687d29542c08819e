/// Tests of what people are told.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.notify;
