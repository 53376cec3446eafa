import 'server-only'
import { followEvents } from '@/lib/responses/background/follow-events'
import type { OwnResponse } from '@/lib/responses/find-response'
import { eventOf } from './event-of'

/** The stream of a response in the background from this event on. */
export const followedEvents = (wanted: OwnResponse & { from: number }): AsyncGenerator<string> =>
  followEvents({
    ...wanted,
    stillHere: ': keep-alive\n\n',
    lost: (response, number) => eventOf('response.failed', { response }, number),
  })
