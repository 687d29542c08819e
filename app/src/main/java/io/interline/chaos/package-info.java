/// `./interline chaos`: nodes, database and receiver fail under load, and what was promised is
/// counted afterwards.
@org.jspecify.annotations.NullMarked
package io.interline.chaos;
