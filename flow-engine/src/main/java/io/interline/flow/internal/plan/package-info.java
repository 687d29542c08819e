/// Flow documents compiled once into immutable plans.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.plan;
