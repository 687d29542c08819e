@org.jspecify.annotations.NullMarked
package io.interline.health;
