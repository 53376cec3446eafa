/** What operators look at in a list of requests: what waits for them, or what was decided. */
export const queueViews = ['waiting', 'decided'] as const
