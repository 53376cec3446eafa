import { isObject } from '@/lib/json-object'
import { absent } from '../check-members'
import type { Toolbox } from './toolbox'

type Members = Record<string, unknown>

/** The members about tools in the chat shape; undefined: the choice has no words there. */
export function toolMembers({ tool_choice: choice, parallel_tool_calls: parallel }: Members, box: Toolbox): Members | undefined {
  if (box.tools.length === 0) return isForced(choice) ? undefined : {}
  const members: Members = { tools: box.tools }
  if (!absent(parallel)) members.parallel_tool_calls = parallel
  if (absent(choice) || typeof choice === 'string') return absent(choice) ? members : { ...members, tool_choice: choice }
  if (!isObject(choice)) return undefined
  if (choice.type === 'allowed_tools') return allowed(members, choice, box)
  const one = chosen(choice, box)
  return one === undefined ? undefined : { ...members, tool_choice: { type: 'function', function: { name: one } } }
}

const isForced = (choice: unknown): boolean => choice === 'required' || isObject(choice)

/** The name that the model is told of a function or a custom tool. */
function chosen({ type, name, namespace }: Members, box: Toolbox): string | undefined {
  if (type !== 'function' && type !== 'custom') return undefined
  const told = box.told(name, namespace)
  return box.named.has(told) ? told : undefined
}

/** Only the allowed ones are told, so that the model knows no others. */
function allowed(members: Members, { mode, tools }: Members, box: Toolbox): Members {
  const names = new Set((Array.isArray(tools) ? tools : []).map((tool) => (isObject(tool) ? chosen(tool, box) : undefined)))
  const kept = box.tools.filter((tool) => names.has((tool.function as Members).name as string))
  if (kept.length === 0) return {}
  return { ...members, tools: kept, tool_choice: mode === 'required' ? 'required' : 'auto' }
}
