/// What must stand before the hub's parts are made: the installation's key, the database, its
/// roles.
@org.jspecify.annotations.NullMarked
package io.interline.startup;
