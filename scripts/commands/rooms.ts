import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../launch/packages.mjs'
import { boundaries } from '../rooms/boundaries.ts'
import { arrowsIn, backArrowsIn } from '../rooms/graph.ts'
import { rooms } from '../rooms/rooms.ts'

/** npm run rooms: writes biome.boundaries.json, prints which inner room uses which; 1 when an arrow goes against the order. */
export async function run(): Promise<number> {
  writeFileSync(join(root, 'biome.boundaries.json'), boundaries())
  let back = 0
  for (const room of rooms) {
    const { name, inner = [] } = room
    if (inner.length > 0) console.log(`lib/${name}`)
    const arrows = arrowsIn(room)
    for (const entry of inner) {
      const used = inner.filter((other) => arrows.some(({ from, to }) => from === entry && to === other))
      console.log(`  ${entry.padEnd(14)}${used.join(' ')}`)
    }
    for (const { file, to } of backArrowsIn(room)) {
      console.log(`  against the order: ${file} uses ${to}`)
      back += 1
    }
  }
  return back === 0 ? 0 : 1
}
