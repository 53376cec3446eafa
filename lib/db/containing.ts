/** The pattern of `ilike` for what holds this text anywhere; its own % and _ stand for themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
