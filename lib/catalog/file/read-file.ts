import * as z from 'zod'
import { type WholeGroup, type WholeModel, type WholeUpstream, wholeGroup, wholeModel, wholeUpstream } from '../edit/whole'
import { groupInput } from '../group-schema'
import { priceNames, timeoutNames } from '../names'
import { modelInput, targetInput } from '../schema'
import { upstreamInput } from '../upstream-schema'
import { type Parsed, parseYaml } from './parse-yaml'
import { type FileProblem, type Path, refuseFile } from './problems'

const fileSchema = z
  .strictObject({
    settings: z.record(z.string(), z.unknown()),
    upstreams: z.array(upstreamInput),
    models: z.array(modelInput),
    groups: z.array(groupInput),
  })
  .partial()

/** The members that each part of the file may have, for the sentence about one that it may not. */
const known: Record<string, readonly string[]> = {
  '': ['settings', 'upstreams', 'models', 'groups'],
  upstreams: Object.keys(upstreamInput.shape),
  models: Object.keys(modelInput.shape),
  groups: Object.keys(groupInput.shape),
  targets: Object.keys(targetInput.shape),
  price: [...priceNames, 'imagePrices'],
  imagePrices: ['size', 'quality', 'price'],
  timeouts: timeoutNames,
}

/** A catalog file with every row whole. */
export interface CatalogFile {
  settings: Record<string, unknown>
  upstreams: WholeUpstream[]
  models: WholeModel[]
  groups: WholeGroup[]
  lineOf: Parsed['lineOf']
}

/** Throws everything that is wrong with the file by itself, with lines. */
export function readFile(text: string, variables: Record<string, string | undefined>): CatalogFile {
  const parsed = parseYaml(text, variables)
  const read = check(parsed)
  const upstreams = (read.upstreams ?? []).map((input, at) => ({
    ...wholeUpstream(input),
    apiKeyVariable: parsed.variableAt(['upstreams', at, 'apiKey']) ?? null,
  }))
  const models = (read.models ?? []).map((input) => wholeModel(input))
  const groups = (read.groups ?? []).map((input) => wholeGroup(input))
  const twice = (section: string, member: string, names: string[]): FileProblem[] =>
    names.flatMap((name, at) => {
      const path: Path = [section, at, member]
      return names.indexOf(name) < at ? [{ line: parsed.lineOf(path), path, message: `“${name}” is listed twice: keep one` }] : []
    })
  refuseFile([
    ...twice(
      'upstreams',
      'name',
      upstreams.map(({ name }) => name),
    ),
    ...twice(
      'models',
      'id',
      models.map(({ id }) => id),
    ),
    ...twice(
      'groups',
      'name',
      groups.map(({ name }) => name),
    ),
  ])
  return { settings: read.settings ?? {}, upstreams, models, groups, lineOf: parsed.lineOf }
}

function check(parsed: Parsed): z.output<typeof fileSchema> {
  const value = withoutEmptySections(parsed.value)
  let read = fileSchema.safeParse(value)
  if (!read.success) {
    for (const { code, path } of read.error.issues)
      if (code === 'invalid_type' && parsed.expandedAt(path as Path)) retype(value, path as Path)
    read = fileSchema.safeParse(value)
  }
  if (read.success) return read.data
  refuseFile(read.error.issues.flatMap((issue) => explain(issue, parsed)))
  throw read.error
}

/** `models:` with nothing below it counts as an empty section. */
const withoutEmptySections = (value: unknown): unknown =>
  value === null
    ? {}
    : typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).filter(([, section]) => section !== null))
      : value

/** A variable is always text, as in `concurrency: ${N}`. Where a number or a truth value is wanted, the text is read as one. */
function retype(root: unknown, path: Path): void {
  const last = path.at(-1)
  let holder = root as Record<string | number, unknown> | undefined
  for (const part of path.slice(0, -1)) holder = holder?.[part] as Record<string | number, unknown> | undefined
  const text = last === undefined ? undefined : holder?.[last]
  if (!holder || last === undefined || typeof text !== 'string') return
  if (/^-?\d+(\.\d+)?$/.test(text)) holder[last] = Number(text)
  else if (text === 'true' || text === 'false') holder[last] = text === 'true'
  else if (text === 'null') holder[last] = null
}

function explain(issue: z.core.$ZodIssue, parsed: Parsed): FileProblem[] {
  const path = issue.path as Path
  if (issue.code !== 'unrecognized_keys') return [{ line: parsed.lineOf(path), path, message: words(issue, path) }]
  const part = path.findLast((name) => typeof name === 'string') ?? ''
  const may = known[String(part)]
  return issue.keys.map((key) => {
    const wrong = [...path, key]
    return { line: parsed.lineOf(wrong), path: wrong, message: `is not known here${may ? `; what may stand here: ${may.join(', ')}` : ''}` }
  })
}

function words(issue: z.core.$ZodIssue, path: Path): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return `is missing: add ${path.at(-1)}`
  return issue.message.replace(/^Invalid input: /, '')
}
