import type { PromptMessage, PromptToolCall } from '../../generation/request'
import { typeOf } from './check-input'
import { type Carried, carriedIn } from './own-thought'
import { contentOf } from './parts-of'
import { type Toolbox, toolItems } from './toolbox'

type Members = Record<string, unknown>

/** The messages of a prompt in the chat shape, and the path of the first item that has no words there. */
export interface ToldMessages {
  messages: PromptMessage[]
  untold: string | undefined
}

/** Items that tell what happened, and whose outcome stands in the messages after them. */
const silent = new Set(['web_search_call', 'tool_search_call', 'compaction_trigger', ...toolItems])

export function toldMessages(instructions: unknown, items: Members[], box: Toolbox): ToldMessages {
  const list = new MessageList(proofsIn(items))
  if (typeof instructions === 'string' && instructions !== '') list.system(instructions)
  let untold: string | undefined
  for (const [at, item] of items.entries()) {
    const odd = take(item, list, box)
    if (odd !== undefined) untold ??= `input[${at}]${odd}`
  }
  return { messages: list.messages, untold }
}

/** Adds an item. Answers what of it has no words, '' for all of it. */
function take(item: Members, list: MessageList, box: Toolbox): string | undefined {
  const type = typeOf(item)
  switch (type) {
    case 'message': {
      const { content, untold } = contentOf(item.content)
      list.say(String(item.role), content)
      return untold === undefined ? undefined : `.content[${untold}]`
    }
    case 'function_call':
      return list.call(item.call_id, box.told(item.name, item.namespace), String(item.arguments ?? ''))
    case 'custom_tool_call':
      return list.call(item.call_id, box.told(item.name, item.namespace), JSON.stringify({ input: item.input }))
    case 'function_call_output':
    case 'custom_tool_call_output': {
      const { content, untold } = contentOf(item.output)
      list.add({ role: 'tool', tool_call_id: String(item.call_id), content })
      return untold === undefined ? undefined : `.output[${untold}]`
    }
    case 'reasoning': {
      const carried = carriedIn(item.encrypted_content)
      return carried && 'thought' in carried ? list.think(carried.thought) : undefined
    }
    case 'image_generation_call':
      return typeof item.result === 'string' ? list.show(item.result) : undefined
    default:
      return silent.has(type) ? undefined : ''
  }
}

type Thought = Extract<Carried, { thought: unknown }>['thought']

/** The proofs of calls, by the calls' ids. */
function proofsIn(items: Members[]): Map<string, string> {
  const carried = items.map(({ type, encrypted_content: content }) => (type === 'reasoning' ? carriedIn(content) : undefined))
  return new Map(carried.flatMap((each) => (each && 'call' in each ? [[each.call, each.signature] as const] : [])))
}

/** Messages in the order of the items. What an assistant said, thought and called between two others is one message. */
class MessageList {
  readonly messages: PromptMessage[] = []
  readonly #proofs: Map<string, string>
  /** The assistant's message that goes on. */
  #open: PromptMessage | undefined

  constructor(proofs: Map<string, string>) {
    this.#proofs = proofs
  }

  add(message: PromptMessage): void {
    this.#open = undefined
    this.messages.push(message)
  }

  say(role: string, content: NonNullable<PromptMessage['content']>): void {
    if (role === 'assistant') this.#assistant(content)
    else if (role === 'user') this.add({ role, content })
    else this.system(textOf(content))
  }

  /** One message at the beginning; what the system says later stands in its place. */
  system(words: string): void {
    const last = this.messages.at(-1)
    if (last?.role === 'system') last.content = `${last.content}\n\n${words}`
    else this.add({ role: 'system', content: words })
  }

  call(id: unknown, name: string, words: string): undefined {
    const callId = String(id)
    const proof = this.#proofs.get(callId)
    const call: PromptToolCall = { id: callId, type: 'function', function: { name, arguments: words } }
    if (proof !== undefined) call.extra_content = { google: { thought_signature: proof } }
    const message = this.#going()
    message.tool_calls = [...(message.tool_calls ?? []), call]
  }

  think(thought: Thought): undefined {
    const message = this.#open?.tool_calls || this.#open?.content ? this.#begin() : this.#going()
    message.thinking_blocks = [...(message.thinking_blocks ?? []), thought]
  }

  /** An assistant's message holds no pictures. */
  show(picture: string): undefined {
    this.add({ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${picture}` } }] })
  }

  #assistant(content: NonNullable<PromptMessage['content']>): void {
    const said = textOf(content)
    const message = this.#open?.tool_calls ? this.#begin() : this.#going()
    message.content = message.content ? `${message.content}\n\n${said}` : said
  }

  #going(): PromptMessage {
    return this.#open ?? this.#begin()
  }

  #begin(): PromptMessage {
    const message: PromptMessage = { role: 'assistant', content: null }
    this.add(message)
    this.#open = message
    return message
  }
}

const textOf = (content: NonNullable<PromptMessage['content']>): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('')
