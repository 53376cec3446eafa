type Members = Record<string, unknown>

/** An item of a list: whatever way its text was sent, clients read it as parts. */
export function listedItem(item: Members): Members {
  const { type, role, content } = item
  if (type !== 'message' || typeof content !== 'string') return item
  return role === 'assistant'
    ? { ...item, status: item.status ?? 'completed', content: [{ type: 'output_text', text: content, annotations: [], logprobs: [] }] }
    : { ...item, content: [{ type: 'input_text', text: content }] }
}
