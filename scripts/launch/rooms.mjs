// Lets plain Node import the rooms in lib/ as Next's build does: `@/…` paths, files without their ending, and `server-only`.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from './packages.mjs'

// Prisma's adapter still uses something that pg's next major version will drop, and each process would print that.
process.noDeprecation = true

const home = pathToFileURL(root)

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return { url: 'data:text/javascript,', shortCircuit: true }
    const ours = specifier.startsWith('@/')
      ? new URL(specifier.slice(2), home)
      : isNear(specifier, context) && new URL(specifier, context.parentURL)
    if (!ours) return next(specifier, context)
    const url = ['', '.ts', '.tsx', '/index.ts'].map((end) => ours.href + end).find(isFile)
    return url ? next(url, context) : next(specifier, context)
  },
})

const isNear = (specifier, { parentURL }) =>
  /^\.\.?\//.test(specifier) && parentURL?.startsWith(home.href) && !parentURL.includes('/node_modules/')
const isFile = (url) => /\.[a-z]+$/.test(url) && existsSync(fileURLToPath(url))
