import type { GenerationRequest, PromptMessage } from '../../generation/request'
import { configOf } from './config-of'
import { functionsOf } from './functions-of'
import { modelParts, resultParts, userParts } from './parts-of'

interface Content {
  role: 'user' | 'model'
  parts: unknown[]
}

const isSystem = ({ role }: PromptMessage): boolean => role === 'system' || role === 'developer'

/** A prompt in Gemini's words. What these lack is told by `untold` beforehand. */
export function contentsOf(asked: GenerationRequest, upstreamModel: string): Record<string, unknown> {
  const { prompt } = asked
  const begun = prompt.messages.findIndex((message) => !isSystem(message))
  const system = prompt.messages.slice(0, begun < 0 ? undefined : begun).flatMap(userParts)
  const rest = begun < 0 ? [] : prompt.messages.slice(begun)
  const config = configOf(asked, upstreamModel)
  return {
    ...(system.length > 0 && { systemInstruction: { parts: system } }),
    contents: joined(rest.map(contentWith(namesOf(rest)))),
    ...(Object.keys(config).length > 0 && { generationConfig: config }),
    ...functionsOf(prompt),
  }
}

/** What the system says in the middle of a conversation is said in its place, by the user. */
const contentWith =
  (names: Map<string, string>) =>
  (message: PromptMessage): Content => {
    if (message.role === 'assistant') return { role: 'model', parts: modelParts(message) }
    return { role: 'user', parts: message.role === 'tool' ? resultParts(message, names) : userParts(message) }
  }

/** A result names its function, which the common tongue says in the call alone. */
const namesOf = (messages: PromptMessage[]): Map<string, string> =>
  new Map(messages.flatMap(({ tool_calls: calls }) => (calls ?? []).map((call) => [call.id ?? '', call.function?.name ?? ''])))

/** All results of a turn stand in one content, because the roles have to alternate. */
function joined(contents: Content[]): Content[] {
  const merged: Content[] = []
  for (const { role, parts } of contents) {
    const last = merged.at(-1)
    if (parts.length === 0) continue
    if (last?.role === role) last.parts.push(...parts)
    else merged.push({ role, parts: [...parts] })
  }
  return merged
}
