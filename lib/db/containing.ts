/** The pattern of `ilike` for text that contains this text; % and _ in it are literal. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
