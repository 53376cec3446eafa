import type { PromptMessage } from '../generation/request'

// Settings, which no model reads. What is not named here may end up in the prompt: tools, schemas, documents, templates.
const unread = new Set(['messages', 'model', 'metadata', 'user', 'prompt_cache_key', 'safety_identifier', 'stream_options', 'logit_bias'])

/** The texts of a request outside its messages; members that we do not know count as well. */
export const membersBesideMessages = (body: Record<string, unknown>): string[] => textsOf(body, unread)

/** Texts as they are, whole objects as JSON; numbers and flags are nobody's reading. */
function textsOf(members: Record<string, unknown>, but: ReadonlySet<string>): string[] {
  const texts: string[] = []
  for (const name in members) {
    const value = members[name]
    if (but.has(name) || value === null || value === undefined) continue
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'object') texts.push(JSON.stringify(value))
  }
  return texts
}

/** Names of kinds and of calls are paid for with their message, unless somebody makes a text of them. */
const longestMark = 64
const longMark = (value: unknown): string[] => (typeof value === 'string' && value.length > longestMark ? [value] : [])

const notContent = new Set(['role', 'content', 'tool_calls'])
const imageTypes = new Set<unknown>(['image_url', 'input_image', 'image'])

/** Where the picture itself stands, which is paid for as one. */
const pictures = ['image_url', 'input_image', 'image', 'source']

interface Said {
  texts: string[]
  images: number
  /** An upstream fetches more to read, and nobody here can say how much. */
  fetches: boolean
}

/** Members that hold a document, a film or a recording, or say where it is. */
const carriers = ['source', 'file', 'input_file', 'video_url', 'audio_url']

function refersElsewhere(carrier: unknown): boolean {
  if (typeof carrier !== 'object' || carrier === null) return false
  const { url, file_url, file_id } = carrier as Record<string, unknown>
  return [url, file_url].some((each) => typeof each === 'string' && !each.startsWith('data:')) || typeof file_id === 'string'
}

/** Tools that the upstream runs by itself, whose results the model reads in the same call. */
const runsThere = /^(web_search|web_fetch|code_execution|code_interpreter|file_search|mcp)/

/** Whether an upstream reads more than the request holds because of what stands outside of its messages. */
export function fetchesBeside({ tools, mcp_servers: servers, web_search_options: search }: Record<string, unknown>): boolean {
  const types = (Array.isArray(tools) ? tools : []).map((tool) => (tool as { type?: unknown } | null)?.type)
  return types.some((type) => typeof type === 'string' && runsThere.test(type)) || Boolean(servers) || Boolean(search)
}

/** The texts of a message, and how many images it holds. Files, audio and what we do not know count by the bytes they carry. */
export function messageParts(message: PromptMessage): Said {
  const said = contentParts(message)
  said.texts.push(...longMark(message.role))
  for (const call of Array.isArray(message.tool_calls) ? message.tool_calls : []) {
    const { id, type, ...called } = call ?? {}
    said.texts.push(JSON.stringify(called), ...longMark(id), ...longMark(type))
  }
  for (const text of textsOf(message, notContent)) said.texts.push(text)
  return said
}

/** The same of what stands in its `content` alone. */
export function contentParts({ content }: PromptMessage): Said {
  const said: Said = { texts: [], images: 0, fetches: false }
  if (typeof content === 'string') said.texts.push(content)
  else for (const part of Array.isArray(content) ? content : []) takePart(part, said)
  return said
}

function takePart(part: unknown, said: Said): void {
  if (typeof part === 'string') said.texts.push(part)
  if (typeof part !== 'object' || part === null) return
  const { type, text, cache_control: cache, ...rest } = part as { [member: string]: unknown }
  if (typeof text === 'string') said.texts.push(text)
  said.texts.push(...longMark(type))
  if (typeof cache === 'object' && cache !== null) said.texts.push(...longMark(JSON.stringify(cache)))
  // Servers look for the member, whatever the type says.
  if (imageTypes.has(type) || 'image_url' in rest) {
    said.images++
    for (const name of pictures) delete rest[name]
  }
  if (type === 'tool_result' && Array.isArray(rest.content)) {
    for (const inner of rest.content) takePart(inner, said)
    delete rest.content
  }
  said.fetches ||= carriers.some((name) => refersElsewhere(rest[name])) || 'file_id' in rest || 'file_url' in rest
  if (Object.keys(rest).length > 0) said.texts.push(JSON.stringify(rest))
}
