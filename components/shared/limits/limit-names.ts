// They stand apart from the draft, because lists show limits without its rules.
export const rateNames = ['rpm', 'tpm', 'weeklyTokens', 'concurrency'] as const
export const spendNames = ['spendLimitPerDay', 'spendLimitPerMonth', 'spendLimit'] as const
