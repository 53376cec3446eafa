import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../edit/check-rows'
import { modelProblems, upstreamProblems } from '../edit/check-rows'
import type { Kept, KeptModel, Rows } from '../edit/rows'
import { byUpstream, type WholeGroup, type WholeModel, type WholeUpstream } from '../edit/whole'
import { refuseFile } from './problems'
import type { CatalogFile } from './read-file'

export interface MemberChange {
  member: string
  before: unknown
  after: unknown
}
export interface CatalogChange {
  kind: 'setting' | 'group' | 'upstream' | 'model'
  name: string
  action: 'add' | 'change' | 'disable'
  members: MemberChange[]
}

interface Step<Row, K extends Kept<Row>> {
  kept: K | undefined
  whole: Row
  fromFile: boolean
  change: CatalogChange
}
/** The steps of applying the file, in order. Rows that already match the file are not in it. */
export interface Steps {
  groups: Step<WholeGroup, Kept<WholeGroup>>[]
  upstreams: Step<WholeUpstream, Kept<WholeUpstream>>[]
  models: Step<WholeModel, KeptModel>[]
}

/** Compares the file with the current rows. Throws what does not fit, with lines. */
export function planRows(file: CatalogFile, rows: Rows, { prune = false } = {}): Steps {
  refuseUnfitting(file, rows)
  const steps: Steps = {
    groups: differing('group', file.groups, rows.groups, ({ name }) => name),
    upstreams: differing('upstream', file.upstreams, rows.upstreams, ({ name }) => name),
    models: differing('model', file.models, rows.models, ({ id }) => id),
  }
  if (!prune) return steps
  const upstreams = new Set(file.upstreams.map(({ name }) => name))
  const models = new Set(file.models.map(({ id }) => id))
  for (const kept of rows.upstreams)
    if (kept.row.enabled && !upstreams.has(kept.row.name))
      steps.upstreams.push({ kept, whole: { ...kept.row, enabled: false }, fromFile: false, change: disabling('upstream', kept.row.name) })
  for (const kept of rows.models)
    if (kept.row.enabled && !models.has(kept.id))
      steps.models.push({ kept, whole: { ...kept.row, enabled: false }, fromFile: false, change: disabling('model', kept.id) })
  return steps
}

const disabling = (kind: CatalogChange['kind'], name: string): CatalogChange => ({
  kind,
  name,
  action: 'disable',
  members: [{ member: 'enabled', before: true, after: false }],
})

function differing<Row extends object, K extends Kept<Row>>(
  kind: CatalogChange['kind'],
  wanted: Row[],
  rows: K[],
  nameOf: (row: Row) => string,
): Step<Row, K>[] {
  return wanted.flatMap((whole): Step<Row, K>[] => {
    const kept = rows.find(({ row }) => nameOf(row) === nameOf(whole))
    const members = memberChanges(kept?.row, whole)
    if (kept && !kept.fromFile) members.push({ member: 'fromFile', before: false, after: true })
    if (kept && members.length === 0) return []
    return [{ kept, whole, fromFile: true, change: { kind, name: nameOf(whole), action: kept ? 'change' : 'add', members } }]
  })
}

/**
 * Lists the members that differ; of prices and time limits the members inside. Of a credential it says only that it is set, changed or
 * removed.
 */
export function memberChanges(before: object | undefined, after: object): MemberChange[] {
  const old = flat(before ?? {})
  const now = flat(after)
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((member): MemberChange[] => {
    if (isDeepStrictEqual(old[member], now[member])) return []
    if (member === 'apiKey')
      return [{ member, before: old[member] ? 'set' : null, after: now[member] ? (old[member] ? 'another' : 'set') : null }]
    return [{ member, before: old[member] ?? null, after: now[member] ?? null }]
  })
}

const inner = ['price', 'timeouts']
function flat(row: object): Record<string, unknown> {
  const members = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (inner.includes(name)) return Object.entries(value as object).map(([part, amount]) => [`${name}.${part}`, amount])
    return [[name, name === 'targets' ? [...(value as WholeModel['targets'])].sort(byUpstream) : value]]
  })
  return Object.fromEntries(members)
}

/** The file's rows may refer to rows in the file and in the database, and names must be free in both. */
function refuseUnfitting(file: CatalogFile, rows: Rows): void {
  const mine = new Set(file.models.map(({ id }) => id))
  const names = new Map<string, string>()
  for (const { row } of rows.models.filter(({ id }) => !mine.has(id))) for (const name of [row.id, ...row.aliases]) names.set(name, row.id)
  for (const { id } of file.models) if (!names.has(id)) names.set(id, id)
  for (const { id, aliases } of file.models) for (const name of aliases) if (!names.has(name)) names.set(name, id)
  const known = {
    names,
    upstreams: new Set([...rows.upstreams.map(({ row }) => row.name), ...file.upstreams.map(({ name }) => name)]),
    groups: new Set([...rows.groups.map(({ row }) => row.name), ...file.groups.map(({ name }) => name)]),
  }
  const under = (section: string, at: number, problems: Problem[]) =>
    problems.map(({ path, message }) => {
      const whole = [section, at, ...path]
      return { line: file.lineOf(whole), path: whole, message }
    })
  refuseFile([
    ...file.upstreams.flatMap((row, at) => under('upstreams', at, upstreamProblems(row))),
    ...file.models.flatMap((row, at) => under('models', at, modelProblems(row, known))),
  ])
}
