/** A content type as it was sent, where it can stand in a header of ours. */
export const mediaType = (sent: unknown, otherwise: string): string =>
  typeof sent === 'string' && /^[\x21-\x7e][\x20-\x7e]{2,200}$/.test(sent) ? sent : otherwise

/** JSON holds an error or the answer in another shape, and a page comes from something in between. */
export const isJsonOrPage = (type: unknown): boolean => /\b(json|html)\b/i.test(String(type))
