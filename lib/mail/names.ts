/** waiting: a job sends it; kept: there was no mail server; failed: refused for good, or tried too often. */
export const mailStates = ['waiting', 'sent', 'failed', 'kept'] as const
