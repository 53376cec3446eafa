import { type ErrorCode, fail } from '@/lib/errors'
import { inEnglish } from './english'
import type { WholeModel, WholeUpstream } from './whole'

/** A fault that cannot be seen in one row alone. */
export interface Problem {
  code: Extract<ErrorCode, 'invalid_request' | 'name_taken'>
  path: (string | number)[]
  /** The name of a sentence with its values, as `lib/field-fault` reads it. */
  message: string
}
/** The other rows that the checked one must fit. */
export interface Known {
  /** The model of each id and alias. */
  names: Map<string, string>
  upstreams: Set<string>
  groups: Set<string>
}

const wrong = (path: Problem['path'], message: string): Problem => ({ code: 'invalid_request', path, message })

export function upstreamProblems(row: WholeUpstream): Problem[] {
  if (row.protocol !== 'builtin' && row.baseUrl === '') return [wrong(['baseUrl'], 'base_url')]
  return []
}

/** `known.names` holds the other models' names and this one's. */
export function modelProblems(row: WholeModel, known: Known): Problem[] {
  return [...nameProblems(row, known), ...referenceProblems(row, known), ...lifecycleProblems(row, known), ...imagePriceProblems(row)]
}

/** Pictures that fit no line have a price too, and every line is for some of them. */
function imagePriceProblems({ price }: WholeModel): Problem[] {
  const lines = price.imagePrices ?? []
  if (lines.length > 0 && price.perImage === undefined) return [wrong(['price', 'perImage'], 'per_image_missing')]
  const covers = (line: string | undefined, other: string | undefined) => line === undefined || line === other
  return lines.flatMap(({ size, quality }, at): Problem[] => {
    const path = ['price', 'imagePrices', at]
    if (size === undefined && quality === undefined) return [wrong(path, 'image_line_open')]
    if (size === 'auto' || quality === 'auto') return [wrong([...path, size === 'auto' ? 'size' : 'quality'], 'image_line_auto')]
    const before = lines.slice(0, at).some((line) => covers(line.size, size) && covers(line.quality, quality))
    return before ? [wrong(path, 'image_line_unreached')] : []
  })
}

function lifecycleProblems({ id, deprecatedAt, sunsetAt, successor }: WholeModel, { names }: Known): Problem[] {
  const problems: Problem[] = []
  if (sunsetAt !== null && (deprecatedAt === null || sunsetAt < deprecatedAt)) problems.push(wrong(['sunsetAt'], 'sunset_early'))
  if (successor === null) return problems
  const model = names.get(successor)
  if (model === undefined) problems.push(wrong(['successor'], `no_model:${successor}`))
  else if (model === id) problems.push(wrong(['successor'], 'own_successor'))
  else if (deprecatedAt === null) problems.push(wrong(['successor'], 'successor_early'))
  return problems
}

function nameProblems({ id, aliases }: WholeModel, { names }: Known): Problem[] {
  const seen = new Set([id])
  const at = (index: number): Problem['path'] => (index < 0 ? ['id'] : ['aliases', index])
  return [id, ...aliases].flatMap((name, position): Problem[] => {
    const path = at(position - 1)
    if (name === 'auto') return [wrong(path, 'auto_reserved')]
    const owner = names.get(name)
    if (owner !== undefined && owner !== id)
      return [{ code: 'name_taken', path, message: owner === name ? `id_taken:${name}` : `alias_taken:${name}\n${owner}` }]
    if (position > 0 && seen.has(name)) return [wrong(path, `named_twice:${name}`)]
    seen.add(name)
    return []
  })
}

function referenceProblems({ id, fallbacks, groups, targets }: WholeModel, known: Known): Problem[] {
  const problems: Problem[] = []
  for (const [at, name] of fallbacks.entries()) {
    const model = known.names.get(name)
    if (model === undefined) problems.push(wrong(['fallbacks', at], `no_model:${name}`))
    else if (model === id) problems.push(wrong(['fallbacks', at], 'own_fallback'))
  }
  for (const [at, name] of (groups ?? []).entries()) if (!known.groups.has(name)) problems.push(wrong(['groups', at], `no_group:${name}`))
  const seen = new Set<string>()
  for (const [at, { upstream, upstreamModel }] of targets.entries()) {
    if (!known.upstreams.has(upstream)) problems.push(wrong(['targets', at, 'upstream'], `no_upstream:${upstream}`))
    const pair = `${upstream}\n${upstreamModel}`
    if (seen.has(pair)) problems.push(wrong(['targets', at], `listed_twice:${upstreamModel}\n${upstream}`))
    seen.add(pair)
  }
  return problems
}

/** Throws one error that names every wrong field. */
export function refuse(problems: Problem[]): void {
  const taken = problems.find(({ code }) => code === 'name_taken')
  if (problems.length === 0) return
  const fields = Object.fromEntries(problems.map(({ path, message }) => [path.join('.'), message]))
  throw taken ? fail('name_taken', { message: inEnglish(taken.message), fields }) : fail('invalid_request', { fields })
}
