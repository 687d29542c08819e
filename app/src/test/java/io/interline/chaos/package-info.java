/// What counts the damage of faults, counted itself.
@org.jspecify.annotations.NullMarked
package io.interline.chaos;
