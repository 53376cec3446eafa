import 'server-only'
import { runningResponses } from './running-response'

/** Ends every answer that this process still makes in the background, when the process itself ends. */
export function interruptBackground(): void {
  for (const response of runningResponses()) response.stop('interrupted')
}

/** Resolves when this process makes none any more, and how the last one ended is stored. */
export async function whenNoneRuns(): Promise<void> {
  while (runningResponses().length > 0) await Promise.all(runningResponses().map(({ forgotten }) => forgotten))
}
