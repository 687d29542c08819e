/// Proof that no tenant reads, changes or learns of what is another's.
@org.jspecify.annotations.NullMarked
package io.interline.isolation;
