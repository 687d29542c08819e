/// Whole journeys, in a real browser and over HTTP.
@org.jspecify.annotations.NullMarked
package io.interline.e2e;
