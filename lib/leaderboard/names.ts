export const boardMetrics = ['tokens', 'calls'] as const
export const boardPeriods = ['day', 'week', 'month', 'all'] as const
/** How a user appears; the first one counts where nothing was chosen. */
export const appearances = ['hidden', 'name', 'alias'] as const
