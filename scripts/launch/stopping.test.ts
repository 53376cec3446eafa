import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const room = new URL('./stopping.ts', import.meta.url).href

/** A program started the way own-node.mjs starts one: with a channel to the process that waits for it. */
function started(work: string) {
  const program = `import { stopping } from ${JSON.stringify(room)}\nconst stop = stopping()\n${work}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  let said = ''
  child.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  return { child, ended: once(child, 'exit').then(([code]) => ({ code: code as number, said })) }
}

test('a program whose work is done ends, although it listens for signals and for the end of its parent', async () => {
  const { child, ended } = started("console.log('worked')")
  expect(await ended).toEqual({ code: 0, said: 'worked\n' })
  expect(child.connected).toBe(false)
})

test('a program that still works stops, and undoes what it began, when its parent has gone', async () => {
  const { child, ended } = started("setInterval(() => {}, 1000); stop.add(() => console.log('undone')); console.log('working')")
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  child.disconnect()
  const { code, said } = await ended
  expect(code).toBe(0)
  expect(said).toMatch(/working[\s\S]*Stopping …\nundone\n[\s\S]*Stopped/)
})
