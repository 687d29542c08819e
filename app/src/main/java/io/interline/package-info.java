/// The hub: application, security, REST API, command line.
@org.jspecify.annotations.NullMarked
package io.interline;
