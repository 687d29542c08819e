/// Something to try the hub with: an organisation, a live flow, and a system that receives.
@org.jspecify.annotations.NullMarked
package io.interline.sample;
