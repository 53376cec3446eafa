import type { PromptMessage } from '../../generation/request'

type Members = Record<string, unknown>

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether it is OpenAI's shape of a tool, which callers who only changed the path send. */
export const isFunctionTool = (tool: unknown): boolean => isObject(tool) && isObject(tool.function)

/** A tool that the caller runs; others run at Anthropic, or are known to its models alone. */
const isClientTool = (tool: unknown): boolean =>
  isObject(tool) && typeof tool.name === 'string' && (tool.type === undefined || tool.type === null || tool.type === 'custom')

/** The place of the first tool that other upstreams cannot be told; negative where there is none. */
export const oddTool = (tools: unknown[]): number => tools.findIndex((tool) => !isFunctionTool(tool) && !isClientTool(tool))

/** Tools as functions. One whose loading is put off is told once a result has named it. */
export function promptTools(tools: unknown, messages: PromptMessage[]): { tools?: unknown[] } {
  if (!Array.isArray(tools)) return {}
  const named = tools.some(isDeferred) ? namedTools(messages) : undefined
  const told = tools.filter((tool) => !isDeferred(tool) || named?.has((tool as Members).name)).map(promptTool)
  return told.length > 0 ? { tools: told } : {}
}

const isDeferred = (tool: unknown): boolean => isObject(tool) && tool.defer_loading === true

function promptTool(tool: unknown): unknown {
  if (isFunctionTool(tool) || !isClientTool(tool)) return tool
  const { name, description, input_schema: schema, strict } = tool as Members
  const known = {
    name,
    ...(typeof description === 'string' && { description }),
    parameters: isObject(schema) ? schema : { type: 'object' },
  }
  return { type: 'function', function: typeof strict === 'boolean' ? { ...known, strict } : known }
}

/** The names of tools that results refer to. */
function namedTools(messages: PromptMessage[]): Set<unknown> {
  const names = new Set<unknown>()
  for (const { content } of messages)
    for (const { content: inner } of Array.isArray(content) ? (content as Members[]) : [])
      for (const part of Array.isArray(inner) ? (inner as unknown[]) : [])
        if (isObject(part) && part.type === 'tool_reference') names.add(part.tool_name)
  return names
}

const ways = new Map<unknown, string>([
  ['auto', 'auto'],
  ['any', 'required'],
  ['none', 'none'],
])

/** How tools are to be chosen. What is no object is OpenAI's word for it, and undefined is said of what cannot be told. */
export function promptToolChoice(choice: unknown): Members | undefined {
  if (choice === undefined || choice === null) return {}
  if (!isObject(choice)) return typeof choice === 'string' ? { tool_choice: choice } : undefined
  const { type, name, disable_parallel_tool_use: alone } = choice
  const parallel = alone === true ? { parallel_tool_calls: false } : {}
  if (type === 'function') return { tool_choice: choice }
  if (type === 'tool') return typeof name === 'string' ? { tool_choice: { type: 'function', function: { name } }, ...parallel } : undefined
  const word = ways.get(type)
  return word === undefined ? undefined : { tool_choice: word, ...parallel }
}
