export interface RefusedTurn {
  message: string
  fields?: Record<string, string>
  requestId?: string
}

/** What the API said of a turn that it refused, of which it has stored nothing; undefined when no word of it came through. */
export function refusedTurnOf(error: Error): RefusedTurn | undefined {
  try {
    return (JSON.parse(error.message) as { error?: RefusedTurn }).error
  } catch {
    return undefined
  }
}
