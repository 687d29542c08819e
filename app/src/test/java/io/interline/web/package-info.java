@org.jspecify.annotations.NullMarked
package io.interline.web;
