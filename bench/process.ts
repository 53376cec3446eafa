import { readdirSync, readFileSync } from 'node:fs'

interface Stat {
  pid: number
  parent: number
  name: string
  /** Milliseconds of processor time, of children that ended too. */
  cpu: number
}

// Linux counts processor time in ticks of 10 ms.
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0)
    return { pid, parent: Number(fields[1]), name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')), cpu: ticks * 10 }
  } catch {
    return undefined // it ended meanwhile
  }
}

/** A process and all that descend from it. */
export function treeOf(root: number): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? [])
  const tree = all.filter((stat) => stat.pid === root)
  for (let i = 0; i < tree.length; i++) tree.push(...all.filter((stat) => stat.parent === tree[i]?.pid))
  return tree
}

export interface Cpu {
  /** Milliseconds used so far. */
  node: number
  database: number
}

export function cpuOf(root: number): Cpu {
  const cpu: Cpu = { node: 0, database: 0 }
  for (const stat of treeOf(root)) cpu[stat.name.startsWith('postgres') ? 'database' : 'node'] += stat.cpu
  return cpu
}

/** Milliseconds of processor time: all that the machine has had so far, and what processes outside of a tree have used of it. */
export function machineCpu(root: number): { all: number; others: number } {
  const line = /^cpu +(.*)/.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
  const ticks = line.split(' ').slice(0, 8).map(Number)
  const [user = 0, nice = 0, system = 0, , , , , stolen = 0] = ticks
  const own = cpuOf(root)
  // Interrupts belong to nobody: with packets on loopback most of them are ours.
  return { all: ticks.reduce((sum, value) => sum + value, 0) * 10, others: (user + nice + system + stolen) * 10 - own.node - own.database }
}

function residentOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** MiB resident of the server: the largest process of the tree that is not the database. */
export const serverMemory = (root: number): number =>
  Math.max(
    ...treeOf(root)
      .filter((stat) => !stat.name.startsWith('postgres'))
      .map((stat) => residentOf(stat.pid)),
  )
