/** A reasoning item as a signature: its id and what only its model can read. The beginning tells it from other upstreams' signatures. */
const mark = 'openai.'

export const signatureOf = (id: unknown, encrypted: string): string => `${mark}${typeof id === 'string' ? id : ''}.${encrypted}`

/** Undefined when it is another upstream's. */
export function signedItem(signature: string): { id?: string; encrypted_content: string } | undefined {
  if (!signature.startsWith(mark)) return undefined
  const dot = signature.indexOf('.', mark.length)
  if (dot < 0) return undefined
  const id = signature.slice(mark.length, dot)
  return { ...(id !== '' && { id }), encrypted_content: signature.slice(dot + 1) }
}
