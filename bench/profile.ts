import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
}

/** Says whose code this is, so that the time of a call can be split by it. */
function roomOf(url: string, name: string): string {
  if (name === '(garbage collector)') return 'garbage collector'
  if (name === '(idle)') return 'idle'
  if (!url) return 'native'
  if (/node_modules[\\/](pg|pg-[a-z]+)[\\/]/.test(url)) return 'pg'
  if (/node_modules[\\/]undici/.test(url)) return 'undici'
  if (/node_modules[\\/]next[\\/]/.test(url)) return 'next'
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?/, 'node ').split('/')[0] ?? 'node'
  return 'ours and bundled'
}

/** Sums up the largest profile in a folder that `--cpu-prof` wrote into. It is the server's, because the launcher is idle. */
export function summarise(folder: string, lines = 30): string {
  const files = readdirSync(folder).map((name) => join(folder, name))
  const largest = files.sort((a, b) => statSync(b).size - statSync(a).size)[0]
  if (!largest) return 'no profile was written'
  const profile = JSON.parse(readFileSync(largest, 'utf8')) as Profile
  const own = new Map<number, number>()
  for (const [i, id] of profile.samples.entries()) own.set(id, (own.get(id) ?? 0) + (profile.timeDeltas[i] ?? 0))
  const rooms = new Map<string, number>()
  const functions = new Map<string, number>()
  let busy = 0
  for (const { id, callFrame } of profile.nodes) {
    const time = own.get(id) ?? 0
    const room = roomOf(callFrame.url, callFrame.functionName)
    if (room === 'idle') continue
    busy += time
    rooms.set(room, (rooms.get(room) ?? 0) + time)
    const name = `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').slice(-2).join('/')}:${callFrame.lineNumber + 1}`
    functions.set(name, (functions.get(name) ?? 0) + time)
  }
  const top = (map: Map<string, number>, count: number) =>
    [...map]
      .sort(([, a], [, b]) => b - a)
      .slice(0, count)
      .map(([name, time]) => `${((time / busy) * 100).toFixed(1).padStart(5)} %  ${name}`)
      .join('\n')
  return `${(busy / 1e6).toFixed(1)} s busy\n\n${top(rooms, 15)}\n\n${top(functions, lines)}`
}
