/** The members of a form as JSON would have them: a form can only write numbers and flags as text. What is neither stays for its check. */
export function typed(members: Record<string, unknown>, { counts = [], flags = [] }: { counts?: string[]; flags?: string[] }) {
  const read = { ...members }
  for (const name of counts) {
    const value = read[name]
    if (typeof value === 'string' && /^\d{1,15}$/.test(value)) read[name] = Number(value)
  }
  for (const name of flags) {
    const value = read[name]
    if (typeof value === 'string' && /^(true|1)$/i.test(value)) read[name] = true
    if (typeof value === 'string' && /^(false|0)$/i.test(value)) read[name] = false
  }
  return read
}
