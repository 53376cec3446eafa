/** The address of a model's page. Ids may hold slashes and colons. */
export const modelHref = (id: string) => `/models/${id.split('/').map(encodeURIComponent).join('/')}`

/** The id in such an address, as Next gives its segments; null where it cannot be read. */
export function idOfSegments(segments: readonly string[]): string | null {
  try {
    return segments.map(decodeURIComponent).join('/')
  } catch {
    return null
  }
}
