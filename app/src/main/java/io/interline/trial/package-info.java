/// A system to send to while one tries the hub on one machine.
@org.jspecify.annotations.NullMarked
package io.interline.trial;
