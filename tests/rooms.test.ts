import { globSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { root } from '@/scripts/launch/packages.mjs'
import { boundaries, forbiddenInside, forbiddenTo, isFiles } from '@/scripts/rooms/boundaries'
import { backArrowsIn } from '@/scripts/rooms/graph'
import { rooms } from '@/scripts/rooms/rooms'
import { type Finding, linted } from './linted'

const foldersIn = (path: string) =>
  globSync(`${path}/*/`, { cwd: root })
    .map((folder) => folder.replace(/\/$/, '').slice(path.length + 1))
    .filter((name) => !['generated', '__fixtures__'].includes(name))
    .sort()
const innerFolders = (inner: string[] = []) => inner.filter((entry) => !isFiles(entry))

test('biome.boundaries.json is what the list of rooms generates', () =>
  expect(readFileSync(join(root, 'biome.boundaries.json'), 'utf8'), 'npm run rooms writes it').toBe(boundaries()))

test('the list names every room', () => expect(foldersIn('lib')).toEqual(rooms.map(({ name }) => name).sort()))

test.each(rooms)('the list names every inner room of $name, and the files beside them', ({ name, inner = [] }) => {
  expect(foldersIn(`lib/${name}`)).toEqual(innerFolders(inner).sort())
  const files = globSync(`lib/${name}/*.ts`, { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  const listed = (file: string) => inner.some((entry) => matchesGlob(file, `lib/${name}/${entry}`))
  if (inner.length > 0) expect(files.filter((file) => !listed(file))).toEqual([])
})

// Inside a room the rules see relative paths only, so `../users/…` must not have two meanings.
test('no inner room has the name of a room', () => {
  const names = rooms.map(({ name }) => name)
  expect(rooms.flatMap(({ inner }) => innerFolders(inner)).filter((name) => names.includes(name))).toEqual([])
})

test('no import goes against the order inside a room', () =>
  expect(rooms.flatMap((room) => backArrowsIn(room).map(({ file, to }) => `${file} uses ${to}`))).toEqual([]))

const fileIn = (entry: string) => (isFiles(entry) ? entry.replace('*', '-y').replace('.ts', '') : `${entry}/y`)

interface Trial {
  file: string
  refused: string[]
  allowed: string[]
}

/** Every room, and every entry inside one, with all that it may and may not import. */
const trials: Trial[] = rooms
  .filter(({ browser }) => !browser)
  .flatMap((room) => {
    const { name, inner = [] } = room
    const forbidden = forbiddenTo(room)
    const addressOf = (other: string) => `@/lib/${other}/y`
    const open = rooms.map((other) => other.name).filter((other) => other !== name && other !== 'db' && !forbidden.includes(other))
    const outside = { refused: [...forbidden.map(addressOf), `@/lib/${name}/y`], allowed: open.map(addressOf) }
    const between = (entry: string, file: string): Trial => {
      const later = forbiddenInside(inner, entry)
      const near = (other: string) => `${isFiles(entry) ? './' : '../'.repeat(file.split('/').length - 3)}${fileIn(other)}`
      const earlier = inner.filter((other) => other !== entry && !later.includes(other))
      return {
        file,
        refused: [...outside.refused, ...later.map(near)],
        allowed: [...outside.allowed, ...earlier.map(near)],
      }
    }
    return [
      { file: `lib/${name}/x-room.ts`, ...outside },
      ...inner.map((entry) => between(entry, `lib/${name}/${isFiles(entry) ? entry.replace('*', '-x') : `${entry}/x.ts`}`)),
      ...innerFolders(inner).map((entry) => between(entry, `lib/${name}/${entry}/deep/x.ts`)),
    ]
  })

let found: Finding[]
beforeAll(async () => {
  const importing = (paths: string[]) => paths.map((path, index) => `export * as y${index} from '${path}'\n`).join('')
  found = await linted(trials.map(({ file, refused, allowed }) => [file, importing([...refused, ...allowed])]))
})

test.each(trials)('$file may import only what stands before it', ({ file, refused }) => {
  const lines = found.filter(({ rule, path }) => rule === 'noRestrictedImports' && path === file).map(({ line }) => line)
  expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(refused.map((_, index) => index + 1))
})
