import type { Prompt } from '../../generation/request'
import { schemaOf } from './config-of'

type Members = Record<string, unknown>

/** The functions that may be called, and which of them may or must be. */
export function functionsOf({ tools, tool_choice: choice }: Prompt): Members {
  const functions = (tools ?? []).map((tool) => (tool as { function: Members }).function)
  if (functions.length === 0) return {}
  const functionCallingConfig = callingOf(choice)
  return {
    tools: [{ functionDeclarations: functions.map(declared) }],
    ...(functionCallingConfig && { toolConfig: { functionCallingConfig } }),
  }
}

function declared({ name, description, parameters }: Members): Members {
  const schema = schemaOf(parameters)
  return { name, ...(typeof description === 'string' && { description }), ...(schema !== undefined && { parametersJsonSchema: schema }) }
}

const modes = new Map<unknown, string>([
  ['auto', 'AUTO'],
  ['none', 'NONE'],
  ['required', 'ANY'],
])

function callingOf(choice: unknown): Members | undefined {
  const mode = modes.get(choice)
  if (mode) return { mode }
  const { type, function: one, allowed_tools: some } = (choice ?? {}) as Members
  if (type === 'function') return { mode: 'ANY', allowedFunctionNames: [(one as Members | undefined)?.name] }
  if (type !== 'allowed_tools') return undefined
  const { mode: how, tools } = (some ?? {}) as { mode?: unknown; tools?: { function?: { name?: unknown } }[] }
  const allowedFunctionNames = (Array.isArray(tools) ? tools : []).map((tool) => tool?.function?.name)
  return { mode: how === 'required' ? 'ANY' : 'VALIDATED', allowedFunctionNames }
}
