interface Event {
  /** Whether the user also gets a mail. */
  mail: boolean
}

/** Everything that users are told of. The words are `notices.<event>` in the messages. */
export const events = {
  password_changed: { mail: true },
  email_changed: { mail: true },
  application_approved: { mail: true },
  application_raised: { mail: true },
  application_changes_asked: { mail: true },
  application_rejected: { mail: true },
  application_revoked: { mail: true },
  application_expired: { mail: true },
  application_comment: { mail: true },
} as const satisfies Record<string, Event>

export type EventName = keyof typeof events
