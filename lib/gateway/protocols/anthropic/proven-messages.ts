type Members = Record<string, unknown>

/**
 * A caller's messages without the thoughts of other models, which Anthropic would refuse: a conversation that was begun at another upstream
 * is full of them. The list itself where there are none.
 */
export function provenMessages(messages: unknown): unknown {
  if (!Array.isArray(messages) || !messages.some(hasForeign)) return messages
  return messages.flatMap((message) => {
    if (!hasForeign(message)) return [message]
    const content = (message.content as unknown[]).filter((block) => !isForeignBlock(block))
    // A message without content would be refused as well.
    return content.length === 0 ? [] : [{ ...message, content }]
  })
}

function hasForeign(message: unknown): message is Members {
  const { role, content } = (message ?? {}) as Members
  return role === 'assistant' && Array.isArray(content) && content.some(isForeignBlock)
}

function isForeignBlock(block: unknown): boolean {
  const { type, signature, data } = (block ?? {}) as Members
  return (type === 'thinking' && isForeignProof(signature)) || (type === 'redacted_thinking' && isForeignProof(data))
}

/** Proofs of others, and what stands for a missing one, have a dot. Servers that only speak this protocol may leave theirs empty. */
export const isForeignProof = (proof: unknown): boolean => typeof proof === 'string' && proof.includes('.')
