/** As much of an AbortSignal as is used to hear that a caller has left. A real one fits, and a door may hand in one that costs less. */
export interface Signal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}
