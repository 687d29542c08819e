/// The list of flows, and making, importing and exporting them.
@org.jspecify.annotations.NullMarked
package io.interline.ui.flows;
