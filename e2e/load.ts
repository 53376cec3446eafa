import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome } from './books.ts'
import { chat } from './call.ts'

export interface LoadOptions {
  urls: string[]
  secrets: string[]
  models: string[]
  /** Distinguishes the calls of this load from all others. */
  name: string
  atOnce: number
  random: () => number
}

/** Keeps so many calls running until told to stop; connections may break at any time. */
export function keepCalling({ urls, secrets, models, name, atOnce, random }: LoadOptions): { stop(): Promise<Outcome[]> } {
  const outcomes: Outcome[] = []
  let running = true
  let count = 0
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T
  const loop = async () => {
    while (running) {
      const id = `${name}-${count++}`
      const stream = random() < 0.5
      const call = { url: pick(urls), secret: pick(secrets), model: pick(models), stream, id }
      const answer = await chat(call).catch(() => undefined)
      outcomes.push({ id, whole: answer?.status === 200 && !answer.error && (!stream || answer.done) })
      if (!answer) await sleep(20)
    }
  }
  const loops = Array.from({ length: atOnce }, loop)
  return {
    async stop() {
      running = false
      await Promise.all(loops)
      return outcomes
    },
  }
}
