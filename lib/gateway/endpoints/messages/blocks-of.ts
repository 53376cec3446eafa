import { parseObject } from '@/lib/json-object'
import { noProof } from '../../generation/no-proof'
import type { AnswerPart } from '../../generation/part'
import { callId } from './call-id'
import { callBlock, textBlock } from './empty-members'

interface Block {
  type: string
  [member: string]: unknown
}

interface Called {
  block: Block
  text: string
}

/** The content of a whole message. Texts that follow each other are one block, and so are the pieces of a thought with its proof. */
export function blocksOf(parts: AnswerPart[], id: string): Block[] {
  const blocks: Block[] = []
  const calls = new Map<number, Called>()
  for (const part of parts) {
    if (part.type === 'tool-call' && !calls.has(part.call)) {
      const block: Block = callBlock(part.id || callId(id, part.call), part.name)
      calls.set(part.call, { block, text: '' })
      blocks.push(block)
    } else if (part.type === 'tool-arguments') {
      const called = calls.get(part.call)
      if (called) called.text += part.text
    } else addPart(blocks, part)
  }
  for (const { block, text } of calls.values()) block.input = inputOf(text)
  return blocks
}

function addPart(blocks: Block[], part: AnswerPart): void {
  const last = blocks.at(-1)
  if (part.type === 'text' || part.type === 'refusal') {
    if (last?.type === 'text') last.text += part.text
    else blocks.push(textBlock(part.text))
  } else if (part.type === 'reasoning') {
    if (isOpenThought(last)) last.thinking += part.text
    else blocks.push({ type: 'thinking', thinking: part.text, signature: noProof })
  } else if (part.type === 'signature' && part.hidden) blocks.push({ type: 'redacted_thinking', data: part.signature })
  else if (part.type === 'signature' && part.call === undefined) {
    if (isOpenThought(last)) last.signature = part.signature
    else blocks.push({ type: 'thinking', thinking: '', signature: part.signature })
  } else if (part.type === 'image') blocks.push({ type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } })
}

const isOpenThought = (block: Block | undefined): block is Block => block?.type === 'thinking' && block.signature === noProof

/** A model may write something else than an object, or be ended inside one. */
function inputOf(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  return parseObject(text) ?? { raw_arguments: text }
}
