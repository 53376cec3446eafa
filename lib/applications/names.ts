/** An application is written in the first and third state, and waits for an operator in the second. */
export const applicationStates = [
  'draft',
  'submitted',
  'changes_asked',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'revoked',
  'replaced',
] as const
export type ApplicationState = (typeof applicationStates)[number]

/** The states in which its owner may change it. */
export const writableStates: ApplicationState[] = ['draft', 'changes_asked']
/** The states that come to an end only when something is done. */
export const openApplicationStates: ApplicationState[] = ['draft', 'submitted', 'changes_asked']

/** What the timeline of an application names: the states that it came into, and what was said. */
export const timelineKinds = [...applicationStates, 'comment'] as const
export type TimelineKind = (typeof timelineKinds)[number]
