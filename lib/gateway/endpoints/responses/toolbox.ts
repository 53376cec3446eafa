import { isObject } from '@/lib/json-object'
import { absent, mustBeText, wrong } from '../check-members'
import { typeOf } from './check-input'

type Members = Record<string, unknown>

/** A tool as the caller names it. */
export interface CallersTool {
  name: string
  namespace?: string
  /** Its input is one text, not arguments in JSON. */
  custom: boolean
}

/** The tools of a request in the chat shape, which knows neither namespaces nor tools with a text for input. */
export interface Toolbox {
  tools: Members[]
  /** By the name that the model is told. */
  named: Map<string, CallersTool>
  /** The name that the model is told. */
  told(name: unknown, namespace: unknown): string
  /** The path of a tool that only a server of OpenAI's has. */
  hosted: string | undefined
}

const most = 5000
const longestName = 64

/** Tools that an agent has beside its own ones. It does its work without them. */
const besides = /^(web_search|web_search_preview|image_generation|tool_search)(_|$)/

/** All tools of a request: those of its own member, and those that stand among the items. */
export function toolboxOf({ tools, input }: Members): Toolbox {
  const box = new Box()
  if (!absent(tools) && !Array.isArray(tools)) throw wrong('tools', 'must be a list')
  box.takeAll(tools, 'tools')
  for (const [at, item] of (Array.isArray(input) ? input : []).entries())
    if (isObject(item) && toolItems.has(typeOf(item))) box.takeAll(item.tools, `input[${at}].tools`)
  return box
}

/** Items that bring tools along. */
export const toolItems = new Set(['additional_tools', 'tool_search_output'])

class Box implements Toolbox {
  readonly tools: Members[] = []
  readonly named = new Map<string, CallersTool>()
  readonly #told = new Map<string, string>()
  #hosted: string | undefined
  #beside: string | undefined

  /** One that is only beside others is missed where there are no others. */
  get hosted(): string | undefined {
    return this.#hosted ?? (this.tools.length === 0 ? this.#beside : undefined)
  }

  told(name: unknown, namespace: unknown): string {
    return this.#told.get(key(name, namespace)) ?? String(name)
  }

  takeAll(tools: unknown, path: string, namespace?: string): void {
    if (!Array.isArray(tools)) return
    for (const [at, tool] of tools.entries()) this.#take(tool, `${path}[${at}]`, namespace)
    if (this.tools.length > most) throw wrong(path, `brings the tools above ${most}`)
  }

  #take(tool: unknown, path: string, namespace: string | undefined): void {
    if (!isObject(tool)) throw wrong(path, 'must be an object')
    const type = mustBeText(tool.type, `${path}.type`)
    if (type === 'namespace' && namespace === undefined) {
      const name = mustBeText(tool.name, `${path}.name`)
      if (!Array.isArray(tool.tools)) throw wrong(`${path}.tools`, 'must be a list')
      this.takeAll(tool.tools, `${path}.tools`, name)
    } else if (type === 'function' || type === 'custom') this.#add(tool, path, namespace)
    else if (besides.test(type)) this.#beside ??= path
    else this.#hosted ??= path
  }

  #add(tool: Members, path: string, namespace: string | undefined): void {
    const name = mustBeText(tool.name, `${path}.name`)
    // The same tool may be told twice, in the member and among the items.
    if (this.#told.has(key(name, namespace))) return
    const custom = tool.type === 'custom'
    const told = this.#free(name, namespace)
    this.#told.set(key(name, namespace), told)
    this.named.set(told, { name, custom, ...(namespace !== undefined && { namespace }) })
    this.tools.push({ type: 'function', function: { name: told, ...(custom ? asFunction(tool) : functionOf(tool)) } })
  }

  /** Its own name where that is free, else with the namespace before it. */
  #free(name: string, namespace: string | undefined): string {
    if (!this.named.has(name)) return name
    const long = `${namespace ?? ''}__${name}`.slice(-longestName)
    let free = long
    for (let n = 2; this.named.has(free); n++) free = `${long.slice(0, longestName - 6)}_${n}`
    return free
  }
}

const key = (name: unknown, namespace: unknown) => JSON.stringify([name, namespace ?? null])

function functionOf({ description, parameters, strict }: Members): Members {
  return {
    ...(!absent(description) && { description }),
    ...(!absent(parameters) && { parameters }),
    ...(!absent(strict) && { strict }),
  }
}

/** A tool that takes a text, as a function with that text as its one argument. */
function asFunction({ description, format }: Members): Members {
  const rule =
    isObject(format) && format.type === 'grammar' ? `The input must follow this ${format.syntax} grammar:\n${format.definition}` : ''
  const words = [description, rule].filter((each) => typeof each === 'string' && each !== '').join('\n\n')
  const input = { type: 'string', description: 'The whole input of the tool, as plain text.' }
  return {
    ...(words !== '' && { description: words }),
    parameters: { type: 'object', properties: { input }, required: ['input'], additionalProperties: false },
  }
}
