import type { Prompt } from '../../generation/request'

type Members = Record<string, unknown>

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The tools and how they are chosen. Tools in another shape than OpenAI's are Anthropic's own, and stay. */
export function toolsOf({ tools, tool_choice: choice, parallel_tool_calls: parallel }: Prompt): Members {
  if (!Array.isArray(tools) || tools.length === 0) return {}
  const chosen = choiceOf(choice) ?? (parallel === false ? { type: 'auto' } : undefined)
  const alone = parallel === false && chosen?.type !== 'none'
  return { tools: tools.map(toolOf), ...(chosen && { tool_choice: alone ? { ...chosen, disable_parallel_tool_use: true } : chosen }) }
}

function toolOf(tool: unknown): unknown {
  if (!isFunction(tool)) return tool
  const { name, description, parameters, strict } = tool.function
  return {
    name,
    ...(typeof description === 'string' && { description }),
    input_schema: isObject(parameters) ? { type: 'object', ...parameters } : { type: 'object' },
    ...(typeof strict === 'boolean' && { strict }),
  }
}

/** Whether a tool is a function, the kind that Anthropic is told. */
export const isFunction = (tool: unknown): tool is { function: Members } =>
  isObject(tool) && isObject(tool.function) && typeof tool.function.name === 'string'

const ways = new Map<unknown, string>([
  ['auto', 'auto'],
  ['required', 'any'],
  ['any', 'any'],
  ['none', 'none'],
])

function choiceOf(choice: unknown): Members | undefined {
  const type = ways.get(choice)
  if (type !== undefined) return { type }
  const name = isObject(choice) && isObject(choice.function) ? choice.function.name : undefined
  return typeof name === 'string' ? { type: 'tool', name } : undefined
}

/** Whether there are words for a way to choose. */
export const isToldChoice = (choice: unknown): boolean => choice === undefined || choice === null || choiceOf(choice) !== undefined
