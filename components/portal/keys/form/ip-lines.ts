export interface LineProblem {
  /** counted from 1 */
  line: number
  why: 'octet' | 'prefix' | 'address'
  /** the part at fault */
  part: string
}

const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/** Says what is wrong in a list of addresses and networks, one per line. The server checks again. */
export function lineProblems(text: string): LineProblem[] {
  return text.split('\n').flatMap((raw, index) => {
    const entry = raw.trim()
    const problem = entry === '' ? undefined : problemOf(entry)
    return problem ? [{ line: index + 1, ...problem }] : []
  })
}

function problemOf(entry: string): Omit<LineProblem, 'line'> | undefined {
  const [address = '', bits, ...more] = entry.split('/')
  if (more.length > 0) return { why: 'address', part: entry }
  const parts = v4.exec(address)
  const wrongOctet = parts?.slice(1).find((octet) => Number(octet) > 255)
  if (wrongOctet !== undefined) return { why: 'octet', part: wrongOctet }
  if (!parts && !isV6(address)) return { why: 'address', part: entry }
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > (parts ? 32 : 128))) return { why: 'prefix', part: `/${bits}` }
  return undefined
}

function isV6(address: string): boolean {
  return /^[\da-f:.]+$/i.test(address) && address.includes(':') && URL.canParse(`http://[${address}]/`)
}

export const entriesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
