import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const cut = (text: string, from: number) =>
  text.slice(from, text.slice(from).search(/\n {2}(?:GET|POST|PUT|PATCH|DELETE): route\(|\n\}\)/) + from)

/** The verbs of an operators' address that change something, each with its part of the file. */
function changing(file: string): { name: string; part: string; text: string }[] {
  const text = readFileSync(join(root, file), 'utf8')
  const verbs = [...text.matchAll(/\n {2}(POST|PUT|PATCH|DELETE): route\(/g)]
  return verbs.map((found) => ({ name: `${found[1]} ${dirname(file).replace('app', '')}`, part: cut(text, found.index + 3), text }))
}

/** The files of rooms whose exports this part uses. */
function filesUsed(part: string, text: string): string[] {
  const imports = [...text.matchAll(/import \{([^}]*)\} from '@\/lib\/([^']+)'/g)]
  const used = imports.filter(([, names = '']) =>
    names.split(',').some((name) => new RegExp(`\\b${name.trim().split(' ').at(-1)}\\(`).test(part)),
  )
  return used.map(([, , path]) => `lib/${path}.ts`).filter((path) => !path.startsWith('lib/http/'))
}

/** Whether a verb, or what it calls inside its room, writes an entry. */
function writesEntry(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file) || !existsSync(join(root, file))) return false
  seen.add(file)
  const text = readFileSync(join(root, file), 'utf8')
  if (/\baudit\(tx,/.test(text)) return true
  const near = [...text.matchAll(/import \{[^}]*\} from '(\.[^']+)'/g)]
  return near.some(([, path = '']) => writesEntry(relative(root, join(root, dirname(file), `${path}.ts`)), seen))
}

/** What is asked of upstreams changes nothing that is kept, and a comment says itself who wrote it and when. */
const exempt = [
  'POST /api/admin/applications/[id]/comments',
  'POST /api/admin/upstreams/[id]/models',
  'POST /api/admin/upstreams/[id]/test',
  'POST /api/admin/upstreams/models',
  'POST /api/admin/upstreams/test',
]

it('every change by an operator leaves an entry in the audit trail', () => {
  const verbs = globSync('app/api/admin/**/route.ts', { cwd: root }).flatMap(changing)
  const silent = verbs.filter(({ part, text }) => !filesUsed(part, text).some((file) => writesEntry(file))).map(({ name }) => name)
  expect(verbs.length).toBeGreaterThan(15)
  expect(silent.sort()).toEqual(exempt.filter((name) => verbs.some((verb) => verb.name === name)))
})
