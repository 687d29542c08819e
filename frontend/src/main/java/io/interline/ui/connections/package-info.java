/// Connections to other systems, by alias and environment.
@org.jspecify.annotations.NullMarked
package io.interline.ui.connections;
