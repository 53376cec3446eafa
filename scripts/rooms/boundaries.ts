import { componentRooms, type LibRoom, rooms } from './rooms.ts'

interface Pattern {
  group: string[]
  message: string
}

const above: Pattern = {
  group: ['@/{app,components,e2e,tests,scripts,bench}/**'],
  message: 'Arrows point down only: lib knows nothing of what stands above it.',
}
const framework: Pattern = {
  group: ['{next,next-auth,next-intl,react,react-dom}', '{next,next-auth,next-intl,react,react-dom}/**'],
  message: `Next and React live in app, components, ${rooms.flatMap((room) => (room.framework ? `lib/${room.name}` : [])).join(', ')}.`,
}
const database: Pattern = {
  group: ['@/lib/db/**', '../**/db/**', 'pg'],
  message: 'Only the rooms of floor 1 touch the database.',
}

/** What the browser may see of a room. */
const contracts = '!@/lib/*/{schema,*-schema,names,presets,protocols,roles}'

/** A pattern for any of the names; braces around a single name would be text to Biome. */
const oneOf = (names: string[]) => (names.length === 1 ? names[0] : `{${names}}`)

/** The rooms that this one may not use, in the order of the list. */
export function forbiddenTo(room: LibRoom): string[] {
  const own = rooms.indexOf(room)
  const open = (other: LibRoom, place: number) =>
    other.floor < room.floor || (other.floor === room.floor && (room.uses ? room.uses.includes(other.name) : place < own))
  return rooms.filter((other, place) => other !== room && !open(other, place)).map(({ name }) => name)
}

/** The inner rooms and files that one entry of `inner` may not use. */
export const forbiddenInside = (inner: string[], entry: string): string[] => inner.slice(inner.indexOf(entry) + 1)

export const isFiles = (entry: string) => entry.endsWith('.ts')

/** `depth` is how many folders below the room's own the file may lie. */
function patternsOf(room: LibRoom, depth: 0 | 2): Pattern[] {
  if (room.browser)
    return [
      above,
      { ...framework, message: 'Queries are plain functions and options: no React, no Next.' },
      {
        group: ['@/lib/*/**', contracts, '../*/**', '@/lib/env', '@/lib/log'],
        message: 'The browser sees a room only through its schema.ts and its lists.',
      },
    ]
  const forbidden = oneOf(forbiddenTo(room))
  const others = oneOf(rooms.filter((other) => other !== room).map(({ name }) => name))
  return [
    above,
    ...(room.framework ? [] : [framework]),
    { group: [`@/lib/${forbidden}/**`], message: `lib/${room.name} may not use this room: see scripts/rooms/rooms.ts for the order.` },
    { group: [`@/lib/${room.name}/**`], message: 'Inside a room, imports are relative.' },
    { group: depthsAbove(depth).map((up) => `${up}${others}/**`), message: 'Another room is imported as @/lib/….' },
    ...(room.floor === 2 && !room.database ? [database] : []),
  ]
}

/** The ways up from a file at most this many folders deep to the folder above its room. */
const depthsAbove = (depth: 0 | 2) => (depth === 0 ? ['../'] : ['../../', '../../../'])

/** What may not be imported of the same room, by files that lie in it (`./`) or in an inner room. */
function insidePattern(forbidden: string[], ways: string[]): Pattern {
  const folders = forbidden.filter((entry) => !isFiles(entry))
  const files = forbidden.filter(isFiles).map((entry) => entry.replace(/\.ts$/, ''))
  const named = [...(folders.length > 0 ? [oneOf(folders), `${oneOf(folders)}/**`] : []), ...files]
  return {
    group: ways.flatMap((way) => named.map((name) => `${way}${name}`)),
    message: 'An inner room uses only those before it: see scripts/rooms/rooms.ts.',
  }
}

function insideOf(room: LibRoom) {
  const { name, inner = [] } = room
  return inner.map((entry) => {
    const files = isFiles(entry)
    const forbidden = forbiddenInside(inner, entry)
    return restricted(
      [`lib/${name}/${files ? entry : `${entry}/**/*.ts`}`],
      [...patternsOf(room, files ? 0 : 2), ...(forbidden.length > 0 ? [insidePattern(forbidden, files ? ['./'] : ['../', '../../'])] : [])],
    )
  })
}

const restricted = (files: string[], patterns: Pattern[]) => ({
  includes: [...files, '!**/*.test.ts', '!**/*.test.tsx'],
  linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
})

/** A folder of `components`. The parts use only those before them, and the pages only the parts. */
function componentsOf(name: string, place: number) {
  const pages = ['site', 'auth', 'portal', 'admin']
  const forbidden = componentRooms.slice(pages.includes(name) ? componentRooms.indexOf('site') : place).filter((other) => other !== name)
  return restricted(
    [`components/${name}/**/*.ts`, `components/${name}/**/*.tsx`],
    [
      { group: ['@/app/**'], message: 'components know nothing of the pages that use them.' },
      {
        group: ['@/lib/*/**', contracts, '!@/lib/queries/**', ...['env', 'log', 'ids', 'seal'].map((room) => `@/lib/${room}`)],
        message: 'components see a room only through its schema.ts and its lists.',
      },
      {
        group: forbidden.map((other) => `@/components/${other}/**`),
        message: `components/${name} may not use this: see componentRooms in scripts/rooms/rooms.ts for the order.`,
      },
    ],
  )
}

/** Biome's overrides. A later one replaces an earlier one for the same file, so each carries all patterns that hold there. */
function overrides() {
  const ground = [
    above,
    framework,
    { group: [`@/lib/${oneOf(rooms.map(({ name }) => name))}/**`, './*/**'], message: 'Floor 0 imports nothing of ours but floor 0.' },
  ]
  return [
    restricted(['lib/*.ts'], ground),
    ...rooms.flatMap((room) => [restricted([`lib/${room.name}/**/*.ts`], patternsOf(room, 0)), ...insideOf(room)]),
    ...componentRooms.map(componentsOf),
    restricted(['app/**/*.ts', 'app/**/*.tsx'], [database]),
  ]
}

/** The text of biome.boundaries.json, one override a line. */
export function boundaries(): string {
  const lines = overrides().map((override) => `  ${JSON.stringify(override)}`)
  return `{ "overrides": [\n${lines.join(',\n')}\n] }\n`
}
