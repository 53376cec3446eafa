/** `{data: [{id}]}`, or a bare list of objects or names. */
export function readModels(json: unknown): { id: string }[] {
  const list = Array.isArray(json) ? json : (json as { data?: unknown } | null)?.data
  if (!Array.isArray(list)) return []
  return list
    .map((row: unknown) => (typeof row === 'string' ? row : (row as { id?: unknown } | null)?.id))
    .filter((id): id is string => typeof id === 'string' && id !== '')
    .map((id) => ({ id }))
}
