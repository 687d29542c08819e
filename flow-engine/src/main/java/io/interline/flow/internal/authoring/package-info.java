/// Flows, their drafts, checks and versions, and what is deployed where.
@org.jspecify.annotations.NullMarked
package io.interline.flow.internal.authoring;
