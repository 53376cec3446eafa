// Lets plain Node run our TypeScript in a process of its own: `node --import ./tests/run-typescript.mjs file.ts`.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const find = (path) => [path, `${path}.ts`].find((name) => /\.\w+$/.test(name) && existsSync(name))

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return next(pathToFileURL(`${root}tests/server-only.ts`).href, context)
    if (specifier.startsWith('@/')) return next(pathToFileURL(find(root + specifier.slice(2)) ?? specifier).href, context)
    if (specifier.startsWith('.') && context.parentURL?.startsWith('file:') && !context.parentURL.includes('/node_modules/')) {
      const found = find(fileURLToPath(new URL(specifier, context.parentURL)))
      if (found) return next(pathToFileURL(found).href, context)
    }
    return next(specifier, context)
  },
})
