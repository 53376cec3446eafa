export interface RefusedTurn {
  message: string
  fields?: Record<string, string>
  requestId?: string
}

/** Reads why the API refused a turn, which it then has not stored. Undefined when no answer came. */
export function refusedTurnOf(error: Error): RefusedTurn | undefined {
  try {
    return (JSON.parse(error.message) as { error?: RefusedTurn }).error
  } catch {
    return undefined
  }
}
