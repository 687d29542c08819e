/// The hub's own PostgreSQL server: a real one, with its data in a folder beside the hub.
@org.jspecify.annotations.NullMarked
package io.interline.postgres;
