interface Event {
  /** Whether the user also gets a mail. */
  mail: boolean
}

/** Everything that users are told of. The words are `notices.<event>` in the messages. */
export const events = {
  password_changed: { mail: true },
  email_changed: { mail: true },
} as const satisfies Record<string, Event>

export type EventName = keyof typeof events
