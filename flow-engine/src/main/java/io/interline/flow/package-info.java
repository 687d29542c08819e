/// Flows and their versions, deployments, runs and dead letters.
@org.jspecify.annotations.NullMarked
package io.interline.flow;
