import { isObject } from '@/lib/json-object'
import type { PromptMessage, PromptPart, PromptToolCall, Thought } from '../../generation/request'
import { absent, wrong } from '../check-members'
import { type Members, oneOrMore } from './members'
import { pictureOf } from './picture'
import { proofIn } from './proof'
import { readResult } from './read-result'

const most = { contents: 10_000, parts: 20_000 }
const roles = new Set(['user', 'model', 'function'])

/** A call that was not answered yet. Google's models give no ids to theirs, and some clients give ids to the answers alone. */
interface OpenCall {
  id: string
  name: string
}

interface Reading {
  odd: string[]
  open: OpenCall[]
}

/** The conversation in the common tongue. Parts that it has no words for are added to `odd` by their path. */
export function readContents(given: unknown, odd: string[]): PromptMessage[] {
  if (absent(given)) throw wrong('contents', 'is missing: send a list of contents')
  const contents = oneOrMore(given)
  if (contents.length === 0) throw wrong('contents', 'must hold at least one content')
  if (contents.length > most.contents) throw wrong('contents', `has more than ${most.contents} contents`)
  const reading: Reading = { odd, open: [] }
  return turnsOf(contents).flatMap(({ role, said }) => {
    if (said.length === 0) return []
    return role === 'model' ? [modelMessage(said, reading)] : userMessages(said, reading)
  })
}

/** A part, and where it stands. */
interface Placed {
  part: Members
  path: string
}

interface Turn {
  role: string
  said: Placed[]
}

/** Google's clients keep an answer that was a stream as one content for each of its events: these are one turn. */
function turnsOf(contents: unknown[]): Turn[] {
  const turns: Turn[] = []
  let parts = 0
  for (const [at, content] of contents.entries()) {
    const turn = checked(content, `contents[${at}]`)
    const last = turns.at(-1)
    parts += turn.said.length
    if (parts > most.parts) throw wrong(`contents[${at}].parts`, `brings the parts of all contents above ${most.parts}`)
    if (turn.role === 'model' && last?.role === 'model') last.said.push(...turn.said)
    else turns.push(turn)
  }
  return turns
}

function checked(content: unknown, path: string): Turn {
  if (!isObject(content)) throw wrong(path, 'must be an object')
  const role = absent(content.role) || content.role === '' ? 'user' : content.role
  if (typeof role !== 'string' || !roles.has(role)) throw wrong(`${path}.role`, 'must be user or model')
  return { role, said: partsOf(content.parts, path) }
}

function partsOf(parts: unknown, of: string): Placed[] {
  if (typeof parts === 'string') throw wrong(`${of}.parts`, 'must be a list of parts')
  return oneOrMore(parts).map((part, at) => {
    const path = `${of}.parts[${at}]`
    if (!isObject(part)) throw wrong(path, 'must be an object')
    if (!absent(part.text) && typeof part.text !== 'string') throw wrong(`${path}.text`, 'must be a string')
    return { part, path }
  })
}

/** The results of tools, and then what the user says beside them. */
function userMessages(parts: Placed[], reading: Reading): PromptMessage[] {
  const results: PromptMessage[] = []
  const said: PromptPart[] = []
  for (const { part, path } of parts) {
    const picture = pictureOf(part)
    if (typeof part.text === 'string') said.push({ type: 'text', text: part.text })
    else if (picture) said.push(picture)
    else if (isObject(part.functionResponse)) {
      const { odd } = reading
      const id = answered(part.functionResponse, `${path}.functionResponse`, reading)
      results.push(readResult(part.functionResponse, id, `${path}.functionResponse`, odd))
    } else reading.odd.push(oddMember(part, path))
  }
  const [first] = said
  if (!first) return results
  const content = said.length === 1 && first.type === 'text' ? (first.text ?? '') : said
  return [...results, { role: 'user', content }]
}

function modelMessage(parts: Placed[], reading: Reading): PromptMessage {
  let content = ''
  const thoughts: Thought[] = []
  const calls: PromptToolCall[] = []
  for (const { part, path } of parts) {
    const { text, thought, thoughtSignature: signature, functionCall: call } = part
    if (thought === true && typeof text === 'string') think(thoughts, text, signature)
    else if (typeof text === 'string') content += text
    else if (isObject(call)) calls.push(callOf(call, signature, `${path}.functionCall`, reading))
    else reading.odd.push(oddMember(part, path))
  }
  return {
    role: 'assistant',
    content: content === '' && calls.length > 0 ? null : content,
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(thoughts.length > 0 && { thinking_blocks: thoughts }),
  }
}

/** The pieces of a thought follow each other up to its signature. */
function think(thoughts: Thought[], text: string, signature: unknown): void {
  let last = thoughts.at(-1)
  if (last?.type !== 'thinking' || last.signature !== undefined) {
    last = { type: 'thinking', thinking: '' }
    thoughts.push(last)
  }
  last.thinking += text
  if (typeof signature === 'string' && signature !== '') last.signature = proofIn(signature)
}

function callOf({ id: given, name, args }: Members, signature: unknown, path: string, { open }: Reading): PromptToolCall {
  if (typeof name !== 'string' || name === '') throw wrong(`${path}.name`, 'must be a string')
  if (!absent(args) && !isObject(args)) throw wrong(`${path}.args`, 'must be an object')
  const id = typeof given === 'string' && given !== '' ? given : `call_${path.replace(/\D+/g, '_').slice(1, -1)}`
  open.push({ id, name })
  return {
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args ?? {}) },
    ...(typeof signature === 'string' && signature !== '' && { extra_content: { google: { thought_signature: signature } } }),
  }
}

/** The call that a result is of: by its id, else the first open one of its name, else the first. */
function answered({ id: given, name }: Members, path: string, { odd, open }: Reading): string {
  const found = open.find(({ id }) => id === given) ?? open.find((call) => call.name === name) ?? open[0]
  if (found) open.splice(open.indexOf(found), 1)
  else odd.push(path)
  return found?.id ?? (typeof given === 'string' ? given : '')
}

function oddMember(part: Members, path: string): string {
  const name = Object.keys(part).find((each) => !absent(part[each]) && each !== 'thought' && each !== 'thoughtSignature')
  return name === undefined ? path : `${path}.${name}`
}

/** What stands before the conversation: a content, or parts of one. */
export function readSystem(given: unknown, odd: string[]): PromptMessage[] {
  if (absent(given)) return []
  const named = isObject(given) && 'parts' in given
  const parts = oneOrMore(named ? given.parts : given).map((part) => (typeof part === 'string' ? { text: part } : part))
  const texts = partsOf(parts, 'systemInstruction').map(({ part, path }) => {
    if (typeof part.text !== 'string') odd.push(path)
    return part.text ?? ''
  })
  const content = texts.join('\n')
  return content === '' ? [] : [{ role: 'system', content }]
}
