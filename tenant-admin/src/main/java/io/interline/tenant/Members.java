package io.interline.tenant;

import java.time.Instant;
import java.util.List;

/// The people of the tenant in scope.
public interface Members {

  /// Members, in order of name. Needs MEMBER_VIEW.
  List<Member> list();

  /// Invitations not yet accepted. Needs MEMBER_VIEW.
  List<Invitation> invitations();

  /// Sends an invitation by mail, valid for 7 days. Inviting again replaces the one before. Needs
  /// MEMBER_EDIT.
  ///
  /// @throws DomainException of kind CONFLICT, code `already-member`; of kind INVALID, code
  ///     `email-invalid`; of kind LIMIT, code `too-many-invitations`; of kind UNAVAILABLE, code
  ///     `mail-not-sent`, when it is stored but the mail server did not take the mail
  void invite(String email, Role role);

  /// Needs MEMBER_EDIT.
  void withdrawInvitation(String email);

  /// Needs MEMBER_EDIT.
  ///
  /// @throws DomainException of kind CONFLICT, code `last-owner`, when no OWNER would be left
  void changeRole(AccountId account, Role role);

  /// Ends the membership; sessions of that account lose the tenant at once. Needs MEMBER_EDIT.
  ///
  /// @throws DomainException of kind CONFLICT, code `last-owner`
  void remove(AccountId account);

  /// One person in the tenant.
  record Member(AccountId account, String email, String name, Role role, Instant since) {}

  /// One invitation.
  record Invitation(String email, Role role, String invitedBy, Instant sentAt, Instant expiresAt) {}
}
