import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface Finding {
  rule: string
  path: string
  line: number
}

interface Diagnostic {
  category: string
  location: { path: string; start: { line: number } }
}

/** Returns what Biome, set up as in this repository, says of these files when they lie alone in a folder. */
export async function linted(files: [path: string, text: string][]): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'atrium-lint-'))
  try {
    for (const name of ['biome.json', 'biome.boundaries.json', '.gitignore']) await copyFile(join(root, name), join(folder, name))
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
    const text = await new Promise<string>((done) =>
      execFile(join(root, 'node_modules/.bin/biome'), args, { cwd: folder, maxBuffer: 1e8 }, (_, out) => done(out)),
    )
    const { diagnostics } = JSON.parse(text) as { diagnostics: Diagnostic[] }
    return diagnostics.map(({ category, location }) => ({
      rule: category.split('/').at(-1) ?? category,
      path: location.path,
      line: location.start.line,
    }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
