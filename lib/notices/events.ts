export interface EventKind {
  /** Whether the user also gets a mail. */
  mail: boolean
  /** Nobody can choose not to get this mail. */
  essential?: true
}

/** Everything that users are told of. The words are `notices.<event>` in the messages. */
export const events = {
  password_changed: { mail: true, essential: true },
  email_changed: { mail: true, essential: true },
  // This mail brings the key.
  application_approved: { mail: true, essential: true },
  application_raised: { mail: true },
  application_changes_asked: { mail: true },
  application_rejected: { mail: true },
  application_revoked: { mail: true },
  application_expired: { mail: true },
  application_comment: { mail: true },
  low_balance: { mail: true },
  key_expires: { mail: true },
  grant_expires: { mail: true },
  recharge_approved: { mail: true },
  recharge_rejected: { mail: true },
  withdrawal_approved: { mail: true },
  withdrawal_rejected: { mail: true },
  withdrawal_paid: { mail: true },
  referral_rewarded: { mail: false },
  ticket_answered: { mail: true },
  ticket_waiting: { mail: true },
  ticket_closed: { mail: true },
} as const satisfies Record<string, EventKind>

export type EventName = keyof typeof events
