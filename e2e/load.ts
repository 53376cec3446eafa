import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome } from './books.ts'
import { type Called, chat } from './call.ts'
import { nanosOf } from './portal.ts'

export interface LoadOptions {
  urls: string[]
  secrets: string[]
  models: (string | { id: string; body?: object })[]
  /** Distinguishes the calls of this load from all others. */
  name: string
  atOnce: number
  random: () => number
}

/** Keeps so many calls running until it is told to stop. Connections may break at any time. */
export function keepCalling({ urls, secrets, models, name, atOnce, random }: LoadOptions): { stop(): Promise<Outcome[]> } {
  const outcomes: Outcome[] = []
  let running = true
  let count = 0
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T
  const loop = async () => {
    while (running) {
      const id = `${name}-${count++}`
      const stream = random() < 0.5
      const model = pick(models)
      const asked = typeof model === 'string' ? { model } : { model: model.id, body: model.body ?? {} }
      let begun = false
      const onHead = (status: number) => {
        begun = status === 200
      }
      const answer = await chat({ url: pick(urls), secret: pick(secrets), stream, id, onHead, ...asked }).catch(() => undefined)
      const whole = answer?.status === 200 && !answer.error && (!stream || answer.done)
      outcomes.push({ id, begun, whole, words: wordsIn(answer), told: costIn(answer) })
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

const wordsIn = (answer: Called | undefined): number => (answer ? (answer.content + answer.reasoning).split(' ').length - 1 : 0)

function costIn(answer: Called | undefined): bigint | null {
  const cost = /"_cost":([\d.]+)/.exec(answer?.text ?? '')?.[1]
  return cost === undefined ? null : nanosOf(cost)
}
