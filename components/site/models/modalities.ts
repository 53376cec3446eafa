import type { modes } from '@/lib/catalog/names'

type Modality = 'text' | 'image' | 'audio' | 'document' | 'vector' | 'score' | 'verdict'
interface Passage {
  in: readonly Modality[]
  out: readonly Modality[]
}

const byMode: Record<(typeof modes)[number], Passage> = {
  chat: { in: ['text'], out: ['text'] },
  embedding: { in: ['text'], out: ['vector'] },
  rerank: { in: ['text'], out: ['score'] },
  image: { in: ['text'], out: ['image'] },
  transcription: { in: ['audio'], out: ['text'] },
  speech: { in: ['text'], out: ['audio'] },
  moderation: { in: ['text'], out: ['verdict'] },
  tool: { in: ['document'], out: ['text'] },
}
const byCapability: Record<string, Modality> = { vision: 'image', audio: 'audio' }

/** What goes into a model and what comes out of it. */
export function modalitiesOf({ modes, capabilities }: { modes: readonly string[]; capabilities: readonly string[] }): Passage {
  const passages = modes.flatMap((mode) => byMode[mode as keyof typeof byMode] ?? [])
  const also = capabilities.flatMap((capability) => byCapability[capability] ?? [])
  return {
    in: [...new Set([...passages.flatMap((passage) => passage.in), ...also])],
    out: [...new Set(passages.flatMap((passage) => passage.out))],
  }
}
