/// The people of the organisation and open invitations.
@org.jspecify.annotations.NullMarked
package io.interline.ui.members;
