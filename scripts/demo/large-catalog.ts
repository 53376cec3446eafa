import { demoCatalog } from './catalog.ts'

const more = (id: string, price: object) => ({
  id,
  name: id,
  context: 131072,
  maxOutput: 8192,
  price,
  targets: [{ upstream: 'bailian', upstreamModel: id }],
})

/** The demo's catalog and models that are hardly ever called. */
export const largeCatalog = {
  ...demoCatalog,
  models: [
    ...demoCatalog.models,
    more('gpt-oss-120b', { input: 1, output: 4 }),
    more('kimi-k2', { input: 4, output: 16, cachedInput: 1 }),
    more('minimax-m2', { input: 2.1, output: 8.4 }),
  ],
}
