import { type JsonSchema, jsonSchema } from '@/lib/http/reference/json-schema'
import { answersOf } from '@/lib/http/reference/openapi'
import { refusalsOf } from '@/lib/http/refusals'
import type { Handler } from '@/lib/http/route'
import { faultsIn } from './json-validate'

/** Throws when a route answers what the reference does not say of it: another status, another code, another shape. */
export function expectDocumented({ spec }: Handler, verb: string, status: number, json: unknown): void {
  if (!spec.summary) return
  const what = `${verb} “${spec.summary}”`
  const codes = refusalsOf(verb, spec).get(status)
  if (codes) {
    const { code } = (json as { error: { code: never } }).error
    if (!codes.includes(code)) throw new Error(`${what} is not documented to answer ${status} ${code}, only ${codes.join(', ')}`)
    return
  }
  if (!(status in answersOf(spec, '', {}))) throw new Error(`${what} is not documented to answer ${status}`)
  if (!spec.answer || json === undefined) return
  const shared: Record<string, JsonSchema> = {}
  const described = jsonSchema(spec.answer, shared)
  const faults = faultsIn(described, json, (ref) => shared[ref.replace('#/components/schemas/', '')] ?? {})
  if (faults.length > 0) throw new Error(`${what} does not answer what is documented: ${faults.slice(0, 5).join('; ')}`)
}
