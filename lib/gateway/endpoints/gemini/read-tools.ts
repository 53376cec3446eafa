import { isObject } from '@/lib/json-object'
import { absent, wrong } from '../check-members'
import { jsonSchemaOf } from './json-schema'
import { type Members, oneOrMore } from './members'

const mostTools = 5000

interface Tool {
  type: 'function'
  function: { name: string; description?: unknown; parameters?: unknown }
}

/** The tools in the common tongue, and which of them may or must be called. What an upstream runs by itself is added to `odd` by its path. */
export function readTools({ tools: given, toolConfig }: Members, odd: string[]): { tools?: Tool[]; tool_choice?: unknown } {
  const tools = oneOrMore(given).flatMap((tool, at) => toolsOf(tool, `tools[${at}]`, odd))
  if (tools.length > mostTools) throw wrong('tools', `has more than ${mostTools} tools`)
  if (!absent(toolConfig) && !isObject(toolConfig)) throw wrong('toolConfig', 'must be an object')
  if (tools.length === 0) return {}
  const { functionCallingConfig: calling } = (toolConfig ?? {}) as Members
  return isObject(calling) ? chosen(tools, calling) : { tools }
}

function toolsOf(tool: unknown, path: string, odd: string[]): Tool[] {
  if (!isObject(tool)) throw wrong(path, 'must be an object')
  const { functionDeclarations, ...others } = tool
  const other = Object.keys(others).find((name) => !absent(others[name]))
  if (other !== undefined) odd.push(`${path}.${other}`)
  return oneOrMore(functionDeclarations).map((each, at) => toolOf(each, `${path}.functionDeclarations[${at}]`))
}

function toolOf(declared: unknown, path: string): Tool {
  if (!isObject(declared)) throw wrong(path, 'must be an object')
  const { name, description, parameters, parametersJsonSchema } = declared
  if (typeof name !== 'string' || name === '') throw wrong(`${path}.name`, 'must be a string')
  const schema = parametersJsonSchema ?? jsonSchemaOf(parameters)
  return {
    type: 'function',
    function: { name, ...(!absent(description) && { description }), ...(!absent(schema) && { parameters: schema }) },
  }
}

function chosen(tools: Tool[], { mode, allowedFunctionNames: names }: Members): { tools: Tool[]; tool_choice?: unknown } {
  if (mode === 'NONE') return { tools, tool_choice: 'none' }
  const only = Array.isArray(names) && names.length > 0 ? tools.filter((tool) => names.includes(tool.function.name)) : tools
  if (mode !== 'ANY') return { tools: mode === 'VALIDATED' ? only : tools, ...(!absent(mode) && mode !== 'MODE_UNSPECIFIED' && auto) }
  if (only.length === 0) throw wrong('toolConfig.functionCallingConfig.allowedFunctionNames', 'names no function that is declared')
  const [first] = only
  const one = only.length === 1 && only !== tools && first
  return one
    ? { tools, tool_choice: { type: 'function', function: { name: one.function.name } } }
    : { tools: only, tool_choice: 'required' }
}

const auto = { tool_choice: 'auto' }
