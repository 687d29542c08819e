@org.jspecify.annotations.NullMarked
package io.interline.audit.internal;
