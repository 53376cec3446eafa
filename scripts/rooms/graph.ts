import { globSync, readFileSync } from 'node:fs'
import { dirname, matchesGlob, normalize } from 'node:path'
import { root } from '../launch/packages.mjs'
import type { LibRoom } from './rooms.ts'

/** One import of a file of another inner room. */
export interface Arrow {
  file: string
  from: string
  to: string
}

/** The entry of `inner` that this path belongs to, with or without its ending. */
const entryOf = ({ name, inner = [] }: LibRoom, path: string) =>
  inner.find((entry) => {
    const place = `lib/${name}/${entry}`
    return entry.endsWith('.ts') ? matchesGlob(path.replace(/(\.ts)?$/, '.ts'), place) : path === place || path.startsWith(`${place}/`)
  })

/** Every import inside the room that leads from one inner room to another. Tests are not looked at. */
export function arrowsIn(room: LibRoom): Arrow[] {
  const files = globSync(`lib/${room.name}/**/*.ts`, { cwd: root }).filter((file) => !/\.test\.ts$|\/generated\//.test(file))
  return files.flatMap((file) => {
    const from = entryOf(room, file)
    if (!from) return []
    const imports = readFileSync(`${root}/${file}`, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)
    return [...imports].flatMap(([, path = '']) => {
      const to = entryOf(room, normalize(`${dirname(file)}/${path}`))
      return to && to !== from ? [{ file, from, to }] : []
    })
  })
}

/** The arrows that go against the order of the list. */
export function backArrowsIn(room: LibRoom): Arrow[] {
  const placeOf = (entry: string) => room.inner?.indexOf(entry) ?? -1
  return arrowsIn(room).filter(({ from, to }) => placeOf(to) > placeOf(from))
}
