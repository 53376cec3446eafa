import { isObject } from '@/lib/json-object'
import type { Prompt } from '../../generation/request'

type Members = Record<string, unknown>

const given = (value: unknown): boolean => value !== undefined && value !== null
/** The members about tools. A list without tools says nothing, and the others mean nothing without one. */
export function toldTools({ tools, tool_choice: choice, parallel_tool_calls: parallel }: Prompt): Members {
  if (!Array.isArray(tools) || tools.length === 0) return {}
  return {
    tools: tools.map((tool) => (isObject(tool) ? toolOf(tool) : tool)),
    ...(given(choice) && { tool_choice: choiceOf(choice) }),
    ...(given(parallel) && { parallel_tool_calls: parallel }),
  }
}

/** What a function may be sent is strict there unless the request says otherwise, and in the chat shape the other way round. */
function toolOf({ type, function: called, custom, ...rest }: Members): Members {
  if (isObject(custom)) return { type: 'custom', ...custom, ...(isObject(custom.format) && { format: formatOf(custom.format) }) }
  if (!isObject(called)) return { type, ...rest }
  const { strict, parameters, ...named } = called
  return { type: 'function', ...named, parameters: parameters ?? { type: 'object', properties: {} }, strict: strict ?? false }
}

const formatOf = ({ type, grammar }: Members): Members => ({ type, ...(isObject(grammar) && grammar) })

function choiceOf(choice: unknown): unknown {
  if (!isObject(choice)) return choice
  const { type, function: called, custom, allowed_tools: allowed } = choice
  if (isObject(allowed)) {
    const tools = Array.isArray(allowed.tools) ? allowed.tools.map(choiceOf) : []
    return { type: 'allowed_tools', mode: allowed.mode, tools }
  }
  const named = isObject(called) ? called : custom
  return isObject(named) ? { type, name: named.name } : choice
}
