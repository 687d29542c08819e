/// Tests of what the module shows to others.
@org.jspecify.annotations.NullMarked
package io.interline.audit;
