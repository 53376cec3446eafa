import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import { transaction } from '@/lib/db/transaction'
import { readRows } from '../edit/rows'
import { newGroup, newModel, newUpstream, type WholeGroup, type WholeModel, type WholeUpstream } from '../edit/whole'

const head = (variables: string[]) =>
  [
    'The catalog as it stands: npm run catalog -- apply FILE brings it back. What is not written has its default.',
    ...(variables.length > 0
      ? ['Credentials are not in it. Set these variables before you apply it:', ...variables.map((name) => `  ${name}`)]
      : []),
  ]
    .map((line) => `# ${line}\n`)
    .join('')

/** The live catalog and the settings that were changed, as the text of a catalog file. Of credentials it names variables. */
export function exportCatalog(): Promise<string> {
  return transaction(async (tx) => {
    const rows = await readRows(tx)
    const settings = await tx.setting.findMany({ orderBy: { name: 'asc' } })
    const upstreams = rows.upstreams.map(({ row }) => row)
    const file = {
      settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])),
      groups: rows.groups.map(({ row }) => groupOf(row)),
      upstreams: upstreams.map(upstreamOf),
      models: rows.models.map(({ row }) => modelOf(row)),
    }
    const variables = upstreams.flatMap((upstream) => (upstream.apiKey ? [variableOf(upstream)] : []))
    return head([...new Set(variables)]) + stringify(file, { lineWidth: 140 })
  })
}

/** The members that differ from what a new row has. */
function differing(row: object, fresh: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !isDeepStrictEqual(value, (fresh as Record<string, unknown>)[name])),
  )
}

/** The variable that the credential came from, or one named after the upstream. */
const variableOf = ({ name, apiKeyVariable }: WholeUpstream): string =>
  apiKeyVariable ?? `UPSTREAM_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_KEY`

function upstreamOf(row: WholeUpstream) {
  const { apiKeyVariable: _variable, apiKey, ...rest } = differing(row, newUpstream)
  return { ...rest, ...(typeof apiKey === 'string' && { apiKey: `\${${variableOf(row)}}` }) }
}

function groupOf(row: WholeGroup) {
  const members = differing(row, newGroup)
  return { ...members, ...('multiplier' in members && { multiplier: row.multiplier / 10_000 }) }
}

function modelOf(row: WholeModel) {
  const { modes, name, targets: _targets, ...members } = differing(row, newModel)
  return {
    id: row.id,
    ...(name !== row.id && { name }),
    ...(Array.isArray(modes) && { mode: modes.length === 1 ? modes[0] : modes }),
    ...members,
    ...(row.targets.length > 0 && {
      targets: row.targets.map(({ upstream, upstreamModel, ...target }) => ({
        upstream,
        ...(upstreamModel !== row.id && { upstreamModel }),
        ...differing(target, { priority: 0, weight: 1, enabled: true, context: null, params: null }),
      })),
    }),
  }
}
