/** What a report of usage may say, and a place in a list: a whole number, 0 or above. */
export const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
