type Members = Record<string, unknown>

/** A whole message as the events that it would have been. */
export function eventsOf({ content, stop_reason, stop_sequence = null, usage, ...head }: Members): Members[] {
  const blocks = (content as unknown[]).filter((block): block is Members => typeof block === 'object' && block !== null)
  return [
    { type: 'message_start', message: { ...head, content: [], stop_reason: null, stop_sequence: null, usage } },
    ...blocks.flatMap((block, index) => {
      const [begun, deltas] = torn(block)
      return [
        { type: 'content_block_start', index, content_block: begun },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]
    }),
    { type: 'message_delta', delta: { stop_reason, stop_sequence }, usage },
  ]
}

/** The beginning of a block, and its pieces. What comes in no pieces is its beginning. */
function torn(block: Members): [begun: Members, deltas: Members[]] {
  const { type, text, thinking, signature = '', input } = block
  if (type === 'text') return [{ ...block, text: '' }, [{ type: 'text_delta', text }]]
  if (type === 'thinking') {
    const deltas = [{ type: 'thinking_delta', thinking }, ...(signature === '' ? [] : [{ type: 'signature_delta', signature }])]
    return [{ ...block, thinking: '', signature: '' }, deltas]
  }
  if (input === undefined) return [block, []]
  return [{ ...block, input: {} }, [{ type: 'input_json_delta', partial_json: JSON.stringify(input) }]]
}
