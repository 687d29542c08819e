/// Whether the hub is well: what load balancers, container platforms and operators ask.
@org.jspecify.annotations.NullMarked
package io.interline.health;
