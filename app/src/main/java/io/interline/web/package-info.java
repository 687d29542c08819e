/// What the web server bears: sessions of visitors who have not logged in.
@org.jspecify.annotations.NullMarked
package io.interline.web;
