/** Markdown is loaded with the first answer, and formulas with the first answer that has one. */
export const loadMarkdown = () => import('./markdown')
export const loadFormulas = () => import('./with-formulas')

/** A single `$` is money, so formulas stand between two dollar signs. */
export const hasFormulas = (text: string): boolean => text.includes('$$')
