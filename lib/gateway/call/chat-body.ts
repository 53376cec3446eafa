/** The OpenAI chat shape, the gateway's common tongue. Members it does not name are kept as they are. */
export interface ChatBody {
  model: string
  messages: ChatMessage[]
  stream?: boolean | null
  stream_options?: { include_usage?: boolean | null; [member: string]: unknown } | null
  max_tokens?: number | null
  max_completion_tokens?: number | null
  n?: number | null
  tools?: unknown[] | null
  [member: string]: unknown
}

export interface ChatMessage {
  role: string
  content?: string | ChatPart[] | null
  tool_calls?: ChatToolCall[] | null
  [member: string]: unknown
}

interface ChatPart {
  type: string
  text?: string
  [member: string]: unknown
}

interface ChatToolCall {
  id?: string
  function?: { name?: string; arguments?: string }
  [member: string]: unknown
}
