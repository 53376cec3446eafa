/** A single `$` is money, so formulas stand between two dollar signs. */
export const hasFormulas = (text: string): boolean => text.includes('$$')
