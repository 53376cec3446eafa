import { demoCatalog } from './catalog.ts'

const more = (id: string, mode: string, price: object) => ({
  id,
  name: id,
  mode,
  context: 131072,
  maxOutput: 8192,
  price,
  targets: [{ upstream: 'bailian', upstreamModel: id }],
})

/** The demo's catalog and models of other kinds, of which some are hardly ever called. */
export const largeCatalog = {
  ...demoCatalog,
  models: [
    ...demoCatalog.models,
    more('qwen3-embedding-8b', 'embedding', { input: 0.5 }),
    more('qwen3-reranker-8b', 'rerank', { input: 0.5 }),
    more('paraformer-v2', 'transcription', { perMinute: 0.03 }),
    more('seedream-4', 'image', { perImage: 0.2 }),
    more('gpt-oss-120b', 'chat', { input: 1, output: 4 }),
    more('kimi-k2', 'chat', { input: 4, output: 16, cachedInput: 1 }),
    more('minimax-m2', 'chat', { input: 2.1, output: 8.4 }),
  ],
}
